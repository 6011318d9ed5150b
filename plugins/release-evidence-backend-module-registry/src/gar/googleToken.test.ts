import { writeFileSync } from 'node:fs';
import type { Authentication } from 'backstage-plugin-release-evidence-node';
import {
  servedSource,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { exportJWK, generateKeyPair, JWTPayload, SignJWT } from 'jose';
import { keyFile } from '../__testUtils__/senders';
import { garInsert } from '../__testUtils__/payloads';
import { garSourceType } from './garSource';

const AUDIENCE = 'https://portal.acme.test/api/release-evidence/webhooks/gar';
const EMAIL = 'pubsub@acme-prod.iam.gserviceaccount.com';

const CLAIMS = {
  iss: 'https://accounts.google.com',
  aud: AUDIENCE,
  email: EMAIL,
  email_verified: true,
  sub: '113774264463038321964',
};

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

async function publicKey({ publicKey: key }: Keys, kid: string) {
  return { ...(await exportJWK(key)), kid, alg: 'RS256', use: 'sig' };
}

function sign(
  { privateKey }: Keys,
  claims: JWTPayload = {},
  options: { kid?: string; expires?: string } = {},
): Promise<string> {
  const token = new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: options.kid ?? 'first' })
    .setIssuedAt();
  return (
    options.expires === 'never'
      ? token
      : token.setExpirationTime(options.expires ?? '1h')
  ).sign(privateKey);
}

let first: Keys;
let second: Keys;
let file: string;

beforeAll(async () => {
  first = await generateKeyPair('RS256');
  second = await generateKeyPair('RS256');
});

beforeEach(async () => {
  file = keyFile({ keys: [await publicKey(first, 'first')] });
});

afterEach(() => {
  jest.restoreAllMocks();
});

const served = () =>
  servedSource(garSourceType, {
    audience: AUDIENCE,
    email: EMAIL,
    jwks: { file },
  });

async function check(
  authorization: string | undefined,
  source = served(),
): Promise<Authentication> {
  return source.authenticate(
    webhookRequest({
      headers: { Authorization: authorization },
      query: { token: authorization ?? '' },
      body: garInsert(),
    }),
  );
}

const accepted = { authenticated: true };

const refused = (reason: string) => ({ authenticated: false, reason });

describe('the token of a push subscription', () => {
  it.each(['https://accounts.google.com', 'accounts.google.com'])(
    'is accepted from the issuer %s',
    async iss => {
      expect(await check(`Bearer ${await sign(first, { iss })}`)).toEqual(
        accepted,
      );
    },
  );

  const claim = (name: string) =>
    `the claim ${name} of the token is missing, or not the expected one`;

  it.each([
    ['another issuer', { iss: 'https://accounts.evil.test' }, claim('iss')],
    ['another audience', { aud: 'https://evil.test' }, claim('aud')],
    ['no audience', { aud: undefined }, claim('aud')],
    [
      'another account',
      { email: 'x@evil.iam.gserviceaccount.com' },
      'the token is that of another service account',
    ],
    ['no account', { email: undefined }, claim('email')],
    [
      'an account that is not verified',
      { email_verified: false },
      'the e-mail address in the token is not verified',
    ],
    ['no word on that', { email_verified: undefined }, claim('email_verified')],
  ])('is refused with %s', async (_, claims, reason) => {
    expect(await check(`Bearer ${await sign(first, claims)}`)).toEqual(
      refused(reason),
    );
  });

  it('is refused when it has expired, or never does', async () => {
    const expired = await sign(first, {}, { expires: '-5m' });
    expect(await check(`Bearer ${expired}`)).toEqual(
      refused('the token has expired'),
    );
    const eternal = await sign(first, {}, { expires: 'never' });
    expect(await check(`Bearer ${eternal}`)).toEqual(refused(claim('exp')));
  });

  it('is refused when another key signed it', async () => {
    expect(await check(`Bearer ${await sign(second)}`)).toEqual(
      refused('the signature of the token is wrong'),
    );
    const unknown = await sign(second, {}, { kid: 'second' });
    expect(await check(`Bearer ${unknown}`)).toEqual(
      refused(
        'none of the keys in the JWKS file signed the token; fetch the file anew',
      ),
    );
  });

  it('is refused when nobody signed it', async () => {
    const part = (value: object) =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'none' })}.${part(CLAIMS)}.`;
    expect(await check(`Bearer ${token}`)).toEqual(
      refused('the token cannot be verified'),
    );
  });

  it.each([
    [undefined, 'the request carries no bearer token'],
    ['', 'the request carries no bearer token'],
    ['Basic Og==', 'the request carries no bearer token'],
    ['Bearer', 'the request carries no bearer token'],
    ['Bearer no.token.atall', 'the token cannot be verified'],
  ])('is refused as %p', async (authorization, reason) => {
    expect(await check(authorization)).toEqual(refused(reason));
  });
});

describe('the file of keys', () => {
  it('is read again for a new key, once a minute and no more', async () => {
    const start = Date.now();
    const now = jest.spyOn(Date, 'now').mockReturnValue(start);
    const source = served();
    const token = `Bearer ${await sign(second, {}, { kid: 'second' })}`;
    writeFileSync(
      file,
      JSON.stringify({ keys: [await publicKey(second, 'second')] }),
    );
    expect(await check(token, source)).toMatchObject({ authenticated: false });
    now.mockReturnValue(start + 60_000);
    expect(await check(token, source)).toEqual(accepted);
  });

  it('keeps its keys while it cannot be read', async () => {
    const start = Date.now();
    const now = jest.spyOn(Date, 'now').mockReturnValue(start);
    const source = served();
    writeFileSync(file, 'half a fi');
    now.mockReturnValue(start + 60_000);
    const unknown = await sign(second, {}, { kid: 'second' });
    expect(await check(`Bearer ${unknown}`, source)).toEqual(
      refused('the token cannot be verified'),
    );
    expect(await check(`Bearer ${await sign(first)}`, source)).toEqual(
      accepted,
    );
  });

  it.each([
    ['missing', () => '/nowhere/google.jwks.json', 'ENOENT'],
    ['no JSON', () => keyFile('R3gistry'), 'it is no JSON'],
    ['no JWKS', () => keyFile([]), 'there are no keys in it'],
    ['null', () => keyFile(null), 'there are no keys in it'],
    ['empty', () => keyFile({ keys: [] }), 'there are no keys in it'],
    ['of other things', () => keyFile({ keys: [7] }), 'cannot be read'],
  ])('stops the start when it is %s', (_, fileOf, message) => {
    const result = garSourceType.configSchema.safeParse({
      type: 'gar',
      audience: AUDIENCE,
      email: EMAIL,
      jwks: { file: fileOf() },
    });
    expect(result.error?.issues).toEqual([
      expect.objectContaining({
        path: ['jwks', 'file'],
        message: expect.stringContaining(message),
      }),
    ]);
  });
});

describe('a source that cannot check a token', () => {
  it.each([
    [{}, 'no audience, email, jwks is configured'],
    [{ audience: AUDIENCE }, 'no email, jwks is configured'],
    [{ audience: AUDIENCE, email: EMAIL }, 'no jwks is configured'],
  ])('is not served: %j', (config, notServed) => {
    expect(
      garSourceType.create(
        garSourceType.configSchema.parse({ type: 'gar', ...config }),
      ),
    ).toEqual({ notServed });
  });
});
