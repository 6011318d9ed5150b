import type { Digest } from 'backstage-plugin-release-evidence-common';
import { acmePayments } from './__testUtils__/acmePayments';
import { expectPayments, placed } from './__testUtils__/expectPayments';
import { RegistryContent, TYPES } from './__testUtils__/registryContent';
import { SpecRegistry } from './__testUtils__/specRegistry';
import { inspectArtifact } from './inspectArtifact';
import { RegistryClient } from './registryClient';
import type { Bounds } from './repositoryReader';

jest.setTimeout(60_000);

const clientFor = (host: string) =>
  new RegistryClient({
    registries: { [host]: { plainHttp: true, allowPrivate: true } },
  });

describe('inspecting in a registry of the spec 1.1', () => {
  let registry: SpecRegistry;

  afterEach(() => registry?.stop());

  const inspect = (digest: Digest, bounds: Partial<Bounds> = {}) =>
    inspectArtifact(
      clientFor(registry.host),
      `${registry.host}/acme/payments`,
      digest,
      bounds,
    );

  it('finds all that is attached by the referrers API', async () => {
    const payments = acmePayments();
    registry = await SpecRegistry.start(payments.content);
    const inspection = await inspect(payments.index.digest);
    expect(inspection.documents).toHaveLength(7);
    expectPayments(payments, inspection, 'referrers-api');
  });

  it('reads all pages of the referrers', async () => {
    const content = new RegistryContent();
    const image = content.image({ architecture: 'amd64' });
    for (let n = 0; n < 7; n++) {
      content.referrer(image, TYPES.spdx, [
        { mediaType: TYPES.spdx, content: { n } },
      ]);
    }
    registry = await SpecRegistry.start(content, { pageSize: 3 });
    const { documents } = await inspect(image.digest, { depth: 1 });
    expect(documents).toHaveLength(7);
    const pages = registry.paths().filter(path => path.includes('/referrers/'));
    expect(pages).toHaveLength(3);
  });

  it('stops after so many pages, and keeps what they had', async () => {
    const content = new RegistryContent();
    const image = content.image({ architecture: 'amd64' });
    content.referrer(image, TYPES.spdx, [
      { mediaType: TYPES.spdx, content: {} },
    ]);
    registry = await SpecRegistry.start(content, {
      instead: (url, response) => {
        if (!url.pathname.includes('/referrers/')) {
          return false;
        }
        response
          .writeHead(200, {
            'content-type': TYPES.index,
            link: `<${url.pathname}?again>; rel="next"`,
          })
          .end(
            JSON.stringify({ manifests: content.referrersOf(image.digest) }),
          );
        return true;
      },
    });
    const { documents, problems } = await inspect(image.digest, { depth: 1 });
    expect(documents).toHaveLength(1);
    expect(problems).toEqual([
      expect.stringContaining('more than 20 pages of referrers'),
    ]);
  });

  it('takes nothing that does not name the artifact as its subject', async () => {
    const content = new RegistryContent();
    const image = content.image({ architecture: 'amd64' });
    const other = content.image({ architecture: 'arm64' });
    const stray = content.referrer(other, TYPES.spdx, [
      { mediaType: TYPES.spdx, content: {} },
    ]);
    content.index([stray], image.digest.replace(':', '-'));
    registry = await SpecRegistry.start(content, { referrersApi: false });
    const { documents, problems } = await inspect(image.digest);
    expect(documents).toEqual([]);
    expect(problems).toEqual([
      expect.stringContaining('does not name it as its subject'),
    ]);
  });

  it('follows referrers of referrers no deeper than it may', async () => {
    const content = new RegistryContent();
    const image = content.image({ architecture: 'amd64' });
    let about = image;
    for (let n = 0; n < 5; n++) {
      about = content.referrer(about, TYPES.bundle, [
        { mediaType: TYPES.bundle, content: { n } },
      ]);
    }
    registry = await SpecRegistry.start(content);
    expect((await inspect(image.digest)).documents).toHaveLength(2);
    const { documents } = await inspect(image.digest, { depth: 4 });
    expect(documents).toHaveLength(4);
    expect(new Set(documents.map(({ subject }) => subject))).toEqual(
      new Set([image.digest]),
    );
  });

  it('leaves out layers of images and what else is no document', async () => {
    const content = new RegistryContent();
    const image = content.image({ architecture: 'amd64' });
    content.referrer(image, 'application/vnd.acme.lazy-loading', [
      { mediaType: TYPES.layer, content: 'layer' },
      { mediaType: 'application/octet-stream', content: 'bytes' },
      { mediaType: 'application/vnd.acme.report+json', content: '{}' },
    ]);
    registry = await SpecRegistry.start(content);
    const { documents } = await inspect(image.digest);
    expect(documents.map(({ mediaType }) => mediaType)).toEqual([
      'application/vnd.acme.report+json',
    ]);
  });

  describe('with bounds', () => {
    const withSboms = (sizes: number[]) => {
      const content = new RegistryContent();
      const image = content.image({ architecture: 'amd64' });
      sizes.forEach(size =>
        content.referrer(image, TYPES.spdx, [
          { mediaType: TYPES.spdx, content: 'x'.repeat(size) },
        ]),
      );
      return { content, image };
    };

    it.each<[string, Partial<Bounds>, number, RegExp]>([
      ['a document', { documentBytes: 500 }, 2, /is of 1000 bytes, and 500/],
      ['all documents', { totalBytes: 450 }, 2, /more than 450 bytes/],
      ['their number', { documents: 1 }, 1, /more than 1 documents/],
      ['requests', { requests: 6 }, 0, /not done after 6 requests/],
    ])('stops at %s', async (_, bounds, kept, problem) => {
      const { content, image } = withSboms([100, 200, 1000]);
      registry = await SpecRegistry.start(content);
      const inspection = await inspect(image.digest, { depth: 1, ...bounds });
      expect(inspection.documents).toHaveLength(kept);
      expect(inspection.problems.join()).toMatch(problem);
      expect(inspection.complete).toBe(true);
    });

    it('stops at the time, and says that there may be more', async () => {
      const { content, image } = withSboms([1, 2, 3, 4, 5, 6, 7, 8]);
      registry = await SpecRegistry.start(content, {
        instead: (url, response) => {
          if (content.blobs.has(url.pathname.split('/').pop()!)) {
            // One byte, and then nothing more.
            response.writeHead(200).write('x');
            return true;
          }
          return false;
        },
      });
      const started = Date.now();
      const inspection = await inspect(image.digest, { milliseconds: 700 });
      expect(Date.now() - started).toBeLessThan(3000);
      expect(inspection.complete).toBe(false);
      expect(inspection.problems.join()).toMatch(
        /took too long|not done after/,
      );
    });

    it('looks at so many platforms, and names them all', async () => {
      const content = new RegistryContent();
      const platforms = Array.from({ length: 5 }, (_, n) =>
        content.image({ architecture: `a${n}` }),
      );
      const index = content.index(platforms);
      registry = await SpecRegistry.start(content);
      const inspection = await inspect(index.digest, { platforms: 2 });
      expect(inspection.manifest.platforms).toHaveLength(5);
      expect(inspection.problems).toEqual([
        expect.stringContaining('only 2 of 5 platforms'),
      ]);
      const asked = registry
        .paths()
        .filter(path => path.includes('/referrers/'));
      expect(asked).toHaveLength(3);
    });
  });

  it('goes on without a document that is not what its digest says', async () => {
    const payments = acmePayments();
    const [lie] = JSON.parse(
      payments.content.manifests.get(payments.sbom.digest)!.bytes.toString(),
    ).layers;
    registry = await SpecRegistry.start(payments.content, {
      instead: (url, response) => {
        if (!url.pathname.endsWith(lie.digest)) {
          return false;
        }
        response.writeHead(200).end('y'.repeat(lie.size));
        return true;
      },
    });
    const { documents, problems } = await inspect(payments.index.digest);
    expect(documents).toHaveLength(6);
    expect(problems).toEqual([
      expect.stringContaining(`bytes are not those of ${lie.digest}`),
    ]);
  });

  it('says that something may be missing when the registry stumbles', async () => {
    const payments = acmePayments();
    registry = await SpecRegistry.start(payments.content, {
      instead: (url, response) => {
        if (!url.pathname.includes('/referrers/')) {
          return false;
        }
        response.writeHead(503).end();
        return true;
      },
    });
    const inspection = await inspect(payments.index.digest);
    expect(inspection.complete).toBe(false);
    expect(inspection.documents.map(found => placed(payments, found))).toEqual([
      'buildkit index amd64 amd64',
      'sig cosign-tag index index',
      'att cosign-tag index index',
      'oldSbom cosign-tag index index',
    ]);
  });

  it('throws when there is no such manifest', async () => {
    registry = await SpecRegistry.start();
    await expect(inspect(`sha256:${'a'.repeat(64)}`)).rejects.toThrow(
      'there is no manifest',
    );
  });
});
