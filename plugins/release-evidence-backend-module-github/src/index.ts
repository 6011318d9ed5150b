/**
 * GitHub webhooks as Release Evidence.
 *
 * @packageDocumentation
 */
export { releaseEvidenceModuleGithub as default } from './module';
export { githubSourceType } from './githubSource';
