export type { FoundDocument } from './documentCollector';
export type { Inspection } from './inspectArtifact';
export { inspectArtifact } from './inspectArtifact';
export { RegistryClient } from './registryClient';
export type {
  DeliverFinding,
  InspectedDocument,
  InspectedManifest,
  RegistryFinding,
  Resolution,
} from './registryFinding';
export { RegistryQueue } from './registryQueue';
export { FINDINGS_SOURCE } from './registryTask';
export { RegistryWorker } from './registryWorker';
