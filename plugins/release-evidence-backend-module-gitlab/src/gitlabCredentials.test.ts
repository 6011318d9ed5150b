import { webhookRequest } from 'backstage-plugin-release-evidence-node/testUtils';
import { checkCredentials, GitlabCredentials } from './gitlabCredentials';
import { signedHeaders } from './__testUtils__/send';

const TOKEN = 'the token';
const KEY = Buffer.from('k'.repeat(24));
const SECRET = `whsec_${KEY.toString('base64')}`;
const BODY = '{"object_kind":"push"}';

const right = { 'X-Gitlab-Token': TOKEN };
const wrong = { 'X-Gitlab-Token': 'another token' };
const signed = () => signedHeaders(KEY, BODY);
const forged = () => signedHeaders(Buffer.from('other'), BODY);
const stale = () => signedHeaders(KEY, BODY, new Date(Date.now() - 6 * 60_000));

const check = (
  credentials: GitlabCredentials,
  headers: Record<string, string>,
  body = BODY,
) => checkCredentials(webhookRequest({ headers, body }), credentials);

const token = { token: TOKEN };
const secret = { secret: SECRET };
const both = { ...token, ...secret };

describe('the credentials', () => {
  it.each([
    ['the token, as asked for', token, right],
    ['a signature, as asked for', secret, signed()],
    ['the token where either will do', both, right],
    ['a signature where either will do', both, signed()],
    ['both, and both are right', both, { ...right, ...signed() }],
    [
      'a signature beside the token, which alone is known',
      token,
      {
        ...right,
        ...forged(),
      },
    ],
    [
      'a token beside the signature, which alone is known',
      secret,
      {
        ...wrong,
        ...signed(),
      },
    ],
  ])('are proved by %s', (_, credentials, headers) => {
    expect(check(credentials, headers)).toEqual({ authenticated: true });
  });

  const NO_TOKEN = 'the header X-Gitlab-Token is missing';
  const NO_SIGNATURE = 'the header webhook-signature is missing';
  const WRONG_TOKEN = 'the token in X-Gitlab-Token is wrong';
  const WRONG_SIGNATURE = 'no signature in webhook-signature matches the body';

  it.each([
    ['nothing', token, {}, NO_TOKEN],
    ['nothing', secret, {}, NO_SIGNATURE],
    [
      'nothing',
      both,
      {},
      'the header X-Gitlab-Token or webhook-signature is missing',
    ],
    ['a signature instead of the token', token, signed(), NO_TOKEN],
    ['a token instead of the signature', secret, right, NO_SIGNATURE],
    ['a wrong token', token, wrong, WRONG_TOKEN],
    ['an empty token', token, { 'X-Gitlab-Token': '' }, WRONG_TOKEN],
    [
      'the token in other letters',
      token,
      {
        'X-Gitlab-Token': TOKEN.toUpperCase(),
      },
      WRONG_TOKEN,
    ],
    [
      'the token as a bearer’s',
      token,
      {
        Authorization: `Bearer ${TOKEN}`,
      },
      NO_TOKEN,
    ],
    ['another signature', secret, forged(), WRONG_SIGNATURE],
    [
      'an empty signature',
      secret,
      {
        ...signed(),
        'webhook-signature': '',
      },
      NO_SIGNATURE,
    ],
    [
      'a signature without its id',
      secret,
      {
        ...signed(),
        'webhook-id': '',
      },
      'the header webhook-id is missing',
    ],
    ['an old signature', secret, stale(), 'more than five minutes old'],
    [
      'the token and a wrong signature',
      both,
      {
        ...right,
        ...forged(),
      },
      WRONG_SIGNATURE,
    ],
    [
      'a signature and a wrong token',
      both,
      {
        ...wrong,
        ...signed(),
      },
      WRONG_TOKEN,
    ],
  ])('are not proved by %s', (_, credentials, headers, reason) => {
    expect(check(credentials, headers)).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('cover every byte of the body', () => {
    expect(check(secret, signed(), `${BODY} `)).toEqual({
      authenticated: false,
      reason: WRONG_SIGNATURE,
    });
  });
});
