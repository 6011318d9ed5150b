import { Bundle, bundleFromJSON } from '@sigstore/bundle';
import { SignatureFact } from 'backstage-plugin-release-evidence-common';
import { Verifier } from '@sigstore/verify';
import { certificateOf, SigningCertificate } from './certificate';
import { keyThatSigned } from './keyChoice';
import { BundleProofs, knownProofs } from './proofs';
import { rootOf } from './rootOf';
import { validityFault, withSentence } from './sentences';
import { SignedContent, signedContent } from './signedContent';
import type { TrustSet } from './trustSet';
import {
  factOf,
  InvalidSignature,
  UnverifiableSignature,
  ValidSignature,
} from './verdicts';

/*
 * Sigstore bundles
 *
 * The library verifies a bundle or throws, and one thing that it does not know
 * (a timestamp of an authority that is in no root, beside a log entry that it
 * does know) makes it refuse the whole. Real bundles have such things. Here
 * whatever no root knows is first put aside: it proves nothing, and anybody
 * could have left it out. What remains must be enough by the rules of the root
 * that the certificate leads to, or the answer is `unverifiable` and says what
 * is missing; and what remains must hold in full, or the answer is `invalid`.
 *
 * A root without a log, as GitHub's for private repositories, asks for none. A
 * root that lists one of which the entry was refused does ask.
 */

/**
 * Verifies a Sigstore bundle (v0.1 to v0.3) offline.
 *
 * @param artifact - the signed bytes of a message signature, if they are at
 *   hand; else the digest in the bundle is what is verified
 */
export function verifyBundle(
  json: object,
  trust: TrustSet,
  artifact?: Buffer,
): SignatureFact {
  return factOf(claim => {
    const bundle = parseBundle(json);
    const certificate = certificateIn(bundle);
    claim(certificate?.identity || null);
    const content = signedContent(bundle, artifact);
    const proofs = knownProofs(bundle, trust);
    return certificate
      ? byCertificate(certificate, content, proofs, trust)
      : byKey(bundle, content, proofs, trust);
  });
}

const MEDIA_TYPE =
  /^application\/vnd\.dev\.sigstore\.bundle(\+json;\s*version=0\.[123]|\.v0\.3\+json)$/;

/** A bundle signs one thing, in one spelling: readers must not choose. */
const CONTENTS = [
  'dsseEnvelope',
  'messageSignature',
  'dsse_envelope',
  'message_signature',
  'Content',
];

function parseBundle(json: object): Bundle {
  const contents = CONTENTS.filter(name => name in json);
  if (contents.length > 1) {
    throw new InvalidSignature(
      `It holds ${contents.join(' and ')}, and a bundle signs one thing.`,
    );
  }
  if ('verification_material' in json || 'media_type' in json) {
    throw new UnverifiableSignature(
      'It is a bundle in an early form that no specification defines; publish it as version 0.3.',
    );
  }
  const type = 'mediaType' in json ? json.mediaType : undefined;
  if (typeof type !== 'string' || !MEDIA_TYPE.test(type)) {
    throw new UnverifiableSignature(
      'The version of the bundle is none of 0.1, 0.2 and 0.3.',
    );
  }
  try {
    return bundleFromJSON(json);
  } catch (error) {
    const fields =
      error instanceof Error && 'fields' in error ? [error.fields].flat() : [];
    throw new InvalidSignature(
      `The bundle is malformed${
        fields.length > 0 ? ` (${fields.slice(0, 5).join(', ')})` : ''
      }.`,
    );
  }
}

function certificateIn({
  verificationMaterial: { content },
}: Bundle): SigningCertificate | null {
  switch (content.$case) {
    case 'publicKey':
      return null;
    case 'certificate':
      return certificateOf(content.certificate.rawBytes);
    default: {
      const [leaf] = content.x509CertificateChain.certificates;
      return certificateOf(leaf.rawBytes);
    }
  }
}

function byCertificate(
  signing: SigningCertificate,
  content: SignedContent,
  proofs: BundleProofs,
  trust: TrustSet,
): ValidSignature {
  const { certificate, identity, issuer, claims, fingerprint, fault } = signing;
  if (fault) {
    throw new InvalidSignature(`The certificate cannot have signed: ${fault}.`);
  }
  const root = rootOf(certificate, trust);
  if (proofs.times.length === 0) {
    throw new UnverifiableSignature(
      `Nothing that a trust root knows says when it was signed${proofs.unknown}.`,
    );
  }
  if (root.asksForLog && proofs.tlogEntries.length === 0) {
    throw new UnverifiableSignature(
      `No transparency log that a trust root knows lists it${proofs.unknown}.`,
    );
  }
  const outside = validityFault(certificate, proofs.times);
  if (outside) {
    throw new InvalidSignature(outside);
  }
  const verifier = new Verifier(trust.material, {
    ctlogThreshold: root.asksForCertificateLog ? 1 : 0,
    tlogThreshold: root.asksForLog ? 1 : 0,
    timestampThreshold: 1,
  });
  withSentence(() =>
    verifier.verify({
      signature: content,
      key: { $case: 'certificate', certificate },
      ...proofs,
    }),
  );
  return {
    signer: {
      kind: 'certificate',
      identity,
      issuer,
      claims,
      fingerprint,
      root: root.name,
    },
    signedAt: proofs.times[0],
    logIndex: proofs.logIndex,
    signedDigest: content.signedDigest,
  };
}

function byKey(
  { verificationMaterial: { content: material }, content: { $case } }: Bundle,
  content: SignedContent,
  proofs: BundleProofs,
  trust: TrustSet,
): ValidSignature {
  const hint = material.$case === 'publicKey' ? material.publicKey.hint : '';
  const key = keyThatSigned({
    keys: trust.keys,
    use: $case === 'dsseEnvelope' ? 'attestation' : 'signature',
    hints: [hint],
    times: proofs.times,
    signs: candidate => content.verifySignature(candidate.key),
  });
  const publicKey = () => ({ publicKey: key.key, validFor: () => true });
  const verifier = new Verifier(
    { ...trust.material, publicKey },
    { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 0 },
  );
  withSentence(() =>
    verifier.verify({
      signature: content,
      key: { $case: 'public-key', hint },
      ...proofs,
    }),
  );
  return {
    signer: { kind: 'key', id: key.id, fingerprint: key.fingerprint },
    signedAt: proofs.times[0] ?? null,
    logIndex: proofs.logIndex,
    signedDigest: content.signedDigest,
  };
}
