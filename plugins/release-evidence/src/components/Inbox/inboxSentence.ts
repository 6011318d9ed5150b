import type {
  DeliveryCounts,
  SourceHealth,
} from 'backstage-plugin-release-evidence-common';
import type { Texts } from '../../translations';
import { asSentence } from '../sentence';

/** What is most in need of somebody, or that nothing is. */
export function inboxSentence(
  t: Texts,
  sources: SourceHealth[],
  { counts }: DeliveryCounts,
): string {
  const dead = counts.filter(({ status }) => status === 'dead');
  if (dead.length > 0) {
    return t('inboxSentence.dead', {
      count: dead.reduce((sum, { count }) => sum + count, 0),
      sources: dead
        .map(({ source, count }) =>
          t('inboxSentence.deadOf', { source, number: String(count) }),
        )
        .join(', '),
    });
  }
  const failing = sources.filter(({ status }) => status === 'failing');
  if (failing.length > 0) {
    return t('inboxSentence.failing', {
      ...named(failing),
      reason: asSentence(failing[0].lastRejected?.reason ?? ''),
    });
  }
  return quietSentence(t, sources);
}

function quietSentence(t: Texts, sources: SourceHealth[]): string {
  const silent = sources.filter(({ status }) => status === 'silent');
  const fellSilent = silent.filter(
    ({ lastAcceptedAt }) => lastAcceptedAt !== null,
  );
  if (fellSilent.length > 0) {
    return t('inboxSentence.silent', named(fellSilent));
  }
  if (silent.length > 0) {
    return t('inboxSentence.neverDelivered', named(silent));
  }
  const served = sources.filter(({ status }) => status !== 'not-served');
  return served.length > 0
    ? t('inboxSentence.well', { count: served.length })
    : t('inboxSentence.noneServed');
}

function named(sources: SourceHealth[]) {
  return {
    count: sources.length,
    sources: sources.map(({ id }) => id).join(', '),
  };
}
