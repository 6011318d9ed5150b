import type { Digest } from './digest';
import type { Commit } from './repository';
import type { Instant } from './time';

/**
 * What Fulcio wrote into a certificate about the run that it was issued to, as
 * the extensions 1.3.6.1.4.1.57264.1.8 to .24 define it. Null where the
 * certificate says nothing.
 *
 * @public
 */
export interface CertificateClaims {
  /** The workflow that signed, with its git ref (.9). */
  buildSigner: string | null;
  /** The commit of that workflow (.10). */
  buildSignerCommit: Commit | null;
  /** `github-hosted`, `self-hosted`, as the issuer calls it (.11). */
  runnerEnvironment: string | null;
  /** The repository that was built (.12). */
  sourceRepository: string | null;
  /** The commit that was built (.13). */
  sourceCommit: Commit | null;
  sourceRef: string | null;
  /** The top-level workflow, with its git ref (.18). */
  buildConfig: string | null;
  /** The commit of that workflow (.19). */
  buildConfigCommit: Commit | null;
  /** The event that started the run (.20). */
  trigger: string | null;
  /** The address of the run, with its attempt (.21). */
  run: string | null;
  /** The environment that the job deployed to (.23). */
  deploymentEnvironment: string | null;
}

/** Somebody whom a certificate authority vouches for. @public */
export interface CertificateSigner {
  kind: 'certificate';
  /** The subject alternative name, as it stands. */
  identity: string;
  /** Who had authenticated that identity (OIDC issuer). */
  issuer: string | null;
  claims: CertificateClaims;
  /** SHA-256 of the certificate. */
  fingerprint: Digest;
  /** The name of the trust root that the certificate leads to. */
  root: string;
}

/** Who holds a key that the configuration lists. @public */
export interface KeySigner {
  kind: 'key';
  /** The key's name in the configuration. */
  id: string;
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER). */
  fingerprint: Digest;
}

/** @public */
export type Signer = CertificateSigner | KeySigner;

/**
 * What verifying one signed document found out, before anybody asks what it is
 * worth for a release. It depends on the document and on the trust roots and
 * keys alone, and so can be kept for as long as these stay what they are.
 *
 * - `valid`: signed by `signer`, at `signedAt`;
 * - `invalid`: a check failed, so the document is not what was signed;
 * - `unverifiable`: a root, key or proof is missing; the reason names it;
 * - `unsigned`: there is no signature.
 *
 * @public
 */
export type SignatureFact =
  | {
      status: 'valid';
      reason: null;
      signer: Signer;
      /** By a transparency log or a timestamp; null where a key needs neither. */
      signedAt: Instant | null;
      /** Where the log lists it: the index of the entry. */
      logIndex: string | null;
      /** The digest that a signature without a statement is over. */
      signedDigest: Digest | null;
    }
  | {
      status: 'invalid' | 'unverifiable' | 'unsigned';
      reason: string;
      /** Who claims to have signed; nothing vouches for it. */
      claimedSigner: string | null;
    };
