import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { DIGEST, HEX, jfrogEvent } from '../__testUtils__/payloads';
import { keysOf, readBy } from '../__testUtils__/read';
import { TOKEN } from '../__testUtils__/registryEvents';
import { jfrogSourceType } from './jfrogSource';

const sourceWith = (config: object = {}) =>
  servedSource(jfrogSourceType, { token: TOKEN, ...config });

const read = (body: unknown, config?: object) =>
  readBy(sourceWith(config), body);

const NAME = 'acme.jfrog.io/docker-local/acme/payments';

const pushed = {
  kind: 'artifact-pushed',
  name: NAME,
  digest: DIGEST,
  tag: '1.4.2',
  mediaType: null,
  platforms: [],
  revision: null,
  sourceRepository: null,
  actor: {
    account: 'acme.jfrog.io/ci@acme.test',
    name: 'ci@acme.test',
    email: null,
  },
};

describe('what Artifactory pushes', () => {
  it('is named by the bare hash of its manifest', () => {
    expect(read(jfrogEvent('pushed'))).toEqual([pushed]);
    expect(read(jfrogEvent('pushed', { sha256: DIGEST }))).toEqual([pushed]);
  });

  it('may be an index', () => {
    expect(
      read(
        jfrogEvent('pushed', {
          path: 'acme/payments/1.4.2/list.manifest.json',
          name: 'list.manifest.json',
          platforms: [{ architecture: 'amd64', os: 'linux' }],
        }),
      ),
    ).toEqual([pushed]);
  });

  it.each([`sha256:${HEX}`, `sha256__${HEX}`, '', null])(
    'has no tag: %p',
    tag => {
      expect(read(jfrogEvent('pushed', { tag }))).toEqual([
        { ...pushed, tag: null },
      ]);
    },
  );

  it('is known to nobody in particular when no one is told', () => {
    expect(read({ ...jfrogEvent('pushed'), source: undefined })).toMatchObject([
      { actor: null },
    ]);
  });
});

describe('the name of an image', () => {
  it.each([
    [{ image_name: 'payments' }, NAME],
    [{ path: null }, NAME],
    [{ path: 'manifest.json' }, NAME],
    [{ path: 'billing/1/manifest.json' }, 'acme.jfrog.io/docker-local/billing'],
  ])('is made of %j', (data, name) => {
    expect(read(jfrogEvent('pushed', data))).toMatchObject([{ name }]);
  });

  it('begins with the configured host', () => {
    expect(
      read(jfrogEvent('pushed'), { host: 'art.acme.test:8082' }),
    ).toMatchObject([
      { name: 'art.acme.test:8082/docker-local/acme/payments' },
    ]);
  });

  it.each([
    ['docker.acme.test', 'docker.acme.test/acme/payments'],
    ['acme.jfrog.io/docker', 'acme.jfrog.io/docker/acme/payments'],
  ])(
    'begins with what is configured for the repository: %s',
    (prefix, name) => {
      const repositories = { 'docker-local': prefix, other: 'other.test' };
      expect(
        read(jfrogEvent('pushed'), { repositories, host: 'art.acme.test' }),
      ).toMatchObject([{ name }]);
    },
  );

  it.each(['https://docker.acme.test', 'docker', 'docker.acme.test/', ''])(
    'cannot begin with %p',
    prefix => {
      expect(() =>
        sourceWith({ repositories: { 'docker-local': prefix } }),
      ).toThrow('write what stands before the names of its images');
    },
  );
});

describe('what Artifactory deletes', () => {
  const { kind: _, ...rest } = pushed;
  const deleted = {
    kind: 'artifact-deleted',
    name: rest.name,
    digest: rest.digest,
    tag: rest.tag,
  };

  it('is a tag with its manifest', () => {
    expect(read(jfrogEvent('deleted'))).toEqual([deleted]);
  });

  it('may be told without the hash', () => {
    expect(read(jfrogEvent('deleted', { sha256: '' }))).toEqual([
      { ...deleted, digest: null },
    ]);
  });
});

describe('what is not for us', () => {
  it.each([
    [{}, 'domain: missing'],
    [
      { ...jfrogEvent('deployed'), domain: 'artifact' },
      'domain: only the events of Docker tags say something here',
    ],
    [
      jfrogEvent('promoted'),
      'event_type: only pushed and deleted change what the registry holds',
    ],
    [
      { ...jfrogEvent('pushed'), jpd_origin: 'artifactory' },
      'jpd_origin: no host name; configure the host of the source',
    ],
    [
      jfrogEvent('pushed', { sha256: 'abc' }),
      'data.sha256: no digest (sha256: and 64 hex digits)',
    ],
    [
      jfrogEvent('pushed', { path: '', image_name: '' }),
      'data.image_name: no repository name',
    ],
    [
      jfrogEvent('deleted', { sha256: '', tag: '' }),
      'data.sha256: a deletion that names neither a digest nor a tag',
    ],
  ])('is ignored: %j', (body, reason) => {
    expect(read(body)).toBe(reason);
  });
});

it('is known by its content', () => {
  const [key] = keysOf(sourceWith(), jfrogEvent('pushed'));
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(keysOf(sourceWith(), jfrogEvent('pushed'))).toEqual([key]);
  expect(keysOf(sourceWith(), jfrogEvent('deleted'))).not.toEqual([key]);
});
