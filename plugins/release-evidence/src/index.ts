/**
 * The Release Evidence tab, for the portal's new frontend system. For the old
 * one, see `backstage-plugin-release-evidence/legacy`.
 *
 * @packageDocumentation
 */
export { releaseEvidencePlugin as default } from './plugin';
export * from './api';
export { releaseEvidenceTranslationRef } from './translations';
