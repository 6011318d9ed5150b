/**
 * Deployment webhooks as Release Evidence.
 *
 * @packageDocumentation
 */
export { releaseEvidenceModuleDeploy as default } from './module';
export { argocdSourceType } from './argocd/argocdSource';
export { fluxSourceType } from './flux/fluxSource';
export { genericSourceType } from './generic/genericSource';
export { kubernetesSourceType } from './kubernetes/kubernetesSource';
export { spinnakerSourceType } from './spinnaker/spinnakerSource';
