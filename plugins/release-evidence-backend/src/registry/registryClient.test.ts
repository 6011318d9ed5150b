import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RegistrySettings } from '../config/registries';
import { RegistryContent, TYPES } from './__testUtils__/registryContent';
import { Behaviour, SpecRegistry } from './__testUtils__/specRegistry';
import { ClientLimits, RegistryClient } from './registryClient';
import { RegistryError } from './registryError';

jest.setTimeout(30_000);

const LOCAL: RegistrySettings = { plainHttp: true, allowPrivate: true };
const USER = { username: 'portal', password: 'pass-word-1' };
const BASIC = `Basic ${Buffer.from('portal:pass-word-1').toString('base64')}`;
const TOKEN = 'a-token-of-the-registry';

/** Everything that must never be seen in an error. */
const SECRETS = [USER.password, BASIC.slice(6), TOKEN, 'presigned'];

const redirectTo =
  (location: (url: URL) => string) =>
  (url: URL, response: ServerResponse): boolean => {
    response.writeHead(307, { location: location(url) }).end();
    return true;
  };

/** Answers only who presents the login, and asks everybody else for it. */
function basicOnly(
  { headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (headers.authorization === BASIC) {
    return false;
  }
  response.writeHead(401, { 'www-authenticate': 'Basic realm="acme"' }).end();
  return true;
}

const someImage = () => {
  const content = new RegistryContent();
  content.image({ architecture: 'amd64', tag: '1.0' });
  return content;
};

describe('RegistryClient', () => {
  const started: SpecRegistry[] = [];
  const start = async (
    behaviour: Behaviour = {},
    content?: RegistryContent,
  ) => {
    const registry = await SpecRegistry.start(
      content ?? someImage(),
      behaviour,
    );
    started.push(registry);
    return registry;
  };

  afterEach(async () => {
    await Promise.all(started.splice(0).map(registry => registry.stop()));
  });

  const client = (
    registry: SpecRegistry,
    settings: Partial<RegistrySettings> = {},
    limits: Partial<ClientLimits> = {},
  ) =>
    new RegistryClient({
      registries: { [registry.host]: { ...LOCAL, ...settings } },
      limits,
    });

  const nameIn = ({ host }: SpecRegistry) => `${host}/acme/payments`;

  const failure = async (promise: Promise<unknown>): Promise<RegistryError> => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(RegistryError);
    const shown = `${(error as Error).message} ${(error as Error).stack}`;
    SECRETS.forEach(secret => expect(shown).not.toContain(secret));
    return error as RegistryError;
  };

  describe('answers', () => {
    it('gives the digest of the very bytes', async () => {
      const registry = await start();
      const manifest = await client(registry).manifest(nameIn(registry), '1.0');
      expect(manifest).toEqual({
        digest: `sha256:${hash('sha256', manifest!.bytes)}`,
        mediaType: TYPES.manifest,
        bytes: expect.any(Buffer),
      });
    });

    it.each([
      ['../../../v2/_catalog', 'neither a tag nor a digest'],
      ['sha256:abc', 'neither a tag nor a digest'],
      ['', 'neither a tag nor a digest'],
    ])('asks for no reference like %p', async (reference, message) => {
      const registry = await start();
      const error = await failure(
        client(registry).manifest(nameIn(registry), reference),
      );
      expect(error.message).toContain(message);
      expect(registry.seen).toEqual([]);
    });

    it.each(['pkg:npm/acme', 'host.test/../x', 'acme', 'host.test/UPPER'])(
      'asks for no name like %p',
      async name => {
        const registry = await start();
        await expect(client(registry).manifest(name, '1.0')).rejects.toThrow(
          'is no repository of a registry',
        );
      },
    );

    it('finds nothing where nothing is', async () => {
      const registry = await start();
      const asked = client(registry).manifest(nameIn(registry), '2.0');
      expect(await asked).toBeUndefined();
    });

    it.each<[string, (response: ServerResponse) => unknown, RegExp]>([
      [
        'a digest that is not of the bytes',
        response =>
          response
            .writeHead(200, {
              'docker-content-digest': `sha256:${'a'.repeat(64)}`,
            })
            .end('{}'),
        /bytes are not those of sha256:a/,
      ],
      [
        'a digest that is none',
        response =>
          response
            .writeHead(200, { 'docker-content-digest': 'sha256:abc' })
            .end('{}'),
        /Docker-Content-Digest is no digest/,
      ],
      [
        'a body without end',
        response => {
          response.writeHead(200);
          const pour = () => {
            while (!response.destroyed && response.write('x'.repeat(65536)));
          };
          response.on('drain', pour);
          pour();
        },
        /more than 5000 bytes/,
      ],
      [
        'a body that never comes',
        response => response.writeHead(200).write('x'),
        /took too long to answer/,
      ],
      ['nothing at all', () => {}, /took too long to answer/],
      [
        'a broken connection',
        response => response.socket?.destroy(),
        /could not be asked/,
      ],
      [
        'a body that breaks off',
        response => {
          response.writeHead(200, { 'content-length': '100' }).write('x');
          setTimeout(() => response.socket?.destroy(), 20);
        },
        /could not be asked/,
      ],
      [
        'a failure',
        response => response.writeHead(500).end(`${TOKEN} is bad`),
        /answered 500/,
      ],
    ])('refuses %s', async (_, answer, message) => {
      const registry = await start({
        instead: (_url, response) => {
          answer(response);
          return true;
        },
      });
      const asked = client(
        registry,
        { token: TOKEN },
        { requestMs: 400, manifestBytes: 5000 },
      ).manifest(nameIn(registry), '1.0');
      expect((await failure(asked)).message).toMatch(message);
    });

    it('refuses a manifest that is another than the one asked for', async () => {
      const registry = await start({
        instead: (_, response) => {
          response.writeHead(200).end('{}');
          return true;
        },
      });
      const asked = client(registry).manifest(
        nameIn(registry),
        `sha512:${'b'.repeat(128)}`,
      );
      expect((await failure(asked)).message).toContain('are not those of sha5');
    });

    it('waits as long as the registry asks, within reason', async () => {
      const waits = ['17', '999999999', 'tomorrow'];
      const registry = await start({
        instead: (_, response) => {
          response.writeHead(429, { 'retry-after': waits.shift() }).end();
          return true;
        },
      });
      const ask = () => client(registry).manifest(nameIn(registry), '1.0');
      expect((await failure(ask())).retryAfterMs).toBe(17_000);
      expect((await failure(ask())).retryAfterMs).toBe(3_600_000);
      expect((await failure(ask())).retryAfterMs).toBeUndefined();
    });

    it('breaks off when it is closed', async () => {
      const registry = await start({ instead: () => true });
      const asking = client(registry);
      const asked = asking.manifest(nameIn(registry), '1.0');
      setTimeout(() => asking.close(), 50);
      await failure(asked);
      await failure(asking.manifest(nameIn(registry), '1.0'));
      expect(registry.seen).toHaveLength(1);
    });
  });

  describe('addresses', () => {
    it.each<[string, Partial<RegistrySettings>]>([
      ['neither is allowed', { allowPrivate: false }],
      ['TLS is asked for', { plainHttp: false }],
    ])('connects to no local registry when %s', async (_, settings) => {
      const registry = await start();
      const error = await failure(
        client(registry, settings).manifest(nameIn(registry), '1.0'),
      );
      expect(error.message).toMatch(/allowPrivate|could not be asked/);
      expect(registry.seen).toEqual([]);
    });

    it('connects to no name that resolves to a private address', async () => {
      const registry = await start();
      const port = registry.host.split(':')[1];
      const host = `registry.test:${port}`;
      const answers = ['127.0.0.1', '127.0.0.1'];
      const asking = (allowPrivate: boolean) =>
        new RegistryClient({
          registries: { [host]: { plainHttp: true, allowPrivate } },
          resolveAll: (_, callback) =>
            callback(null, [{ address: answers.shift()!, family: 4 }]),
        }).manifest(`${host}/acme/payments`, '1.0');
      expect((await failure(asking(false))).message).toContain('allowPrivate');
      expect(registry.seen).toEqual([]);
      expect(await asking(true)).toMatchObject({ mediaType: TYPES.manifest });
    });

    it.each([
      'http://169.254.169.254/latest/meta-data/',
      'http://[fd00:ec2::254]/latest/',
      'http://[::ffff:169.254.169.254]/',
      'http://0.0.0.0/',
      'ftp://registry.test/',
      'file:///etc/passwd',
    ])('follows no redirect to %s', async location => {
      const registry = await start({ instead: redirectTo(() => location) });
      const error = await failure(
        client(registry).manifest(nameIn(registry), '1.0'),
      );
      expect(error.message).toMatch(/not asked/);
      expect(error.lasting).toBe(true);
    });
  });

  describe('redirects', () => {
    it('takes no credential to another host', async () => {
      const content = someImage();
      const storage = await start({}, content);
      const registry = await start(
        {
          instead: (url, response, request) =>
            basicOnly(request, response) ||
            redirectTo(() => `http://${storage.host}${url.pathname}?presigned`)(
              url,
              response,
            ),
        },
        content,
      );
      const manifest = await client(registry, USER).manifest(
        nameIn(registry),
        '1.0',
      );
      expect(manifest?.mediaType).toBe(TYPES.manifest);
      expect(registry.seen.map(({ authorization }) => authorization)).toEqual([
        undefined,
        BASIC,
      ]);
      expect(storage.seen.map(({ authorization }) => authorization)).toEqual([
        undefined,
      ]);
    });

    it('asks for no login that another host wants', async () => {
      const storage = await start({
        instead: (_, response) => {
          response
            .writeHead(401, { 'www-authenticate': 'Basic realm="x"' })
            .end();
          return true;
        },
      });
      const registry = await start({
        instead: redirectTo(() => `http://${storage.host}/blob?presigned`),
      });
      const asked = client(registry, USER).manifest(nameIn(registry), '1.0');
      expect((await failure(asked)).message).toContain('answered 401');
      expect(storage.seen).toHaveLength(1);
      expect(storage.seen[0].authorization).toBeUndefined();
    });

    it('does not send what stands in an address as a login', async () => {
      const storage = await start();
      const registry = await start({
        instead: redirectTo(
          url => `http://user:presigned@${storage.host}${url.pathname}`,
        ),
      });
      await client(registry).manifest(nameIn(registry), '1.0');
      expect(storage.seen[0].authorization).toBeUndefined();
    });

    const askAfter = async (redirects: number) => {
      let left = redirects;
      const registry = await start({
        instead: (url, response) =>
          left-- > 0 && redirectTo(() => url.pathname)(url, response),
      });
      return client(registry).manifest(nameIn(registry), '1.0');
    };

    it('follows three of them, and no more', async () => {
      expect(await askAfter(3)).toBeDefined();
      const error = await failure(askAfter(4));
      expect(error.message).toContain('more than 3 times');
    });

    it('says when one leads nowhere', async () => {
      const registry = await start({ instead: redirectTo(() => 'http://[') });
      const asked = client(registry).manifest(nameIn(registry), '1.0');
      expect((await failure(asked)).message).toContain('redirects to nowhere');
    });
  });
});
