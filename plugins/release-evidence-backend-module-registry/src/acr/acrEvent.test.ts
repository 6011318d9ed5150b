import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import {
  acrEvent,
  DIGEST,
  gridCloudEvent,
  gridEvent,
} from '../__testUtils__/payloads';
import { keysOf, readBy } from '../__testUtils__/read';
import { TOKEN } from '../__testUtils__/registryEvents';
import { acrSourceType } from './acrSource';

const source = servedSource(acrSourceType, { token: TOKEN });

const read = (body: unknown) => readBy(source, body);

const NAME = 'acme.azurecr.io/acme/payments';
const time = { at: '2026-10-01T10:00:05.343Z', basis: 'event' };

const pushed = {
  kind: 'artifact-pushed',
  time,
  name: NAME,
  digest: DIGEST,
  tag: '1.4.2',
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  platforms: [],
  revision: null,
  sourceRepository: null,
  actor: null,
};

describe('a webhook of the registry', () => {
  it('says what was pushed', () => {
    expect(read(acrEvent('push'))).toEqual([pushed]);
  });

  it('says what was pushed without a tag', () => {
    expect(read(acrEvent('push', { tag: undefined }))).toEqual([
      { ...pushed, tag: null },
    ]);
  });

  it('says which manifest was deleted', () => {
    expect(read(acrEvent('delete', { tag: undefined }))).toEqual([
      { kind: 'artifact-deleted', time, name: NAME, digest: DIGEST, tag: null },
    ]);
  });

  it('names the registry as it is configured', () => {
    expect(
      readBy(
        servedSource(acrSourceType, { token: TOKEN, host: 'hub.acme.test' }),
        acrEvent('push'),
      ),
    ).toMatchObject([{ name: 'hub.acme.test/acme/payments' }]);
  });

  it.each(['ping', 'quarantine', 'chart_push', 'chart_delete'])(
    'is ignored when it is a %s',
    action => {
      expect(read(acrEvent(action))).toBe(
        'action: only push and delete change what the registry holds',
      );
    },
  );

  it.each([
    [{}, 'action: missing'],
    [
      { ...acrEvent('push'), request: {} },
      'request.host: no host name; configure the host of the source',
    ],
    [
      acrEvent('push', { digest: 'sha256:abc' }),
      'target.digest: no digest (sha256: and 64 hex digits)',
    ],
    [
      acrEvent('delete', { digest: undefined }),
      'target.digest: a deletion here is that of a manifest, and it names none',
    ],
  ])('is ignored: %j', (body, reason) => {
    expect(read(body)).toBe(reason);
  });

  it('is known by its id', () => {
    const event = acrEvent('push');
    expect(keysOf(source, event)).toEqual([event.id]);
    expect(keysOf(source, { ...event, again: true })).toEqual([event.id]);
    expect(keysOf(source, { ...event, id: undefined })).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });
});

describe('an event of Event Grid', () => {
  const push = acrEvent('push');

  it('says the same, in its own form and as a CloudEvent', () => {
    expect(read([gridEvent('ContainerRegistry.ImagePushed', push)])).toEqual([
      pushed,
    ]);
    expect(read(gridCloudEvent('ContainerRegistry.ImagePushed', push))).toEqual(
      [pushed],
    );
  });

  it('may come with others, each under its own id', () => {
    const events = [
      gridEvent('ContainerRegistry.ImagePushed', push),
      gridCloudEvent('ContainerRegistry.ImageDeleted', acrEvent('delete')),
    ];
    expect(read(events)).toMatchObject([
      { kind: 'artifact-pushed' },
      { kind: 'artifact-deleted' },
    ]);
    expect(keysOf(source, events)).toEqual(events.map(({ id }) => id));
  });

  it('is known by its place when it has no id', () => {
    expect(keysOf(source, [{}, { id: 7 }])).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}\/0$/),
      expect.stringMatching(/^[0-9a-f]{64}\/1$/),
    ]);
  });

  it('is of the kind of its first event', () => {
    const type = (body: unknown) =>
      source.identify({
        headers: {},
        query: new URLSearchParams(),
        body: Buffer.from(JSON.stringify(body)),
      }).type;
    expect(type(push)).toBe('push');
    expect(type([gridEvent('ContainerRegistry.ImagePushed', push)])).toBe(
      'Microsoft.ContainerRegistry.ImagePushed',
    );
    expect(type([gridCloudEvent('X', push)])).toBe('Microsoft.X');
    expect(type({ action: 'a "secret"' })).toBeNull();
  });

  it('is never answered, nor its address visited, when it asks to be validated', () => {
    const data = {
      validationCode: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6',
      validationUrl: 'https://rp-eastus2.eventgrid.azure.net:553/validate?id=1',
    };
    const type = 'EventGrid.SubscriptionValidationEvent';
    expect(read([gridEvent(type, data)])).toBe(
      '0: eventType: Event Grid asks to validate the subscription; visit the validationUrl in this event, which is never done from here',
    );
  });

  it.each([
    [[], 'the payload: the list of events is empty'],
    [
      [gridEvent('ContainerRegistry.ChartPushed', acrEvent('chart_push'))],
      '0: data: action: only push and delete change what the registry holds',
    ],
    [[{ eventType: 'x' }], '0: data: missing'],
    [[null], '0: the payload: null where object is expected'],
  ])('is ignored: %j', (body, reason) => {
    expect(read(body)).toBe(reason);
  });
});
