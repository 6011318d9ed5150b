export { releaseEvidenceApiRef } from './ReleaseEvidenceApi';
export type {
  DeliveryListQuery,
  ReleaseEvidenceApi,
  ReleaseListQuery,
  ReleaseQuery,
} from './ReleaseEvidenceApi';
export { ReleaseEvidenceClient } from './ReleaseEvidenceClient';
