import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';

/** The entities of one file of the demo's catalog. */
function entitiesOf(file: string): Entity[] {
  const text = readFileSync(
    resolvePackagePath('release-evidence-demo', 'catalog', file),
    'utf8',
  );
  return parseAllDocuments(text).map(document => {
    if (document.errors.length > 0) {
      throw new Error(`${file}: ${document.errors[0].message}`);
    }
    return document.toJS();
  });
}

/** Everything that the catalog of the demo leads to. */
export function catalogEntities(): Entity[] {
  const locations = entitiesOf('all.yaml');
  const targets = locations.flatMap(({ spec }) => spec?.targets as string[]);
  return [...locations, ...targets.flatMap(entitiesOf)];
}
