import type {
  ComponentEnvironment,
  ReleaseSummary,
} from 'backstage-plugin-release-evidence-common';
import type { Texts } from '../../translations';
import { mainTag, releaseName } from '../Digest/releaseName';
import { asClause } from '../sentence';

/**
 * The one sentence the tab opens with: of the furthest environment that
 * something runs in; else of the latest release. Undefined without releases.
 */
export function tabSentence(
  t: Texts,
  environments: ComponentEnvironment[],
  newest: ReleaseSummary | undefined,
): string | undefined {
  const last = environments[environments.length - 1];
  const furthest = environments.findLast(({ running }) => running !== null);
  if (furthest) {
    return runningSentence(t, furthest, last.environment);
  }
  if (last?.latest) {
    return t('tab.nothingRuns', {
      release: releaseName(last.latest),
      stand: t(`stand.${last.latest.level}`),
      last: last.environment,
    });
  }
  return newest
    ? t('tab.noEnvironment', {
        release: releaseName({
          tag: mainTag(newest.tags),
          digest: newest.digest,
        }),
      })
    : undefined;
}

function runningSentence(
  t: Texts,
  { environment, running, nextStep }: ComponentEnvironment,
  last: string,
): string {
  const known = {
    release: releaseName(running!),
    environment,
    stand: t(`stand.${running!.level}`),
  };
  if (environment !== last) {
    return t('tab.notYetInLast', { ...known, last });
  }
  return nextStep
    ? t('tab.running', {
        ...known,
        next: t(`level.${nextStep.level}`),
        requirement: asClause(nextStep.requirement),
      })
    : t('tab.runningAtTop', known);
}
