import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { KeyUse } from './trustKeys';
import { createTrustSet, TrustSet } from './trustSet';

const PACKAGE = 'backstage-plugin-release-evidence-backend';

/** The part of the configuration that names roots and keys. */
export interface TrustConfig {
  roots: ('public-good' | { file: string; name?: string })[];
  keys: {
    id: string;
    file: string;
    hint?: string;
    validFrom?: string;
    validUntil?: string;
    use?: KeyUse[];
  }[];
}

/**
 * What relative paths in the configuration are relative to: the portal's own
 * folder, wherever in it the backend was started.
 */
export function portalFolder(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'backstage.json'))) {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      return start;
    }
  }
}

/**
 * Reads the configured roots and keys. `public-good` is the root of the public
 * Sigstore instance that comes with the package; nothing is ever fetched.
 *
 * @param folder - what relative files are relative to
 */
export async function loadTrust(
  config: TrustConfig,
  folder: string,
): Promise<TrustSet> {
  const roots = config.roots.map(async (root, index) => {
    const configKey = `releaseEvidence.trust.roots[${index}]`;
    if (root === 'public-good') {
      const file = resolvePackagePath(
        PACKAGE,
        'trust-roots',
        'public-good.json',
      );
      return {
        name: root,
        text: (await read(file, configKey)).toString(),
        configKey,
      };
    }
    const key = `${configKey}.file`;
    const text = await read(path.resolve(folder, root.file), key);
    const name = root.name ?? path.basename(root.file).replace(/\.jsonl?$/, '');
    return { name, text: text.toString(), configKey: key };
  });
  const keys = config.keys.map(async ({ file, ...key }, index) => {
    const configKey = `releaseEvidence.trust.keys[${index}]`;
    const bytes = await read(path.resolve(folder, file), `${configKey}.file`);
    return { ...key, bytes, configKey };
  });
  return createTrustSet({
    roots: await Promise.all(roots),
    keys: await Promise.all(keys),
  });
}

async function read(file: string, configKey: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new InputError(
      `${configKey}: ${file} cannot be read (${
        (error as NodeJS.ErrnoException).code ?? 'error'
      }); name a file that the backend may read`,
    );
  }
}
