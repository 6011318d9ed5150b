import type { DeliveryDetail } from 'backstage-plugin-release-evidence-common';
import type { Texts } from '../../translations';
import { asClause } from '../sentence';

/** What became of a delivery. */
export function deliverySentence(t: Texts, delivery: DeliveryDetail): string {
  const { source, status, attempts, evidence, error, reason } = delivery;
  switch (status) {
    case 'done':
      return t('deliveryDetail.done', { count: evidence.length, source });
    case 'ignored':
      return t('deliveryDetail.ignored', {
        source,
        reason: asClause(reason ?? ''),
      });
    case 'dead':
      return t('deliveryDetail.dead', { count: attempts, source });
    default:
      return error
        ? t('deliveryDetail.retried', { count: attempts, source })
        : t('deliveryDetail.pending', { source });
  }
}
