/**
 * Container registry webhooks as Release Evidence.
 *
 * @packageDocumentation
 */
export { releaseEvidenceModuleRegistry as default } from './module';
export { distributionSourceType } from './distribution/distributionSource';
