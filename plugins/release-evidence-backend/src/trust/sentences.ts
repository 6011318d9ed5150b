import type { X509Certificate } from '@sigstore/core';
import { VerificationError } from '@sigstore/verify';
import { InvalidSignature, UnverifiableSignature } from './verdicts';

const SENTENCES: Record<VerificationError['code'], string> = {
  CERTIFICATE_ERROR: 'The certificate was not issued by the authority it names',
  NOT_IMPLEMENTED_ERROR: 'It is signed in a way that is not known',
  PUBLIC_KEY_ERROR: 'The key was not valid when it signed',
  SIGNATURE_ERROR: 'The signature does not fit what it stands under',
  TIMESTAMP_ERROR: 'A timestamp does not fit the signature',
  TLOG_BODY_ERROR: 'The transparency log lists something else',
  TLOG_ERROR: 'Its entries in the transparency log do not hold',
  TLOG_INCLUSION_PROMISE_ERROR:
    'The transparency log did not promise to list this',
  TLOG_INCLUSION_PROOF_ERROR:
    'The proof that the transparency log lists it does not hold',
  TLOG_MISSING_INCLUSION_ERROR:
    'Nothing proves that the transparency log lists it',
};

/** Verifies by the library, and says what it found in a sentence. */
export function withSentence<T>(verify: () => T): T {
  try {
    return verify();
  } catch (error) {
    if (!(error instanceof VerificationError)) {
      throw error;
    }
    if (error.code === 'CERTIFICATE_ERROR' && / SCTs/.test(error.message)) {
      throw new UnverifiableSignature(
        'No certificate transparency log that a trust root knows vouches for the certificate.',
      );
    }
    throw new InvalidSignature(`${SENTENCES[error.code]} (${error.message}).`);
  }
}

/** Why a certificate cannot have been used at these times, if it cannot. */
export function validityFault(
  certificate: X509Certificate,
  times: Date[],
): string | undefined {
  const outside = times.find(time => !certificate.validForDate(time));
  return (
    outside &&
    `The certificate was valid from ${certificate.notBefore.toISOString()} to ${certificate.notAfter.toISOString()}, and it was used at ${outside.toISOString()}.`
  );
}
