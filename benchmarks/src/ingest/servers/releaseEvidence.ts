import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { REPOSITORY } from '../payload';
import { answerControl, endWith } from './control';

/*
 * The plugin in a portal's backend, with its workers running. The catalog's
 * own background would be measured with it, so a fixed catalog stands in: one
 * component, whose repository is the one that is pushed to.
 */

const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: { 'github.com/project-slug': REPOSITORY },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
};

async function main(): Promise<void> {
  const backend = createBackend();
  backend.add(import('backstage-plugin-release-evidence-backend'));
  backend.add(
    import('backstage-plugin-release-evidence-backend-module-github'),
  );
  backend.add(
    createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () => new InMemoryCatalogClient({ entities: [payments] }),
    }),
  );
  await backend.start();
  answerControl();
}

main().catch(endWith);
