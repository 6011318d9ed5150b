import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import {
  DIGEST,
  ecrAction,
  ecrEvent,
  ecrScan,
} from '../__testUtils__/payloads';
import { keysOf, readBy } from '../__testUtils__/read';
import { TOKEN } from '../__testUtils__/registryEvents';
import { ecrSourceType } from './ecrSource';

const source = servedSource(ecrSourceType, { token: TOKEN });

const read = (body: unknown) => readBy(source, body);

const NAME = '123456789012.dkr.ecr.us-west-2.amazonaws.com/acme/payments';
const time = { at: '2026-10-01T10:00:05.000Z', basis: 'event' };

const IMAGE = 'application/vnd.oci.image.manifest.v1+json';

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
  actor: null,
};

describe('an action on an image', () => {
  it('says what was pushed', () => {
    expect(read(ecrAction({}))).toEqual([pushed]);
  });

  it.each([undefined, null, ''])('has no tag: %p', tag => {
    expect(read(ecrAction({ 'image-tag': tag }))).toEqual([
      { ...pushed, tag: null },
    ]);
  });

  it('has a media type when ECR tells it', () => {
    expect(read(ecrAction({ 'manifest-media-type': IMAGE }))).toEqual([
      { ...pushed, mediaType: IMAGE },
    ]);
  });

  it('says what was copied to another region', () => {
    expect(
      read({
        ...ecrEvent('ECR Replication Action', {
          result: 'SUCCESS',
          'action-type': 'REPLICATE',
          'image-tag': '1.4.2',
          'source-region': 'us-west-2',
        }),
        region: 'eu-central-1',
      }),
    ).toEqual([{ ...pushed, name: NAME.replace('us-west-2', 'eu-central-1') }]);
  });

  it('says what was deleted', () => {
    expect(read(ecrAction({ 'action-type': 'DELETE' }))).toEqual([
      {
        kind: 'artifact-deleted',
        time,
        name: NAME,
        digest: DIGEST,
        tag: '1.4.2',
      },
    ]);
  });

  it('is ignored when it pushed a statement, unless the tag says of what', () => {
    const bundle = {
      'manifest-media-type': IMAGE,
      'artifact-media-type': 'application/vnd.dev.sigstore.bundle.v0.3+json',
      'image-tag': undefined,
    };
    expect(read(ecrAction(bundle))).toBe(
      'detail: artifact-media-type: it holds a signature, an attestation or an SBOM of another digest, not an artifact',
    );
    const tag = `${DIGEST.replace(':', '-')}.sig`;
    expect(read(ecrAction({ ...bundle, 'image-tag': tag }))).toMatchObject([
      { kind: 'artifact-pushed', tag },
    ]);
  });

  it.each([
    [{ result: 'FAILED' }, 'result: the action did not succeed'],
    [
      { 'action-type': 'UPDATE_STORAGE_CLASS' },
      'action-type: only PUSH, REPLICATE and DELETE change what the registry holds',
    ],
    [
      { 'image-digest': `sha256:${'a'.repeat(60)}` },
      'image-digest: no digest (sha256: and 64 hex digits)',
    ],
    [{ 'repository-name': '' }, 'repository-name: no repository name'],
    [{ 'action-type': 7 }, 'action-type: number where string is expected'],
  ])('is ignored: %j', (detail, reason) => {
    expect(read(ecrAction(detail))).toBe(`detail: ${reason}`);
  });
});

describe('a scan of an image', () => {
  const scanned = {
    kind: 'check',
    check: 'vulnerability',
    name: 'vulnerability scan',
    tool: 'Amazon ECR',
    time,
    outcome: 'unknown',
    defects: { critical: 10, high: 0, medium: 9, low: 1, unknown: 0 },
    repository: null,
    commit: null,
    artifact: NAME,
    digest: DIGEST,
    tag: '1.4.2',
    run: null,
  };

  it('is a check of the digest, with what was found', () => {
    expect(read(ecrScan({}))).toEqual([scanned]);
  });

  it('has passed when nothing was found', () => {
    expect(read(ecrScan({ 'finding-severity-counts': {} }))).toMatchObject([
      { outcome: 'passed' },
    ]);
  });

  it('has an unknown outcome when nothing is told', () => {
    expect(
      read(ecrScan({ 'finding-severity-counts': undefined })),
    ).toMatchObject([{ outcome: 'unknown', defects: null }]);
  });

  it.each([[[]], [['1.4.2', 'latest']]])('has no one tag of %j', tags => {
    expect(read(ecrScan({ 'image-tags': tags }))).toEqual([
      { ...scanned, tag: null },
    ]);
  });

  it('is ignored until it is complete', () => {
    expect(read(ecrScan({ 'scan-status': 'FAILED' }))).toBe(
      'detail: scan-status: the scan is not complete',
    );
  });
});

describe('the name of the registry', () => {
  it('has another domain in China', () => {
    expect(read({ ...ecrAction({}), region: 'cn-north-1' })).toMatchObject([
      {
        name: '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/acme/payments',
      },
    ]);
  });

  it('is the configured one first', () => {
    const host = 'images.acme.test';
    expect(
      readBy(servedSource(ecrSourceType, { token: TOKEN, host }), {
        ...ecrAction({}),
        account: undefined,
      }),
    ).toMatchObject([{ name: 'images.acme.test/acme/payments' }]);
  });

  it.each([{ account: '12' }, { account: null }, { region: 'evil.test/x' }])(
    'is not made of %j',
    change => {
      expect(read({ ...ecrAction({}), ...change })).toBe(
        'account: with the region no name of a registry; configure the host of the source',
      );
    },
  );
});

describe('an event of EventBridge', () => {
  it.each([
    'ECR Pull Through Cache Action',
    'ECR Scan Resource Change',
    'ECR Referrer Action',
    'EC2 Instance State-change Notification',
    'constructor',
  ])('is ignored: %s', type => {
    expect(read(ecrEvent(type, {}))).toBe(
      'detail-type: only actions on images, their replication and scans say something here',
    );
  });

  it('is known by its id', () => {
    const event = ecrAction({});
    expect(keysOf(source, event)).toEqual([event.id]);
    expect(keysOf(source, { ...event, replay: 'x' })).toEqual([event.id]);
    expect(keysOf(source, { ...event, id: '' })).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });
});
