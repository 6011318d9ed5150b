/**
 * GitLab webhooks as Release Evidence.
 *
 * @packageDocumentation
 */
export { releaseEvidenceModuleGitlab as default } from './module';
export { gitlabSourceType } from './gitlabSource';
