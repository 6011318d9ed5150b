import {
  attestationInIndex,
  CONFIG,
  digestOf,
  EMPTY,
  IMAGE,
  IN_TOTO,
  INDEX,
  LAYER,
  pushedAttestation,
  pushedBlob,
  pushedManifest,
  reference,
  registryEvent,
  removedManifest,
} from '../__testUtils__/registryEvents';
import { observations, readEvent } from '../__testUtils__/send';

const NAME = 'registry.acme.test/acme/payments';

const time = { at: '2026-10-01T10:00:05.994Z', basis: 'event' };

describe('a manifest that is pushed', () => {
  it('is an artifact under its digest, with the tag it was given', () => {
    const event = pushedManifest('a', {
      tag: '1.4.2',
      references: [reference(CONFIG, '1'), reference(LAYER, '2')],
    });
    expect(readEvent(event)).toEqual({
      kind: 'artifact-pushed',
      time,
      link: event.target.url,
      name: NAME,
      digest: digestOf('a'),
      tag: '1.4.2',
      mediaType: IMAGE,
      platforms: [],
      revision: null,
      sourceRepository: null,
      actor: { account: null, name: 'robot', email: null },
    });
  });

  it('by digest has no tag', () => {
    expect(readEvent(pushedManifest('a'))).toMatchObject({ tag: null });
    expect(readEvent(pushedManifest('a', { tag: '' }))).toMatchObject({
      tag: null,
    });
  });

  it.each([
    'application/vnd.docker.distribution.manifest.v2+json',
    'application/vnd.docker.distribution.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v1+prettyjws',
    'application/vnd.docker.distribution.manifest.list.v2+json',
  ])('may be of type %s', mediaType => {
    expect(readEvent(pushedManifest('a', { mediaType }))).toMatchObject({
      mediaType,
      digest: digestOf('a'),
    });
  });

  it.each([
    [{}, null],
    [null, null],
    [{ name: '' }, null],
    ['robot', null],
    [{ name: 'robot' }, { account: null, name: 'robot', email: null }],
  ])('was pushed by %j', (actor, expected) => {
    expect(readEvent({ ...pushedManifest('a'), actor })).toMatchObject({
      actor: expected,
    });
  });

  it.each([[undefined], [null], ['0001-01-01T00:00:00Z'], [{}]])(
    'has no time when the event says %j',
    timestamp => {
      expect(readEvent({ ...pushedManifest('a'), timestamp })).toMatchObject({
        time: undefined,
      });
    },
  );
});

describe('an index that is pushed', () => {
  const platforms = (references?: object[], tag?: string) =>
    readEvent(pushedManifest('d', { mediaType: INDEX, tag, references }));

  it('lists its platforms, and not what attests them', () => {
    expect(
      platforms([
        reference(IMAGE, 'a'),
        reference(IMAGE, 'b'),
        attestationInIndex('c', 'a'),
      ]),
    ).toMatchObject({ platforms: [digestOf('a'), digestOf('b')] });
  });

  it.each([
    [
      'an unknown platform',
      { platform: { architecture: 'unknown', os: 'unknown' } },
    ],
    [
      'a type of its own',
      { artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json' },
    ],
  ])('does not count a manifest with %s among its platforms', (_, more) => {
    expect(
      platforms([reference(IMAGE, 'a'), reference(IMAGE, 'c', more)]),
    ).toMatchObject({ platforms: [digestOf('a')] });
  });

  it.each([
    ['its platform', { platform: { architecture: 'amd64', os: 'linux' } }],
    ['half a platform', { platform: { architecture: 'unknown', os: 'wasi' } }],
    ['no platform', { platform: null, annotations: null }],
    ['other annotations', { annotations: { a: 'b' } }],
    ['a platform that is none', { platform: 'linux/amd64', annotations: 7 }],
  ])('counts a manifest with %s', (_, more) => {
    expect(platforms([reference(IMAGE, 'a', more)])).toMatchObject({
      platforms: [digestOf('a')],
    });
  });

  it('has no platforms that are no digests', () => {
    expect(
      platforms([{ digest: 'sha256:abc' }, { digest: null }, {}]),
    ).toMatchObject({ platforms: [] });
  });

  it('has none that a registry without includereferences could tell', () => {
    expect(platforms()).toMatchObject({
      kind: 'artifact-pushed',
      platforms: [],
    });
  });

  it('has none under the tag where referrers of another digest are kept', () => {
    const tag = digestOf('a').replace(':', '-');
    expect(platforms([reference(IMAGE, 'e')], tag)).toMatchObject({
      tag,
      platforms: [],
    });
  });

  it('comes after its manifests, and its attestations become nothing', () => {
    const said = observations([
      pushedBlob('1'),
      pushedManifest('a', { references: [reference(CONFIG, '3')] }),
      pushedManifest('b', { references: [reference(CONFIG, '4')] }),
      pushedAttestation('c'),
      pushedManifest('d', {
        mediaType: INDEX,
        tag: '2.0',
        references: [
          reference(IMAGE, 'a'),
          reference(IMAGE, 'b'),
          attestationInIndex('c', 'a'),
        ],
      }),
    ]);
    expect(said).toMatchObject([
      { digest: digestOf('a'), tag: null },
      { digest: digestOf('b'), tag: null },
      {
        digest: digestOf('d'),
        tag: '2.0',
        platforms: [digestOf('a'), digestOf('b')],
      },
    ]);
  });
});

describe('what is pushed beside an image', () => {
  const REASON =
    'events.0: target.references: it holds a signature, an attestation or an SBOM of another digest, not an artifact';

  it.each([
    [
      'BuildKit’s attestation',
      [reference(CONFIG, '1'), reference(IN_TOTO, '2')],
    ],
    [
      'a bundle that refers to the image',
      [
        reference(EMPTY, '1'),
        reference('application/vnd.dev.sigstore.bundle.v0.3+json', '2'),
      ],
    ],
  ])('is no artifact: %s', (_, references) => {
    expect(readEvent(pushedManifest('c', { references }))).toBe(REASON);
    expect(readEvent(pushedManifest('c', { references, tag: 'sbom' }))).toBe(
      REASON,
    );
  });

  it('is no artifact by its own type', () => {
    const event = pushedManifest('c');
    expect(
      readEvent({
        ...event,
        target: {
          ...event.target,
          artifactType: 'application/vnd.cncf.notary.signature',
        },
      }),
    ).toBe(REASON);
  });

  it('is kept under a tag that names what it speaks of', () => {
    const tag = `${digestOf('a').replace(':', '-')}.sig`;
    const references = [
      reference('application/vnd.dev.cosign.simplesigning.v1+json', '2'),
    ];
    expect(readEvent(pushedManifest('c', { tag, references }))).toMatchObject({
      kind: 'artifact-pushed',
      tag,
    });
  });

  it('is told from a chart, which is an artifact', () => {
    const references = [
      reference('application/vnd.cncf.helm.config.v1+json', '1'),
      reference('application/vnd.cncf.helm.chart.content.v1.tar+gzip', '2'),
    ];
    expect(readEvent(pushedManifest('c', { references }))).toMatchObject({
      digest: digestOf('c'),
    });
  });
});

describe('what is removed', () => {
  it('is a digest, and then each tag that pointed at it', () => {
    const deleted = {
      kind: 'artifact-deleted',
      time,
      link: undefined,
      name: NAME,
    };
    expect(observations(removedManifest('a', ['1.4.2', 'latest']))).toEqual([
      { ...deleted, digest: digestOf('a'), tag: null },
      { ...deleted, digest: null, tag: '1.4.2' },
      { ...deleted, digest: null, tag: 'latest' },
    ]);
  });

  it.each([{}, { digest: 'sha256:abc' }, { tag: '' }])(
    'must be named: %j',
    target => {
      expect(readEvent(registryEvent('delete', target))).toBe(
        'events.0: target.digest: a deletion that names neither a digest nor a tag',
      );
    },
  );
});

describe('what stores nothing', () => {
  it.each(['pull', 'mount', 'constructor', 'ghp_secret'])(
    'says nothing: %s',
    action => {
      const { target } = pushedManifest('a');
      expect(readEvent(registryEvent(action, target))).toBe(
        'events.0: action: only push and delete change what the registry holds',
      );
    },
  );

  it('is a layer, a config or another blob', () => {
    expect(readEvent(pushedBlob('a'))).toBe(
      'events.0: target.mediaType: a layer or another blob, not a manifest',
    );
  });
});
