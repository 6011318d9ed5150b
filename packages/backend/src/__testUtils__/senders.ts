import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';

/** How a sender of each type proves itself, and with what. */
export interface Sender {
  type: string;
  config: Record<string, string | object>;
  prove(body: Buffer): Promise<Proof> | Proof;
}

export interface Proof {
  headers?: Record<string, string>;
  query?: Record<string, string>;
}

export const SECRET = 'a-secret-that-must-not-be-seen';
const AUDIENCE = 'https://portal.acme.test';
const EMAIL = 'pubsub@acme.iam.gserviceaccount.com';

const hmac = (algorithm: string, text: Buffer | string) =>
  createHmac(algorithm, SECRET).update(text).digest('hex');

const signed = (
  type: string,
  header: string,
  prefix = 'sha256=',
  algorithm = 'sha256',
): Sender => ({
  type,
  config: { secret: SECRET },
  prove: body => ({
    headers: { [header]: `${prefix}${hmac(algorithm, body)}` },
  }),
});

const withToken = (type: string, header?: string): Sender => ({
  type,
  config: { token: SECRET },
  prove: () => ({
    headers: header
      ? { [header]: SECRET }
      : { authorization: `Bearer ${SECRET}` },
  }),
});

/** Standard Webhooks, in its own clear form of the key. */
const standard = (type: string): Sender => ({
  type,
  config: { secret: `whsec_${Buffer.from(SECRET).toString('base64')}` },
  prove: body => {
    const id = 'msg_1';
    const at = String(Math.floor(Date.now() / 1000));
    const text = Buffer.concat([Buffer.from(`${id}.${at}.`), body]);
    const signature = createHmac('sha256', SECRET).update(text);
    return {
      headers: {
        'webhook-id': id,
        'webhook-timestamp': at,
        'webhook-signature': `v1,${signature.digest('base64')}`,
      },
    };
  },
});

const google = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The key file of Google, as the source of type `gar` reads it. */
export const GOOGLE_KEYS = {
  keys: [
    {
      ...google.publicKey.export({ format: 'jwk' }),
      kid: 'k1',
      alg: 'RS256',
      use: 'sig',
    },
  ],
};

const googleToken = async () =>
  new SignJWT({ email: EMAIL, email_verified: true })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer('https://accounts.google.com')
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(google.privateKey);

/** Every type of source that a portal can have. */
export const senders = (googleKeyFile: string): Sender[] => [
  signed('github', 'x-hub-signature-256'),
  withToken('gitlab', 'x-gitlab-token'),
  { ...withToken('distribution'), config: hosted({ token: SECRET }) },
  {
    ...withToken('harbor', 'authorization'),
    config: hosted({ token: SECRET }),
  },
  { ...withToken('acr'), config: hosted({ token: SECRET }) },
  withToken('ecr'),
  {
    type: 'gar',
    config: {
      audience: AUDIENCE,
      email: EMAIL,
      jwks: { file: googleKeyFile },
    },
    prove: async () => ({
      headers: { authorization: `Bearer ${await googleToken()}` },
    }),
  },
  {
    ...withToken('jfrog', 'x-jfrog-event-auth'),
    config: hosted({ token: SECRET }),
  },
  {
    type: 'quay',
    config: { token: SECRET },
    prove: () => ({ query: { token: SECRET } }),
  },
  {
    type: 'dockerhub',
    config: { token: SECRET },
    prove: () => ({ query: { token: SECRET } }),
  },
  {
    ...signed('nexus', 'x-nexus-webhook-signature', '', 'sha1'),
    config: hosted({ secret: SECRET }),
  },
  withToken('buildkite', 'x-buildkite-token'),
  signed('circleci', 'circleci-signature', 'v1='),
  {
    type: 'azure-devops',
    config: { token: SECRET },
    prove: () => ({
      headers: {
        authorization: `Basic ${Buffer.from(`portal:${SECRET}`).toString(
          'base64',
        )}`,
      },
    }),
  },
  standard('jenkins'),
  standard('cdevents'),
  withToken('argocd'),
  signed('flux', 'x-signature'),
  withToken('spinnaker'),
  {
    ...withToken('kubernetes'),
    config: { token: SECRET, environment: 'production' },
  },
  signed('generic', 'x-signature-256'),
];

function hosted(config: Record<string, string>): Sender['config'] {
  return { ...config, host: 'registry.acme.test' };
}
