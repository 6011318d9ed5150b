import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import {
  DIGEST,
  harborCloudEvent,
  harborEvent,
} from '../__testUtils__/payloads';
import { keysOf, readBy } from '../__testUtils__/read';
import { TOKEN } from '../__testUtils__/registryEvents';
import { harborSourceType } from './harborSource';

const source = servedSource(harborSourceType, { token: TOKEN });

const read = (body: unknown) => readBy(source, body);

const NAME = 'harbor.acme.test/acme/payments';
const time = { at: '2026-10-01T10:00:05.000Z', basis: 'event' };

const pushed = {
  kind: 'artifact-pushed',
  time,
  name: NAME,
  digest: DIGEST,
  tag: '1.4.2',
  mediaType: null,
  platforms: [],
  revision: null,
  sourceRepository: null,
  actor: { account: 'harbor.acme.test/admin', name: 'admin', email: null },
};

const deleted = {
  kind: 'artifact-deleted',
  time,
  name: NAME,
  digest: DIGEST,
  tag: '1.4.2',
};

describe('what Harbor pushes', () => {
  it.each(['PUSH_ARTIFACT', 'pushImage'])('is read from %s', type => {
    expect(read(harborEvent(type))).toEqual([pushed]);
  });

  it('is read from a CloudEvent', () => {
    const name = 'robot$acme+ci';
    expect(read(harborCloudEvent('harbor.artifact.pushed'))).toEqual([
      {
        ...pushed,
        actor: { account: `harbor.acme.test/${name}`, name, email: null },
      },
    ]);
  });

  it('is read from a CloudEvent in binary mode', () => {
    const { data, ...attributes } = harborCloudEvent('harbor.artifact.pushed');
    const headers = {
      'Content-Type': 'application/json',
      'ce-specversion': attributes.specversion,
      'ce-id': attributes.id,
      'ce-source': attributes.source,
      'ce-type': attributes.type,
      'ce-time': attributes.time,
      'ce-operator': 'admin',
    };
    expect(readBy(source, data, headers)).toEqual([pushed]);
    expect(keysOf(source, data, headers)).toEqual([
      `${attributes.source}#${attributes.id}`,
    ]);
  });

  it.each([
    ['the digest', DIGEST],
    ['nothing', ''],
    ['null', null],
  ])('has no tag where %s stands for it', (_, tag) => {
    expect(read(harborEvent('PUSH_ARTIFACT', { tag }))).toEqual([
      { ...pushed, tag: null },
    ]);
  });

  it('is reported under the tag of a signature, too', () => {
    const tag = `${DIGEST.replace(':', '-')}.sig`;
    expect(read(harborEvent('PUSH_ARTIFACT', { tag }))).toEqual([
      { ...pushed, tag },
    ]);
  });

  it('is called by namespace and name when there is no whole name', () => {
    const event = harborEvent('PUSH_ARTIFACT');
    const repository = { namespace: 'acme', name: 'billing' };
    expect(
      read({ ...event, event_data: { ...event.event_data, repository } }),
    ).toMatchObject([{ name: 'harbor.acme.test/acme/billing' }]);
  });

  it('has nobody’s name when Harbor tells none', () => {
    expect(
      read({ ...harborEvent('PUSH_ARTIFACT'), operator: '' }),
    ).toMatchObject([{ actor: null }]);
  });

  it('may be several artifacts, of which an unusable one spoils none', () => {
    const event = harborEvent('PUSH_ARTIFACT');
    const [resource] = event.event_data.resources;
    const resources = [{ ...resource, digest: 'sha256:abc' }, resource];
    expect(
      read({ ...event, event_data: { ...event.event_data, resources } }),
    ).toEqual([pushed]);
  });
});

describe('the host of the registry', () => {
  it.each([
    ['https://harbor.acme.test/acme/payments:1.4.2', 'harbor.acme.test'],
    ['harbor.acme.test:8443/acme/payments@sha256:1', 'harbor.acme.test:8443'],
    ['Harbor.Acme.Test/acme/payments', 'harbor.acme.test'],
  ])('is that of %s', (resource_url, host) => {
    expect(read(harborEvent('PUSH_ARTIFACT', { resource_url }))).toMatchObject([
      { name: `${host}/acme/payments` },
    ]);
  });

  it('is the configured one first', () => {
    expect(
      readBy(
        servedSource(harborSourceType, { token: TOKEN, host: 'hub.acme.test' }),
        harborEvent('PUSH_ARTIFACT'),
      ),
    ).toMatchObject([{ name: 'hub.acme.test/acme/payments' }]);
  });

  it.each(['acme/payments:1.4.2', 'payments:1.4.2', '', null])(
    'must be told, and is not in %p',
    resource_url => {
      expect(read(harborEvent('PUSH_ARTIFACT', { resource_url }))).toBe(
        'event_data.resources.0.resource_url: no host name; configure the host of the source',
      );
    },
  );
});

describe('what Harbor deletes', () => {
  it.each(['DELETE_ARTIFACT', 'deleteImage'])('is read from %s', type => {
    expect(read(harborEvent(type))).toEqual([deleted]);
  });

  it('is read from a CloudEvent', () => {
    expect(read(harborCloudEvent('harbor.artifact.deleted'))).toEqual([
      deleted,
    ]);
  });
});

describe('what is not for us', () => {
  it.each([
    'PULL_ARTIFACT',
    'QUOTA_EXCEED',
    'REPLICATION',
    'SCANNING_FAILED',
    'TAG_RETENTION',
    'constructor',
    '__proto__',
  ])('is ignored: %s', type => {
    expect(read({ type, event_data: { secret: 1 } })).toBe(
      'type: only pushes, deletions and completed scans say something here',
    );
  });

  it.each([
    [{}, 'type: missing'],
    [{ type: 'PUSH_ARTIFACT' }, 'event_data: missing'],
    [
      { type: 'PUSH_ARTIFACT', event_data: { resources: [], repository: {} } },
      'event_data.resources: the list is empty',
    ],
    [
      harborEvent('PUSH_ARTIFACT', { digest: 'sha256:abc123' }),
      'event_data.resources.0.digest: no digest (sha256: and 64 hex digits)',
    ],
    [
      harborEvent('DELETE_ARTIFACT', { digest: undefined }),
      'event_data.resources.0.digest: no digest (sha256: and 64 hex digits)',
    ],
    [
      {
        type: 'PUSH_ARTIFACT',
        event_data: {
          resources: [{ resource_url: 'a.test/b' }],
          repository: {},
        },
      },
      'event_data.repository.repo_full_name: no repository name',
    ],
  ])('is ignored: %j', (body, reason) => {
    expect(read(body)).toBe(reason);
  });
});

describe('the key of an event', () => {
  it('is the name of a CloudEvent', () => {
    const event = harborCloudEvent('harbor.artifact.pushed');
    expect(keysOf(source, event)).toEqual([
      '/projects/1/webhook/policies/3#4b2f89a6-548d-4c12-9993-a1f5790b97d2',
    ]);
    expect(keysOf(source, { ...event, requestid: 'other' })).toEqual(
      keysOf(source, event),
    );
  });

  it('is the content of an event without a name', () => {
    const event = harborEvent('PUSH_ARTIFACT');
    const [key] = keysOf(source, event);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(keysOf(source, event)).toEqual([key]);
    expect(keysOf(source, { ...event, occur_at: 1790848806 })).not.toEqual([
      key,
    ]);
  });

  it('is that of each event of a batch, and reasons say of which', () => {
    const event = harborCloudEvent('harbor.artifact.pulled');
    const batch = [event, { ...event, id: 'other' }];
    const headers = { 'Content-Type': 'application/cloudevents-batch+json' };
    expect(keysOf(source, batch, headers)).toHaveLength(2);
    expect(readBy(source, batch, headers)).toBe(
      '0: type: only pushes, deletions and completed scans say something here',
    );
  });

  it.each([
    [{ specversion: '1.0' }, 'id: missing'],
    [
      { ...harborCloudEvent('x'), specversion: '0.3' },
      'specversion: no version',
    ],
  ])('cannot be told of %j', (event, message) => {
    expect(() => keysOf(source, event)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});
