import {
  Authentication,
  refuse,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { errors, jwtVerify, JWTVerifyGetKey } from 'jose';

const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

const CLOCK_SKEW_SECONDS = 60;

/**
 * Checks that Google vouches for the request: a push subscription sends a token
 * that names the service account in whose name it acts, and the audience that
 * was configured for it. Anybody may have Google sign a token, so both must fit.
 */
export async function checkGoogleToken(
  { headers }: WebhookRequest,
  expected: { audience: string; email: string; keys: JWTVerifyGetKey },
): Promise<Authentication> {
  const [, token] = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (!token) {
    return refuse('the request carries no bearer token');
  }
  try {
    const { payload } = await jwtVerify(token, expected.keys, {
      issuer: ISSUERS,
      audience: expected.audience,
      algorithms: ['RS256', 'ES256'],
      requiredClaims: ['exp', 'email', 'email_verified'],
      clockTolerance: CLOCK_SKEW_SECONDS,
    });
    if (payload.email !== expected.email) {
      return refuse('the token is that of another service account');
    }
    return payload.email_verified === true
      ? { authenticated: true }
      : refuse('the e-mail address in the token is not verified');
  } catch (error) {
    return refuse(whyRefused(error));
  }
}

/** In our words: those of the library may repeat what is in the token. */
function whyRefused(error: unknown): string {
  if (error instanceof errors.JWTExpired) {
    return 'the token has expired';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `the claim ${error.claim} of the token is missing, or not the expected one`;
  }
  if (error instanceof errors.JWKSNoMatchingKey) {
    return 'none of the keys in the JWKS file signed the token; fetch the file anew';
  }
  return error instanceof errors.JWSSignatureVerificationFailed
    ? 'the signature of the token is wrong'
    : 'the token cannot be verified';
}
