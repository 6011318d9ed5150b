import { hash } from 'node:crypto';
import {
  canonicalJson,
  evidenceClassOf,
  EvidenceRecord,
  Instant,
  Observation,
  subjectOf,
} from 'backstage-plugin-release-evidence-common';

/** Which event of which delivery said it. */
export interface EvidenceOrigin {
  source: string;
  event: string;
  delivery: string;
  receivedAt: Instant;
}

/**
 * Makes the record of an observation. The id is the hash of what was said and
 * by which event, so that the same event, however often it comes and wherever
 * it is stored, is one record with one name.
 */
export function evidenceRecord(
  observation: Observation,
  origin: EvidenceOrigin,
): EvidenceRecord {
  const content = canonicalJson({
    source: origin.source,
    event: origin.event,
    observation,
  });
  return {
    id: `ev-${hash('sha256', content).slice(0, 32)}`,
    class: evidenceClassOf(observation),
    observation,
    source: origin.source,
    delivery: origin.delivery,
    subject: subjectOf(observation),
    occurredAt: observation.time?.at ?? origin.receivedAt,
    timeBasis: observation.time?.basis ?? 'received',
    receivedAt: origin.receivedAt,
  };
}
