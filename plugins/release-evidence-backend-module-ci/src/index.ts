/**
 * CI webhooks as Release Evidence.
 *
 * @packageDocumentation
 */
export { releaseEvidenceModuleCi as default } from './module';
export { azureDevopsSourceType } from './azureDevops/azureDevopsSource';
export { buildkiteSourceType } from './buildkite/buildkiteSource';
export { cdeventsSourceType } from './cdevents/cdeventsSource';
export { circleciSourceType } from './circleci/circleciSource';
export { jenkinsSourceType } from './jenkins/jenkinsSource';
