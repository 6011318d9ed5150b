/**
 * Container registry webhooks as Release Evidence.
 *
 * @packageDocumentation
 */
export { releaseEvidenceModuleRegistry as default } from './module';
export { acrSourceType } from './acr/acrSource';
export { distributionSourceType } from './distribution/distributionSource';
export { dockerhubSourceType } from './dockerhub/dockerhubSource';
export { ecrSourceType } from './ecr/ecrSource';
export { garSourceType } from './gar/garSource';
export { harborSourceType } from './harbor/harborSource';
export { jfrogSourceType } from './jfrog/jfrogSource';
export { nexusSourceType } from './nexus/nexusSource';
export { quaySourceType } from './quay/quaySource';
