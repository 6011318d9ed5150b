import type { AcmePayments } from './acmePayments';
import type { DebianRegistry } from './debianRegistry';

const NAME = 'acme/payments';

/** Pushes the image and, under tags, all that is attached to it. */
export async function pushPayments(
  registry: DebianRegistry,
  { content, index, amd64, sbom }: AcmePayments,
): Promise<void> {
  registry.copy(content, index, NAME, '1.4.2');
  for (const subject of [index, amd64, sbom]) {
    const referrers = content.referrersOf(subject.digest);
    for (const referrer of referrers) {
      await registry.push(content, referrer, NAME);
    }
    const tag = subject.digest.replace(':', '-');
    await registry.push(content, content.index(referrers), NAME, tag);
  }
  for (const suffix of ['sig', 'att', 'sbom']) {
    const tag = `${index.digest.replace(':', '-')}.${suffix}`;
    const digest = content.tags.get(tag)!;
    const { mediaType, bytes } = content.manifests.get(digest)!;
    const manifest = { mediaType, digest, size: bytes.length };
    await registry.push(content, manifest, NAME, tag);
  }
}
