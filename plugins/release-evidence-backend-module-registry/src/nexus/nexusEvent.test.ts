import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { DIGEST, nexusEvent } from '../__testUtils__/payloads';
import { keysOf, readBy } from '../__testUtils__/read';
import { nexusSourceType } from './nexusSource';

const sourceWith = (config: object = { host: 'nexus.acme.test:8082' }) =>
  servedSource(nexusSourceType, { secret: 's', ...config });

const read = (body: unknown, config?: object) =>
  readBy(sourceWith(config), body);

const announced = {
  kind: 'artifact-announced',
  time: { at: '2026-10-01T10:00:05.515Z', basis: 'event' },
  name: 'nexus.acme.test:8082/acme/payments',
  tag: '1.4.2',
  actor: { account: 'nexus.acme.test:8082/anna', name: 'Anna', email: null },
};

describe('an image in Nexus', () => {
  it.each(['CREATED', 'UPDATED'])('is announced when it is %s', action => {
    expect(read(nexusEvent(action))).toEqual([announced]);
  });

  it('is known when its version is its digest', () => {
    const { tag: _, kind: __, ...named } = announced;
    expect(read(nexusEvent('CREATED', { version: DIGEST }))).toEqual([
      {
        kind: 'artifact-pushed',
        ...named,
        digest: DIGEST,
        tag: null,
        mediaType: null,
        platforms: [],
        revision: null,
        sourceRepository: null,
      },
    ]);
  });

  it.each([
    ['1.4.2', { digest: null, tag: '1.4.2' }],
    [DIGEST, { digest: DIGEST, tag: null }],
  ])('is deleted: %s', (version, what) => {
    const { time, name } = announced;
    expect(read(nexusEvent('DELETED', { version }))).toEqual([
      { kind: 'artifact-deleted', time, name, ...what },
    ]);
  });

  it.each(['anonymous/10.0.0.7', '*SYSTEM', '*TASK', '', null])(
    'was changed by nobody in particular: %p',
    initiator => {
      expect(read({ ...nexusEvent('CREATED'), initiator })).toMatchObject([
        { actor: null },
      ]);
    },
  );
});

describe('the name of an image', () => {
  it('begins with what is configured for its repository', () => {
    const repositories = { 'docker-hosted': 'docker.acme.test' };
    expect(
      read(nexusEvent('CREATED'), { host: 'nexus.acme.test', repositories }),
    ).toMatchObject([{ name: 'docker.acme.test/acme/payments' }]);
    expect(
      read(
        { ...nexusEvent('CREATED'), repositoryName: 'constructor' },
        { host: 'nexus.acme.test', repositories },
      ),
    ).toMatchObject([{ name: 'nexus.acme.test/acme/payments' }]);
  });

  it('is not known without a configured host', () => {
    expect(read(nexusEvent('CREATED'), {})).toBe(
      'repositoryName: no host name; configure the host of the source',
    );
  });
});

describe('what is not for us', () => {
  it.each([
    [{}, 'repositoryName: missing'],
    [
      nexusEvent('CREATED', { format: 'npm' }),
      'component.format: only images say something here',
    ],
    [
      nexusEvent('PURGED'),
      'action: only CREATED, UPDATED and DELETED change what the registry holds',
    ],
    [
      nexusEvent('CREATED', { version: null }),
      'component.version: neither a tag nor a digest',
    ],
    [nexusEvent('CREATED', { name: '' }), 'component.name: no repository name'],
    [
      { ...nexusEvent('CREATED'), component: undefined, asset: {} },
      'component: missing',
    ],
  ])('is ignored: %j', (body, reason) => {
    expect(read(body)).toBe(reason);
  });
});

it('is known by its content, whatever its header says', () => {
  const event = nexusEvent('CREATED');
  const headers = { 'X-Nexus-Webhook-Delivery': 'another' };
  const [key] = keysOf(sourceWith(), event);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(keysOf(sourceWith(), event, headers)).toEqual([key]);
  expect(keysOf(sourceWith(), nexusEvent('UPDATED'))).not.toEqual([key]);
});
