import type { Digest } from 'backstage-plugin-release-evidence-common';
import { Descriptor, readManifest } from './manifestContent';
import type { Problems } from './problems';
import type { Page, RegistryManifest } from './registryClient';
import { RegistryError } from './registryError';
import type { RepositoryReader } from './repositoryReader';

/*
 * Where referrers are found
 *
 * - `GET /v2/<name>/referrers/<digest>` lists them, in pages, where the registry
 *   has the API of the distribution spec 1.1.
 * - Where it has not, clients keep the same list as an index of their own under
 *   the tag `sha256-<hex>`.
 * - cosign's older form has a tag for each kind, `sha256-<hex>.sig`, `.att` and
 *   `.sbom`, each a manifest that names no subject but by its tag. Registries
 *   with the API know nothing of it, so these are asked for in any case.
 */

/** What a registry says refers to a digest, and how it says so. */
export interface Referrer {
  digest: Digest;
  via: 'referrers-api' | 'fallback-tag' | 'cosign-tag';
  /** Where finding it meant reading it. */
  manifest?: RegistryManifest;
}

const COSIGN_SUFFIXES = ['sig', 'att', 'sbom'];
const MAX_PAGES = 20;

/**
 * What refers to the digest. A way of finding them that fails takes nothing from
 * the others, and a list that breaks off gives what came before.
 */
export async function referrersOf(
  reader: RepositoryReader,
  digest: Digest,
  problems: Problems,
): Promise<Referrer[]> {
  const found: Referrer[] = [];
  const tag = digest.replace(':', '-');
  for (const suffix of COSIGN_SUFFIXES) {
    const manifest = await problems.attempt(() =>
      reader.manifest(`${tag}.${suffix}`),
    );
    if (manifest) {
      found.push({ digest: manifest.digest, via: 'cosign-tag', manifest });
    }
  }
  const hasApi = await problems.attempt(() =>
    readByApi(reader, digest, found, problems),
  );
  if (hasApi === false) {
    await problems.attempt(() => readByTag(reader, tag, found, problems));
  }
  return found;
}

/** Answers whether the registry has the API. */
async function readByApi(
  reader: RepositoryReader,
  digest: Digest,
  found: Referrer[],
  problems: Problems,
): Promise<boolean> {
  let page = await reader.referrersPage(digest, undefined);
  // A registry without the API may answer any path with a page for people.
  if (!page?.mediaType.endsWith('json')) {
    return false;
  }
  for (let pages = 1; page; pages++) {
    const entries = listed(page, `the referrers of ${digest}`, problems);
    found.push(
      ...entries.map((entry): Referrer => {
        return { digest: entry.digest, via: 'referrers-api' };
      }),
    );
    const { next }: Page = page;
    if (next !== undefined && pages >= MAX_PAGES) {
      throw new RegistryError(
        `${reader.name}: more than ${MAX_PAGES} pages of referrers of ${digest}`,
        { lasting: true },
      );
    }
    page =
      next === undefined ? undefined : await reader.referrersPage(digest, next);
  }
  return true;
}

async function readByTag(
  reader: RepositoryReader,
  tag: string,
  found: Referrer[],
  problems: Problems,
): Promise<void> {
  const index = await reader.manifest(tag);
  const entries = index ? listed(index, `the tag ${tag}`, problems) : [];
  found.push(
    ...entries.map((entry): Referrer => {
      return { digest: entry.digest, via: 'fallback-tag' };
    }),
  );
}

function listed(
  index: Pick<RegistryManifest, 'bytes' | 'mediaType'>,
  what: string,
  problems: Problems,
): Descriptor[] {
  const { isIndex, manifests, faults } = readManifest(index);
  if (!isIndex) {
    faults.push('no index');
  }
  faults.forEach(fault => problems.note(`${what}: ${fault}`));
  return manifests;
}
