import {
  createHash,
  KeyObject,
  X509Certificate as NodeCertificate,
} from 'node:crypto';
import { X509Certificate } from '@sigstore/core';
import {
  CertificateClaims,
  Digest,
  parseCommit,
} from 'backstage-plugin-release-evidence-common';
import { InvalidSignature } from './verdicts';

/*
 * Certificates for code signing
 *
 * What a certificate claims stands in extensions that Fulcio defines under
 * 1.3.6.1.4.1.57264.1. Those up to .7 are text as it is, those from .8 on are
 * DER strings; authorities of GitHub and GitLab write the same ones. The newer
 * one wins where both speak of the same thing.
 */

/** A certificate that signed something. */
export interface SigningCertificate {
  certificate: X509Certificate;
  key: KeyObject;
  /** The subject alternative name, as it stands. */
  identity: string;
  issuer: string | null;
  claims: CertificateClaims;
  fingerprint: Digest;
  /** What makes it useless for signing code, if anything does. */
  fault: string | null;
}

const FULCIO = '1.3.6.1.4.1.57264.1';
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const ANY_USE = '2.5.29.37.0';

const MOST_CACHED = 1000;
const cache = new Map<string, SigningCertificate>();

/**
 * A certificate by its content: statements of one run share theirs, and an SBOM
 * and a scan of the same build come minutes apart.
 *
 * @throws InvalidSignature - for what is no certificate
 */
export function certificateOf(bytes: Buffer): SigningCertificate {
  const key = createHash('sha256').update(bytes).digest('base64');
  let certificate = cache.get(key);
  if (!certificate) {
    certificate = readOrRefuse(bytes);
    if (cache.size >= MOST_CACHED) {
      cache.clear();
    }
    cache.set(key, certificate);
  }
  return certificate;
}

function readOrRefuse(bytes: Buffer): SigningCertificate {
  try {
    return readCertificate(bytes);
  } catch {
    throw new InvalidSignature('The certificate cannot be read.');
  }
}

/** Reads a certificate, DER or PEM; throws for what is none. */
export function readCertificate(bytes: Buffer): SigningCertificate {
  const der = derOf(bytes);
  const certificate = X509Certificate.parse(der);
  const node = new NodeCertificate(der);
  if (certificate.publicKey.length === 0 || +certificate.notBefore > Infinity) {
    throw new Error('no key');
  }
  const identity = identityOf(certificate);
  return {
    certificate,
    key: node.publicKey,
    identity: identity ?? '',
    issuer: derText(certificate, 8) ?? rawText(certificate, 1),
    claims: claimsOf(certificate),
    fingerprint: `sha256:${createHash('sha256').update(der).digest('hex')}`,
    fault: faultOf(node, identity),
  };
}

function derOf(bytes: Buffer): Buffer<ArrayBuffer> {
  const start = bytes.subarray(0, 64).toString('latin1').trimStart();
  return Buffer.from(
    start.startsWith('-----BEGIN') ? new NodeCertificate(bytes).raw : bytes,
  );
}

function faultOf(node: NodeCertificate, identity: string | null) {
  const uses = node.keyUsage as string[] | undefined;
  if (node.ca) {
    return 'it is the certificate of an authority';
  }
  if (uses && !uses.includes(CODE_SIGNING) && !uses.includes(ANY_USE)) {
    return 'it is not for signing code';
  }
  return identity ? null : 'it names nobody';
}

const OTHER_NAME = '1.3.6.1.4.1.57264.1.7';

function identityOf(certificate: X509Certificate): string | null {
  const names = certificate.extSubjectAltName;
  return (
    names?.uri || names?.rfc822Name || names?.otherName(OTHER_NAME) || null
  );
}

function claimsOf(certificate: X509Certificate): CertificateClaims {
  const text = (id: number) => derText(certificate, id);
  const early = (id: number) => rawText(certificate, id);
  return {
    buildSigner: text(9),
    buildSignerCommit: parseCommit(text(10)) ?? null,
    runnerEnvironment: text(11),
    sourceRepository: text(12) ?? earlyRepository(certificate),
    sourceCommit: parseCommit(text(13) ?? early(3)) ?? null,
    sourceRef: text(14) ?? early(6),
    buildConfig: text(18),
    buildConfigCommit: parseCommit(text(19)) ?? null,
    trigger: text(20) ?? early(2),
    run: text(21),
    deploymentEnvironment: text(23),
  };
}

/** The early extension holds `owner/name`, and only GitHub's runs had it. */
function earlyRepository(certificate: X509Certificate): string | null {
  const name = rawText(certificate, 5);
  return name && rawText(certificate, 1) === GITHUB_ISSUER
    ? `https://github.com/${name}`
    : null;
}

const STRINGS = [0x0c, 0x13, 0x16];

/** A DER string; some authorities wrote the text as it is here too. */
function derText(certificate: X509Certificate, id: number): string | null {
  const bytes = certificate.extension(`${FULCIO}.${id}`)?.value;
  if (!bytes) {
    return null;
  }
  return STRINGS.includes(bytes[0]) && derLength(bytes)
    ? clean(bytes.subarray(bytes.length - (derLength(bytes) ?? 0)))
    : clean(bytes);
}

/** How long the content is when one DER value fills all bytes. */
function derLength(bytes: Buffer): number | undefined {
  const first = bytes[1];
  const size = first < 0x80 ? 0 : first - 0x80;
  if (size > 3 || bytes.length < 2 + size) {
    return undefined;
  }
  const length = size === 0 ? first : bytes.readUIntBE(2, size);
  return bytes.length === 2 + size + length ? length : undefined;
}

function rawText(certificate: X509Certificate, id: number): string | null {
  const bytes = certificate.extension(`${FULCIO}.${id}`)?.value;
  return bytes ? clean(bytes) : null;
}

const LONGEST = 2000;

function clean(bytes: Buffer): string | null {
  const text = bytes.toString('utf8');
  return text === '' || text.length > LONGEST ? null : text;
}

const COMMON_NAME = /(?:^|\n)CN=(.+)/;

/** What the certificate calls its issuer, to name it in a sentence. */
export function issuerName(certificate: X509Certificate): string {
  const { issuer } = new NodeCertificate(certificate.root.toDER());
  return COMMON_NAME.exec(issuer)?.[1] ?? issuer.replace(/\n/g, ', ');
}
