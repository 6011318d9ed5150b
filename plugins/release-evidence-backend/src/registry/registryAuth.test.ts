import type { RegistrySettings } from '../config/registries';
import { RegistryContent } from './__testUtils__/registryContent';
import { SpecRegistry } from './__testUtils__/specRegistry';
import { Ask, RegistryAuth } from './registryAuth';
import { RegistryClient } from './registryClient';
import { placeOf } from './registryHost';

const USER = { username: 'portal', password: 'pass-word-1' };
const BASIC = `Basic ${Buffer.from('portal:pass-word-1').toString('base64')}`;

describe('logging in to a registry', () => {
  const started: SpecRegistry[] = [];

  afterEach(async () => {
    await Promise.all(started.splice(0).map(registry => registry.stop()));
  });

  /** Gives tokens and, when none is presented, says where. */
  const startWithTokens = async (options: {
    realm?: (own: string) => string;
    answer?: object | string;
  }) => {
    const content = new RegistryContent();
    content.image({ architecture: 'amd64', tag: '1.0' });
    let tokens = 0;
    const registry: SpecRegistry = await SpecRegistry.start(content, {
      instead: (url, response, { headers }) => {
        if (url.pathname === '/token') {
          tokens += 1;
          const answer = options.answer ?? { token: `t${tokens}` };
          response
            .writeHead(200)
            .end(typeof answer === 'string' ? answer : JSON.stringify(answer));
          return true;
        }
        if (headers.authorization?.startsWith('Bearer t')) {
          return false;
        }
        const own = `http://${registry.host}/token?account=x`;
        const realm = options.realm?.(own) ?? own;
        response
          .writeHead(401, {
            'www-authenticate': `Bearer realm="${realm}",service="acme registry",scope="repository:acme/payments:pull,push,delete"`,
          })
          .end();
        return true;
      },
    });
    started.push(registry);
    return registry;
  };

  const ask = (
    registry: SpecRegistry,
    settings: Partial<RegistrySettings> = {},
  ) => {
    const client = new RegistryClient({
      registries: {
        [registry.host]: { plainHttp: true, allowPrivate: true, ...settings },
      },
    });
    return () => client.manifest(`${registry.host}/acme/payments`, '1.0');
  };

  it('gets a token for pulling, whatever it is told to ask for', async () => {
    const registry = await startWithTokens({});
    const manifest = await ask(registry, USER)();
    expect(manifest).toBeDefined();
    expect(registry.seen).toEqual([
      { path: '/v2/acme/payments/manifests/1.0', authorization: undefined },
      {
        path: '/token?account=x&service=acme+registry&scope=repository%3Aacme%2Fpayments%3Apull',
        authorization: BASIC,
      },
      { path: '/v2/acme/payments/manifests/1.0', authorization: 'Bearer t1' },
    ]);
  });

  it('gets one without a login for what is public', async () => {
    const registry = await startWithTokens({
      answer: { access_token: 't-public', expires_in: 300 },
    });
    const again = ask(registry);
    await again();
    await again();
    expect(registry.seen.map(({ authorization }) => authorization)).toEqual([
      undefined,
      undefined,
      'Bearer t-public',
      'Bearer t-public',
    ]);
  });

  it('asks no other host for a token, unless it is configured', async () => {
    const other = await startWithTokens({});
    const registry = await startWithTokens({
      realm: () => `http://${other.host}/token`,
    });
    await expect(ask(registry, USER)()).rejects.toThrow(
      `${registry.host} has its tokens given by "${other.host}", which is not allowed; if that is right, set tokenHost to it under releaseEvidence.registries["${registry.host}"]`,
    );
    expect(other.seen).toEqual([]);
    await ask(registry, { ...USER, tokenHost: other.host })();
    expect(other.seen.map(({ authorization }) => authorization)).toEqual([
      BASIC,
    ]);
  });

  it.each<[string, (own: string) => string, string]>([
    ['none', () => '', 'names no address that gives tokens'],
    ['nonsense', () => 'http://[', 'names no address that gives tokens'],
    [
      'one with a login in it',
      own => own.replace('http://', 'http://a:b@'),
      'names no address that gives tokens',
    ],
    [
      'one that only looks like its own',
      own => own.replace('/token', '.evil.test/token'),
      'names no address that gives tokens',
    ],
    [
      'one of the metadata service',
      () => 'http://169.254.169.254/token',
      'which is not allowed',
    ],
  ])('takes no address that is %s', async (_, realm, message) => {
    const registry = await startWithTokens({ realm });
    await expect(ask(registry, USER)()).rejects.toThrow(message);
    expect(registry.seen).toHaveLength(1);
  });

  it.each<[string, object | string]>([
    ['no token', {}],
    ['an empty one', { token: '' }],
    ['one that would be several headers', { token: 'a\r\nx-evil: 1' }],
    ['one without end', { token: 'a'.repeat(20_000) }],
    ['what is no JSON', 'pass-word-1'],
    ['a number', { token: 7 }],
  ])('takes no answer with %s', async (_, answer) => {
    const registry = await startWithTokens({ answer });
    const asked = ask(registry, USER)();
    await expect(asked).rejects.toThrow('gives something else than a token');
    await expect(asked).rejects.not.toThrow('pass-word-1');
  });

  it('says that a configured token is not accepted, and not which', async () => {
    const registry = await startWithTokens({});
    const asked = ask(registry, { token: 'wrong-token' })();
    await expect(asked).rejects.toThrow('does not accept the configured token');
    await expect(asked).rejects.not.toThrow('wrong-token');
    expect(registry.seen).toEqual([
      {
        path: '/v2/acme/payments/manifests/1.0',
        authorization: 'Bearer wrong-token',
      },
    ]);
  });

  it.each([
    ['Basic realm="x"', 'wants a login and none is configured'],
    ['Negotiate', 'wants a kind of login that is not supported'],
  ])('says what is wanted by %p', async (challenge, message) => {
    const registry = await SpecRegistry.start(undefined, {
      instead: (_, response) => {
        response.writeHead(401, { 'www-authenticate': challenge }).end();
        return true;
      },
    });
    started.push(registry);
    await expect(ask(registry)()).rejects.toThrow(message);
  });

  describe('at Docker Hub', () => {
    const hub = placeOf('docker.io/library/alpine', {
      'docker.io': { plainHttp: false, allowPrivate: false, ...USER },
    });

    it('is asked at another host than its images are named by', () => {
      expect(hub).toMatchObject({
        host: 'registry-1.docker.io',
        path: 'library/alpine',
      });
    });

    it('gets tokens of auth.docker.io, and renews them in time', async () => {
      let now = 0;
      const auth = new RegistryAuth(() => now);
      const asked: [string, string | undefined][] = [];
      const give: Ask = async (url, authorization) => {
        asked.push([url.href, authorization]);
        const body = Buffer.from('{"token":"t1","expires_in":300}');
        return { url, status: 200, headers: {}, body };
      };
      const header =
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"';
      expect(await auth.answer(hub, header, give)).toBe('Bearer t1');
      expect(asked).toEqual([
        [
          'https://auth.docker.io/token?service=registry.docker.io&scope=repository%3Alibrary%2Falpine%3Apull',
          BASIC,
        ],
      ]);
      now = 289_000;
      expect(auth.known(hub)).toBe('Bearer t1');
      now = 291_000;
      expect(auth.known(hub)).toBeUndefined();
    });
  });
});
