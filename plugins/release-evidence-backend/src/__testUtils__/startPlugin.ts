import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import githubModule from 'backstage-plugin-release-evidence-backend-module-github';
import registryModule from 'backstage-plugin-release-evidence-backend-module-registry';
import type { Knex } from 'knex';
import { releaseEvidencePlugin } from '../plugin';

export const GITHUB_SECRET = "It's a Secret to Everybody";
export const REGISTRY_TOKEN = 'registry-token';
export const BASE = '/api/release-evidence';

/** The sources and environments that most tests use. */
export const testConfig: JsonObject = {
  sources: {
    github: { type: 'github', secret: GITHUB_SECRET },
    registry: {
      type: 'distribution',
      token: REGISTRY_TOKEN,
      host: 'registry.acme.test',
    },
  },
  environments: [
    { name: 'staging', requires: 'minimum' },
    { name: 'production', protected: true, aliases: ['prod'] },
  ],
  trust: { runnerGroups: { dedicated: ['release-builders'] } },
};

export const paymentsComponent: Entity = component('payments', {
  'release-evidence.io/artifacts':
    'registry.acme.test/payments, ghcr.io/acme/payments',
  'github.com/project-slug': 'acme/payments',
});

/** A component of the catalog with annotations. */
export function component(
  name: string,
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/team',
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
  };
}

/** The plugin in a backend of its own, on the database given or SQLite. */
export async function startPlugin(options?: {
  entities?: Entity[];
  knex?: Knex;
  config?: JsonObject;
  features?: Parameters<typeof startTestBackend>[0]['features'];
}) {
  const { knex } = options ?? {};
  const entities = options?.entities ?? [paymentsComponent];
  const backend = await startTestBackend({
    features: [
      releaseEvidencePlugin,
      githubModule,
      registryModule,
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: { releaseEvidence: options?.config ?? testConfig },
      }),
      ...(process.env.TEST_LOG
        ? [mockServices.rootLogger.factory({ level: 'debug' })]
        : []),
      ...(knex
        ? [
            createServiceFactory({
              service: coreServices.database,
              deps: {},
              factory: () => ({ getClient: async () => knex }),
            }),
          ]
        : []),
      ...(options?.features ?? []),
    ],
  });
  return {
    server: backend.server,
    refs: entities.map(entity => stringifyEntityRef(entity)),
    stop: () => backend.stop(),
  };
}
