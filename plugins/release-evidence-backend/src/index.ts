/**
 * The Release Evidence backend plugin.
 *
 * @packageDocumentation
 */
export { releaseEvidencePlugin as default } from './plugin';
export { replicaSafeDatabase } from './database/replicaSafeDatabase';
export {
  createReleaseEvidenceConditionalDecision,
  releaseEvidenceConditions,
  releaseResourceRef,
  releaseRules,
} from './permissions/releaseRules';
export type {
  ReleaseFilter,
  ReleaseResource,
} from './permissions/releaseRules';
export type {
  ComponentRelation,
  ComponentRelations,
} from './releases/componentStore';
