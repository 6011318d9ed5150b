import { ageInDays, TrustSet } from '../trust';
import type {
  Health,
  Instant,
  SourceHealth,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { TimestampColumn, toInstant } from '../database/columns';
import type { RejectionCount, Rejections } from '../ingress/rejections';
import type { ConfiguredSource } from '../ingress/sourceRegistry';
import { isSilent, RECENT_DELIVERIES, usualSilenceSeconds } from './silence';

const RECENTLY_MS = 3_600_000;

type HealthSubject = Omit<ConfiguredSource, 'source'>;

interface SourceFigures {
  lastAcceptedAt: Instant | null;
  usualSilenceSeconds: number | null;
  oldestPendingAt: Instant | null;
  dead: number;
}

/** How each source is doing. */
export class HealthReader {
  /** @param builtIn - names under which the plugin itself delivers */
  constructor(
    private readonly knex: Knex,
    private readonly sources: ConfiguredSource[],
    private readonly builtIn: string[],
    private readonly rejections: Rejections,
    private readonly trust: TrustSet,
  ) {}

  async health(now: Date): Promise<Health> {
    const rejected = await this.rejections.all();
    const subjects = [...this.sources, ...(await this.leftBehind())];
    return {
      sources: await Promise.all(
        subjects.map(async subject =>
          toSourceHealth(
            subject,
            await this.figures(subject.id),
            rejected.get(subject.id),
            now,
          ),
        ),
      ),
      trust: this.trust.roots.map(root => ({
        root: root.name,
        ageDays: ageInDays(root, now),
        refused: root.refused.map(({ field, reason }) => `${field} ${reason}`),
      })),
      log: { size: 0, verifiedAt: null },
    };
  }

  /** What is no longer configured, but has deliveries that wait for it. */
  private async leftBehind(): Promise<HealthSubject[]> {
    const rows: { source: string }[] = await this.knex('deliveries')
      .whereIn('status', ['pending', 'dead'])
      .distinct('source')
      .orderBy('source');
    const known = new Set([
      ...this.sources.map(({ id }) => id),
      ...this.builtIn,
    ]);
    return rows
      .filter(({ source }) => !known.has(source))
      .map(({ source }) => ({
        id: source,
        type: 'unknown',
        notServed:
          'it is no longer configured; configure it again and replay its deliveries',
      }));
  }

  private async figures(source: string): Promise<SourceFigures> {
    const recent: { received_at: TimestampColumn }[] = await this.knex(
      'deliveries',
    )
      .where({ source })
      .orderBy('id', 'desc')
      .limit(RECENT_DELIVERIES)
      .select('received_at');
    const oldest = await this.knex('deliveries')
      .where({ source, status: 'pending' })
      .orderBy('id')
      .first<{ received_at: TimestampColumn } | undefined>('received_at');
    const [dead] = await this.knex('deliveries')
      .where({ source, status: 'dead' })
      .count({ count: '*' });
    const times = recent.map(row => toInstant(row.received_at));
    return {
      lastAcceptedAt: times[0] ?? null,
      usualSilenceSeconds: usualSilenceSeconds(times.map(Date.parse)),
      oldestPendingAt: oldest ? toInstant(oldest.received_at) : null,
      dead: Number(dead.count),
    };
  }
}

function toSourceHealth(
  { id, type, notServed }: HealthSubject,
  figures: SourceFigures,
  rejected: RejectionCount | undefined,
  now: Date,
): SourceHealth {
  const { lastAcceptedAt, oldestPendingAt, dead } = figures;
  const refusing =
    rejected !== undefined &&
    now.getTime() - Date.parse(rejected.at) < RECENTLY_MS &&
    (lastAcceptedAt === null || rejected.at > lastAcceptedAt);
  return {
    id,
    type,
    status: statusOf({
      notServed: notServed !== null,
      failing: refusing || dead > 0,
      silent: isSilent({
        lastAccepted:
          lastAcceptedAt === null ? null : Date.parse(lastAcceptedAt),
        usualSeconds: figures.usualSilenceSeconds,
        now: now.getTime(),
      }),
    }),
    ...(notServed === null ? {} : { reason: notServed }),
    lastAcceptedAt,
    lastRejected: rejected ?? null,
    lagSeconds:
      oldestPendingAt === null
        ? 0
        : Math.max(0, (now.getTime() - Date.parse(oldestPendingAt)) / 1000),
    dead,
    usualSilenceSeconds: figures.usualSilenceSeconds,
  };
}

function statusOf(signs: {
  notServed: boolean;
  failing: boolean;
  silent: boolean;
}): SourceHealth['status'] {
  if (signs.notServed) {
    return 'not-served';
  }
  if (signs.failing) {
    return 'failing';
  }
  return signs.silent ? 'silent' : 'ok';
}
