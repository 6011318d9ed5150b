import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { RegistryContent, TYPES } from './__testUtils__/registryContent';
import { SpecRegistry } from './__testUtils__/specRegistry';
import { inspectArtifact } from './inspectArtifact';
import { readManifest } from './manifestContent';
import { RegistryClient } from './registryClient';

jest.setTimeout(120_000);

const digest = fc.oneof(
  fc.constant(`sha256:${'a'.repeat(64)}`),
  fc.constant(`sha512:${'b'.repeat(128)}`),
  fc.string(),
);

const annotations = fc.oneof(
  fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.anything())),
  fc.constant({
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': `sha256:${'a'.repeat(64)}`,
  }),
  fc.jsonValue(),
);

const descriptor = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        mediaType: fc.oneof(
          fc.constantFrom(...Object.values(TYPES)),
          fc.string(),
        ),
        digest,
        size: fc.oneof(fc.nat(), fc.double(), fc.jsonValue()),
        artifactType: fc.oneof(fc.string(), fc.jsonValue()),
        annotations,
        platform: fc.oneof(
          fc.constant({ os: 'unknown', architecture: 'unknown' }),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: ['mediaType', 'digest', 'size'] },
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** Manifests that nearly are some, with anything in any place of them. */
const manifest = fc.record(
  {
    schemaVersion: fc.jsonValue(),
    mediaType: fc.oneof(
      fc.constantFrom(...Object.values(TYPES)),
      fc.jsonValue(),
    ),
    artifactType: fc.jsonValue(),
    config: descriptor,
    layers: fc.oneof(fc.array(descriptor, { maxLength: 5 }), fc.jsonValue()),
    blobs: fc.oneof(fc.array(descriptor, { maxLength: 5 }), fc.jsonValue()),
    manifests: fc.oneof(fc.array(descriptor, { maxLength: 5 }), fc.jsonValue()),
    subject: descriptor,
    annotations,
  },
  { requiredKeys: [] },
);

const hostile = fc.oneof(
  manifest.map(value => Buffer.from(JSON.stringify(value) ?? '')),
  fc.jsonValue().map(value => Buffer.from(JSON.stringify(value))),
  fc.uint8Array().map(bytes => Buffer.from(bytes)),
);

describe('a hostile manifest', () => {
  it('is read, whatever it is', () => {
    fc.assert(
      fc.property(hostile, fc.string(), (bytes, mediaType) => {
        const { config, layers, manifests } = readManifest({
          bytes,
          mediaType,
        });
        for (const entry of [config, ...layers, ...manifests]) {
          expect(entry === null || entry.digest.startsWith('sha')).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('has a fault that names the field', () => {
    const read = (content: unknown) =>
      readManifest({
        bytes: Buffer.from(JSON.stringify(content)),
        mediaType: TYPES.manifest,
      });
    expect(read({ manifests: [], layers: [] }).faults).toEqual([
      'manifests: an index has neither config nor layers',
    ]);
    const good = {
      mediaType: 'x',
      digest: `sha256:${'a'.repeat(64)}`,
      size: 1,
    };
    const { layers, faults } = read({
      layers: [
        good,
        { ...good, digest: 'sha256:short' },
        { ...good, size: -1 },
      ],
      subject: 'secret',
    });
    expect(layers).toHaveLength(1);
    expect(faults).toEqual([
      'layers.1.digest: no digest',
      expect.stringMatching(/^layers\.2\.size: /),
      'subject.0.the payload: string where object is expected',
    ]);
  });

  it('is looked at only so far', () => {
    const entry = {
      mediaType: 'x',
      digest: `sha256:${'a'.repeat(64)}`,
      size: 1,
    };
    const flood = Object.fromEntries(
      Array.from({ length: 5000 }, (_, n) => [`k${n}`, 'v']),
    );
    const {
      manifests,
      annotations: kept,
      faults,
    } = readManifest({
      bytes: Buffer.from(
        JSON.stringify({
          manifests: Array(40_000).fill(entry),
          annotations: flood,
        }),
      ),
      mediaType: TYPES.index,
    });
    expect(manifests).toHaveLength(1000);
    expect(Object.keys(kept)).toHaveLength(64);
    expect(faults).toEqual([
      'manifests: more than 1000; the rest is not looked at',
    ]);
    const deep = Buffer.from(
      `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`,
    );
    expect(readManifest({ bytes: deep, mediaType: '' }).layers).toEqual([]);
  });

  it('comes to an end in a registry that answers everything with such', async () => {
    let answers: Buffer[] = [];
    let asked = 0;
    const registry = await SpecRegistry.start(new RegistryContent(), {
      instead: (url, response) => {
        asked += 1;
        const body = answers[asked % answers.length];
        response
          .writeHead(200, {
            'content-type': TYPES.index,
            link: `<${url.pathname}?n=1>; rel="next"`,
          })
          .end(body);
        return true;
      },
    });
    const { host } = registry;
    const client = new RegistryClient({
      registries: { [host]: { plainHttp: true, allowPrivate: true } },
    });
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(hostile, { minLength: 1, maxLength: 4 }),
          async bodies => {
            answers = bodies;
            asked = 0;
            const { documents, problems } = await inspectArtifact(
              client,
              `${host}/acme/payments`,
              // What is asked for first, so that it passes for the artifact.
              `sha256:${hash('sha256', bodies[1 % bodies.length])}`,
              { requests: 60 },
            );
            expect(asked).toBeLessThanOrEqual(60);
            expect(documents.length).toBeLessThanOrEqual(60);
            problems.forEach(problem =>
              expect(problem.length).toBeLessThanOrEqual(300),
            );
          },
        ),
        { numRuns: 60 },
      );
    } finally {
      await registry.stop();
    }
  });
});
