import { InputError } from '@backstage/errors';
import {
  CertificateAuthority,
  TransparencyLogInstance,
  TrustedRoot,
} from '@sigstore/protobuf-specs';
import { TrustMaterial, toTrustMaterial } from '@sigstore/verify';

/*
 * Trust roots
 *
 * A root is what Sigstore calls a trusted root: the certificate authorities,
 * transparency logs and timestamp authorities of one instance, each with the
 * time for which it is trusted. One bad entry must not take a whole root away,
 * and it must not pass in silence either: it is left out and reported. That
 * holds above all for an entry without a start of its validity, which the
 * library would take for one that had always been valid.
 */

/** An entry of a root that is not used, and why. */
export interface RefusedEntry {
  root: string;
  /** Where it stands in the file, as `tlogs[1]`. */
  field: string;
  reason: string;
}

type Authorities = Pick<
  TrustMaterial,
  'certificateAuthorities' | 'timestampAuthorities' | 'tlogs' | 'ctlogs'
>;

/** The usable entries of one trusted root. */
export interface TrustRoot extends Authorities {
  name: string;
  /** The newest start of validity in it: how current the root is at least. */
  newestStart: Date;
  refused: RefusedEntry[];
}

/** A file of trust roots as it was read. */
export interface TrustRootFile {
  name: string;
  text: string;
  /** Where the configuration names it, for errors. */
  configKey: string;
}

/**
 * Reads the roots of a file: one JSON object, or one on each line as
 * `gh attestation trusted-root` prints them. Several are told apart by number.
 */
export function parseTrustRoots(file: TrustRootFile): TrustRoot[] {
  const documents = documentsOf(file);
  return documents.map((document, index) =>
    usableRoot(
      documents.length === 1 ? file.name : `${file.name}#${index + 1}`,
      readRoot(document, file),
      file,
    ),
  );
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * The days since the root last gained an entry, as far as the root itself says.
 * Nothing in the file tells when it was fetched, and the file's own date is that
 * of a copy; a new log or authority is what a stale root lacks first.
 */
export function ageInDays(root: TrustRoot, at: Date): number {
  return Math.max(0, Math.floor((+at - +root.newestStart) / DAY));
}

function documentsOf({ text, configKey }: TrustRootFile): unknown[] {
  const whole = parsed(text);
  if (whole !== undefined) {
    return [whole];
  }
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return lines.map((line, index) => {
    const document = parsed(line);
    if (document === undefined) {
      throw new InputError(
        `${configKey}: line ${
          index + 1
        } is not JSON; give a Sigstore trusted_root.json, or one such object on each line`,
      );
    }
    return document;
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const LISTS = [
  'certificateAuthorities',
  'timestampAuthorities',
  'tlogs',
  'ctlogs',
] as const;

type List = (typeof LISTS)[number];

type Entries = Record<List, unknown[]>;

function readRoot(document: unknown, { configKey }: TrustRootFile): Entries {
  const root = Object(document);
  const wrong = LISTS.find(
    list => root[list] !== undefined && !Array.isArray(root[list]),
  );
  if (wrong || LISTS.every(list => root[list] === undefined)) {
    throw new InputError(
      `${configKey}: ${
        wrong ? `${wrong} is no list` : 'is no Sigstore trusted root'
      }; give a trusted_root.json with ${LISTS.join(', ')}`,
    );
  }
  const entries = (list: List): unknown[] => root[list] ?? [];
  return {
    certificateAuthorities: entries('certificateAuthorities'),
    timestampAuthorities: entries('timestampAuthorities'),
    tlogs: entries('tlogs'),
    ctlogs: entries('ctlogs'),
  };
}

class Refusal extends Error {}

function usableRoot(
  name: string,
  entries: Entries,
  { configKey }: TrustRootFile,
): TrustRoot {
  const root: TrustRoot = {
    name,
    certificateAuthorities: [],
    timestampAuthorities: [],
    tlogs: [],
    ctlogs: [],
    newestStart: new Date(0),
    refused: [],
  };
  for (const list of LISTS) {
    entries[list].forEach((entry, index) => {
      try {
        addEntry(root, list, entry);
      } catch (error) {
        root.refused.push({
          root: name,
          field: `${list}[${index}]`,
          reason: error instanceof Refusal ? error.message : 'cannot be read',
        });
      }
    });
  }
  if (LISTS.every(list => root[list].length === 0)) {
    const why = root.refused.map(({ field, reason }) => `${field} ${reason}`);
    throw new InputError(
      `${configKey}: the trust root "${name}" has no usable entry${
        why.length > 0 ? ` (${why.slice(0, 5).join('; ')})` : ''
      }; give a complete trusted_root.json`,
    );
  }
  return root;
}

function addEntry(root: TrustRoot, list: List, json: unknown): void {
  const only: TrustedRoot = TrustedRoot.fromJSON({ [list]: [json] });
  const [entry] = only[list];
  const validFor = validityOf(entry);
  if (!validFor?.start || Number.isNaN(+validFor.start)) {
    throw new Refusal('has no start of its validity');
  }
  if (validFor.end && !(+validFor.end >= +validFor.start)) {
    throw new Refusal('ends before its validity starts');
  }
  if ('certChain' in entry && !entry.certChain?.certificates.length) {
    throw new Refusal('has no certificate');
  }
  const material = toTrustMaterial(only);
  for (const log of [...material.tlogs, ...material.ctlogs]) {
    if (!log.logID?.length) {
      throw new Refusal('has no log id');
    }
  }
  material.timestampAuthorities.forEach(assertReadable);
  material.certificateAuthorities.forEach(assertReadable);
  root.certificateAuthorities.push(...material.certificateAuthorities);
  root.timestampAuthorities.push(...material.timestampAuthorities);
  root.tlogs.push(...material.tlogs);
  root.ctlogs.push(...material.ctlogs);
  if (validFor.start > root.newestStart) {
    root.newestStart = validFor.start;
  }
}

function validityOf(
  entry: CertificateAuthority | TransparencyLogInstance,
): { start?: Date; end?: Date } | undefined {
  return 'publicKey' in entry
    ? entry.publicKey?.validFor
    : (entry as CertificateAuthority).validFor;
}

/** The parts of a certificate are only read when they are asked for. */
function assertReadable({
  certChain,
}: TrustMaterial['certificateAuthorities'][number]): void {
  for (const certificate of certChain) {
    if (Number.isNaN(+certificate.notBefore + +certificate.notAfter)) {
      throw new Refusal('has a certificate without validity');
    }
    certificate.verify(certificate);
  }
}
