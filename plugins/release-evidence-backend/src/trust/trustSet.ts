import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { Digest } from 'backstage-plugin-release-evidence-common';
import type { TrustMaterial } from '@sigstore/verify';
import { parseTrustKey, TrustKey, TrustKeyFile } from './trustKeys';
import {
  parseTrustRoots,
  RefusedEntry,
  TrustRoot,
  TrustRootFile,
} from './trustRoots';

/**
 * What the configuration names, as it was read: plain values, so that a worker
 * thread can be given them.
 */
export interface TrustFiles {
  roots: TrustRootFile[];
  keys: TrustKeyFile[];
}

/** Everything that a signature is verified against. */
export interface TrustSet {
  roots: TrustRoot[];
  keys: TrustKey[];
  /** All roots as one, in the terms of the verifying library. */
  material: TrustMaterial;
  /** The entries of the roots that are not used. */
  refused: RefusedEntry[];
  /**
   * Says whether two sets are the same. A fact about a document holds for as
   * long as the document and this are what they were.
   */
  hash: Digest;
  files: TrustFiles;
}

/** Reads all roots and keys, or throws an `InputError` that names the first bad one. */
export function createTrustSet(files: TrustFiles): TrustSet {
  const roots = files.roots.flatMap(parseTrustRoots);
  const keys = files.keys.map(parseTrustKey);
  const names = roots.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) {
    throw new InputError(
      `Two trust roots are called "${twice}"; give their files different names`,
    );
  }
  return {
    roots,
    keys,
    material: unionOf(roots),
    refused: roots.flatMap(({ refused }) => refused),
    hash: trustSetHash(files.roots, keys),
    files,
  };
}

/**
 * A bundle may combine the instances: a certificate of one and a timestamp of
 * another is what GitHub's public attestations are.
 */
function unionOf(roots: TrustRoot[]): TrustMaterial {
  return {
    certificateAuthorities: roots.flatMap(root => root.certificateAuthorities),
    timestampAuthorities: roots.flatMap(root => root.timestampAuthorities),
    tlogs: roots.flatMap(root => root.tlogs),
    ctlogs: roots.flatMap(root => root.ctlogs),
    publicKey: () => {
      throw new Error('keys are not looked up by their hint alone');
    },
  };
}

/**
 * Changed by whatever could change a verification: the contents of the roots,
 * their names (which facts repeat), and each key with what it may be used for.
 */
function trustSetHash(roots: TrustRootFile[], keys: TrustKey[]): Digest {
  const said = [
    'release-evidence trust 1',
    roots.map(({ name, text }) => [
      name,
      createHash('sha256').update(text).digest('hex'),
    ]),
    keys.map(({ id, hint, use, validFrom, validUntil, fingerprint }) => [
      id,
      hint,
      use,
      validFrom,
      validUntil,
      fingerprint,
    ]),
  ];
  const hash = createHash('sha256').update(JSON.stringify(said));
  return `sha256:${hash.digest('hex')}`;
}
