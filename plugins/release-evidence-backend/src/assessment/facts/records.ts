import type {
  EvidenceRecord,
  Observation,
} from 'backstage-plugin-release-evidence-common';

/** A record whose observation is of one type. */
export type RecordOf<O extends Observation> = EvidenceRecord & {
  observation: O;
};

/** One order for records, the same on every machine. */
export function byTimeThenId(a: EvidenceRecord, b: EvidenceRecord): number {
  if (a.occurredAt !== b.occurredAt) {
    return a.occurredAt < b.occurredAt ? -1 : 1;
  }
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
