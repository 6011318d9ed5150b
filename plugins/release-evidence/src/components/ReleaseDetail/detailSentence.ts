import type {
  Assessment,
  CellLevel,
  ReleaseDocument,
} from 'backstage-plugin-release-evidence-common';
import type { Texts } from '../../translations';
import { mainTag, releaseName } from '../Digest/releaseName';
import { nextLevel } from '../Level/level';
import { lastDeployment } from './promotion';

/**
 * The one sentence a release opens with: where it is, at which level, and what
 * the next level lacks. What evidence speaks against comes before what only
 * lacks evidence.
 */
export function detailSentence(t: Texts, release: ReleaseDocument): string {
  const { assessment, digest, tags } = release;
  const name = releaseName({ tag: mainTag(tags), digest });
  if (!assessment) {
    return t('detail.notScored', { release: name });
  }
  const { environment } = assessment;
  const status = lastDeployment(release, environment)?.status ?? 'none';
  const known = {
    release: name,
    place: t(`place.${status}`, { environment }),
    stand: t(`stand.${assessment.level}`),
  };
  const next = nextLevel(assessment.level);
  if (!next) {
    return t('detail.atTop', known);
  }
  const needed = requirementsAt(assessment, next);
  const refused = needed.find(({ status: found }) => found === 'not-met');
  return refused
    ? t('detail.fails', {
        ...known,
        next: t(`level.${next}`),
        reason: refused.reason,
      })
    : t('detail.awaits', {
        ...known,
        next: t(`level.${next}`),
        missing: String(needed.filter(entry => entry.status !== 'met').length),
        total: String(needed.length),
      });
}

function requirementsAt({ controls }: Assessment, level: CellLevel) {
  return controls
    .flatMap(({ cells }) => cells)
    .filter(cell => cell.level === level)
    .flatMap(({ requirements }) => requirements);
}
