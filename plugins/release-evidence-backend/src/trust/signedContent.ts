import { createHash, KeyObject, timingSafeEqual } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import { dsse } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import type { SignedEntity } from '@sigstore/verify';
import { Digest } from 'backstage-plugin-release-evidence-common';
import { signsBytes, signsDigest } from './publicKeySignature';
import { InvalidSignature } from './verdicts';

/** What a bundle signs, in the terms of the verifying library. */
export type SignedContent = SignedEntity['signature'] & {
  /** The file's digest, for a signature without a statement. */
  signedDigest: Digest | null;
};

/** @param artifact - the signed bytes of a message signature, if they are at hand */
export function signedContent(
  { content }: Bundle,
  artifact?: Buffer,
): SignedContent {
  return content.$case === 'dsseEnvelope'
    ? envelopeContent(content.dsseEnvelope)
    : messageContent(content.messageSignature, artifact);
}

type Content<Case> = Extract<Bundle['content'], { $case: Case }>;

function envelopeContent({
  payloadType,
  payload,
  signatures: [{ sig }],
}: Content<'dsseEnvelope'>['dsseEnvelope']): SignedContent {
  const encoded = dsse.preAuthEncoding(payloadType, payload);
  return {
    signature: sig,
    signedDigest: null,
    compareSignature: other => equal(other, sig),
    compareDigest: digest => equal(digest, sha256(payload)),
    compareSignedDigest: digest => equal(digest, sha256(encoded)),
    verifySignature: (key: KeyObject) => signsBytes(key, encoded, sig),
  };
}

const ALGORITHMS = {
  [HashAlgorithm.SHA2_256]: { name: 'sha256', bytes: 32 },
  [HashAlgorithm.SHA2_384]: { name: 'sha384', bytes: 48 },
  [HashAlgorithm.SHA2_512]: { name: 'sha512', bytes: 64 },
} as const;

function messageContent(
  { signature, messageDigest }: Content<'messageSignature'>['messageSignature'],
  artifact: Buffer | undefined,
): SignedContent {
  const { digest } = messageDigest;
  const algorithm =
    ALGORITHMS[messageDigest.algorithm as keyof typeof ALGORITHMS];
  if (!algorithm || algorithm.bytes !== digest.length) {
    throw new InvalidSignature(
      'The digest of what was signed does not fit the algorithm that is named for it.',
    );
  }
  const { name } = algorithm;
  const isOfArtifact =
    !artifact || equal(digest, createHash(name).update(artifact).digest());
  return {
    signature,
    signedDigest: `${name}:${digest.toString('hex')}`,
    compareSignature: other => equal(other, signature),
    compareDigest: other => equal(other, digest),
    compareSignedDigest: other => equal(other, digest),
    verifySignature: (key: KeyObject) =>
      isOfArtifact &&
      (artifact
        ? signsBytes(key, artifact, signature)
        : signsDigest(key, name, digest, signature)),
  };
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
