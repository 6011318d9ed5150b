import { EvidenceRecord } from 'backstage-plugin-release-evidence-common';
import type {
  Delivery,
  Observed,
} from 'backstage-plugin-release-evidence-node';
import type { ClaimedDelivery, Settlement } from '../inbox/deliveryStore';
import { evidenceRecord } from './evidenceRecord';
import type { EvidenceStore } from './evidenceStore';

/** Reads a delivery with the adapter of its source. */
export type Observe = (
  source: string,
  delivery: Delivery,
) => Observed | Promise<Observed>;

/**
 * Reads deliveries, appends what they say, and tells who it concerns. Each step
 * may be repeated: records have the same ids the second time, and what follows
 * from them is derived anew.
 */
export function createDeliveryProcessor(options: {
  observe: Observe;
  evidence: EvidenceStore;
  onAppended: (records: EvidenceRecord[], now: Date) => Promise<void>;
}) {
  const { observe, evidence, onAppended } = options;
  return async (
    deliveries: ClaimedDelivery[],
    now: Date,
  ): Promise<Map<string, Settlement>> => {
    const records: EvidenceRecord[] = [];
    const settlements = new Map<string, Settlement>();
    for (const delivery of deliveries) {
      const observed = await observe(delivery.source, delivery);
      const own = recordsOf(delivery, observed);
      records.push(...own);
      settlements.set(
        delivery.id,
        own.length > 0
          ? { status: 'done' }
          : {
              status: 'ignored',
              reason: observed.reason ?? 'there is no release evidence in it',
            },
      );
    }
    await evidence.append(records);
    await onAppended(records, now);
    return settlements;
  };
}

function recordsOf(
  delivery: ClaimedDelivery,
  observed: Observed,
): EvidenceRecord[] {
  return observed.events.flatMap(({ key, observations }) =>
    observations.map(observation =>
      evidenceRecord(observation, {
        source: delivery.source,
        event: key,
        delivery: delivery.id,
        receivedAt: delivery.receivedAt,
      }),
    ),
  );
}
