import { createServiceFactory } from '@backstage/backend-plugin-api';
import { createBackend } from '@backstage/backend-defaults';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { replicaSafeDatabase } from 'backstage-plugin-release-evidence-backend';

/*
 * The plugin in a process of its own that may be killed at any instant: the
 * real HTTP server, the real database, the real workers. Only the catalog,
 * which belongs to another plugin, is given.
 */

const components: Entity[] = JSON.parse(process.env.COMPONENTS!).map(
  ([name, annotations]: [string, Record<string, string>]) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'service', lifecycle: 'production', owner: 'team' },
  }),
);

const backend = createBackend();
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalogServiceMock({ entities: components }),
  }),
);
backend.add(replicaSafeDatabase);
backend.add(import('backstage-plugin-release-evidence-backend'));
backend.add(import('backstage-plugin-release-evidence-backend-module-github'));
backend.add(
  import('backstage-plugin-release-evidence-backend-module-registry'),
);
// A portal that could not start must not look as if it were starting still.
backend.start().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
