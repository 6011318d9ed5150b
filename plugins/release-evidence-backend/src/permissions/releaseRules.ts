import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_RELEASE } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import type {
  ComponentRelation,
  ComponentRelations,
} from '../releases/componentStore';

/**
 * What a permission decision may look at: the component of a release.
 *
 * @public
 */
export interface ReleaseResource {
  component: string;
  relations: ComponentRelations;
}

/**
 * A condition as the database understands it.
 *
 * @public
 */
export type ReleaseFilter =
  | { components: string[] }
  | { relation: ComponentRelation; targets: string[] };

/** @public */
export const releaseResourceRef = createPermissionResourceRef<
  ReleaseResource,
  ReleaseFilter
>().with({
  pluginId: 'release-evidence',
  resourceType: RESOURCE_TYPE_RELEASE,
});

const isComponentOwner = createPermissionRule({
  name: 'IS_COMPONENT_OWNER',
  description: 'Allow releases of components that one of the claims owns',
  resourceRef: releaseResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity refs of the user and the groups to match'),
  }),
  apply: ({ relations }, { claims }) =>
    relations.owner.some(owner => claims.includes(owner)),
  toQuery: ({ claims }) => ({ relation: 'owner', targets: claims }),
});

const isInSystem = createPermissionRule({
  name: 'IS_IN_SYSTEM',
  description: 'Allow releases of the components of these systems',
  resourceRef: releaseResourceRef,
  paramsSchema: z.object({
    systems: z.array(z.string()).describe('Entity refs of systems'),
  }),
  apply: ({ relations }, { systems }) =>
    relations.system.some(system => systems.includes(system)),
  toQuery: ({ systems }) => ({ relation: 'system', targets: systems }),
});

const isComponent = createPermissionRule({
  name: 'IS_COMPONENT',
  description: 'Allow releases of these components',
  resourceRef: releaseResourceRef,
  paramsSchema: z.object({
    components: z.array(z.string()).describe('Entity refs of components'),
  }),
  apply: ({ component }, { components }) => components.includes(component),
  toQuery: ({ components }) => ({ components }),
});

/** Every rule that a policy may use for releases. @public */
export const releaseRules = { isComponentOwner, isInSystem, isComponent };

const exported = createConditionExports({
  resourceRef: releaseResourceRef,
  rules: releaseRules,
});

/** Conditions for permission policies. @public */
export const releaseEvidenceConditions = exported.conditions;

/** Makes a conditional decision on releases in a permission policy. @public */
export const createReleaseEvidenceConditionalDecision =
  exported.createConditionalDecision;
