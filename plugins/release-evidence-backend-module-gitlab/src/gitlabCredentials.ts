import {
  Authentication,
  checkStandardWebhook,
  equalSecrets,
  refuse,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';

/** At least one of them. */
export interface GitlabCredentials {
  /** The secret token, sent as it is. */
  token?: string;
  /** The signing token, of which only signatures are sent. */
  secret?: string;
}

const TOKEN_HEADER = 'X-Gitlab-Token';
const SIGNATURE_HEADER = 'webhook-signature';

/**
 * Checks every configured credential that the request carries, of which there
 * must be one. While a webhook changes from one to the other it carries both;
 * then both have to be right, so that a wrong one is never made good.
 */
export function checkCredentials(
  request: WebhookRequest,
  { token, secret }: GitlabCredentials,
): Authentication {
  const given = request.headers[TOKEN_HEADER.toLowerCase()];
  const checks: Authentication[] = [];
  if (token !== undefined && given !== undefined) {
    checks.push(
      equalSecrets(given, token)
        ? { authenticated: true }
        : refuse(`the token in ${TOKEN_HEADER} is wrong`),
    );
  }
  if (secret !== undefined && request.headers[SIGNATURE_HEADER] !== undefined) {
    checks.push(checkStandardWebhook({ request, secret, now: new Date() }));
  }
  const [first] = checks;
  if (!first) {
    const expected = [
      ...(token === undefined ? [] : [TOKEN_HEADER]),
      ...(secret === undefined ? [] : [SIGNATURE_HEADER]),
    ];
    return refuse(`the header ${expected.join(' or ')} is missing`);
  }
  return checks.find(check => !check.authenticated) ?? first;
}
