import {
  Digest,
  SignatureFact,
  Signer,
} from 'backstage-plugin-release-evidence-common';

/** A check failed: what was signed is not what is here. */
export class InvalidSignature extends Error {}

/** A root, key or proof is missing; the message names it. */
export class UnverifiableSignature extends Error {}

/** What a signature that holds is worth. */
export interface ValidSignature {
  signer: Signer;
  signedAt: Date | null;
  logIndex: string | null;
  signedDigest: Digest | null;
}

/**
 * Runs one verification. Whatever goes wrong that is not known to be a lack of
 * ours is a failed check: malformed input must never come out better than that.
 *
 * @param verify - is given a function to tell who claims to have signed
 */
export function factOf(
  verify: (claim: (identity: string | null) => void) => ValidSignature,
): SignatureFact {
  let claimedSigner: string | null = null;
  try {
    const { signedAt, ...valid } = verify(identity => {
      claimedSigner = identity;
    });
    return {
      status: 'valid',
      reason: null,
      ...valid,
      signedAt: signedAt && signedAt.toISOString(),
    };
  } catch (error) {
    if (error instanceof UnverifiableSignature) {
      return { status: 'unverifiable', reason: error.message, claimedSigner };
    }
    const reason =
      error instanceof InvalidSignature
        ? error.message
        : 'It is malformed, so that not everything in it can be checked.';
    return { status: 'invalid', reason, claimedSigner };
  }
}
