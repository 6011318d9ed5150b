import type {
  Health,
  Instant,
  SourceHealth,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { TimestampColumn, toInstant } from '../database/columns';
import type { RejectionCount, Rejections } from '../ingress/rejections';
import type { ConfiguredSource } from '../ingress/sourceRegistry';

const RECENTLY_MS = 3_600_000;

interface SourceFigures {
  lastAcceptedAt: Instant | null;
  oldestPendingAt: Instant | null;
  dead: number;
}

/** How each source is doing. */
export class HealthReader {
  constructor(
    private readonly knex: Knex,
    private readonly sources: ConfiguredSource[],
    private readonly rejections: Rejections,
  ) {}

  async health(now: Date): Promise<Health> {
    const rejected = await this.rejections.all();
    return {
      sources: await Promise.all(
        this.sources.map(async source =>
          toSourceHealth(
            source,
            await this.figures(source.id),
            rejected.get(source.id),
            now,
          ),
        ),
      ),
      trust: [],
      log: { size: 0, verifiedAt: null },
    };
  }

  private async figures(source: string): Promise<SourceFigures> {
    const last = await this.knex('deliveries')
      .where({ source })
      .orderBy('id', 'desc')
      .first<{ received_at: TimestampColumn } | undefined>('received_at');
    const oldest = await this.knex('deliveries')
      .where({ source, status: 'pending' })
      .orderBy('id')
      .first<{ received_at: TimestampColumn } | undefined>('received_at');
    const [dead] = await this.knex('deliveries')
      .where({ source, status: 'dead' })
      .count({ count: '*' });
    return {
      lastAcceptedAt: last ? toInstant(last.received_at) : null,
      oldestPendingAt: oldest ? toInstant(oldest.received_at) : null,
      dead: Number(dead.count),
    };
  }
}

function toSourceHealth(
  { id, type, notServed }: ConfiguredSource,
  { lastAcceptedAt, oldestPendingAt, dead }: SourceFigures,
  rejected: RejectionCount | undefined,
  now: Date,
): SourceHealth {
  const refusing =
    rejected !== undefined &&
    now.getTime() - Date.parse(rejected.at) < RECENTLY_MS &&
    (lastAcceptedAt === null || rejected.at > lastAcceptedAt);
  const status = statusOf(
    notServed !== null,
    refusing || dead > 0,
    lastAcceptedAt,
  );
  return {
    id,
    type,
    status,
    ...(notServed === null ? {} : { reason: notServed }),
    lastAcceptedAt,
    lastRejected: rejected ?? null,
    lagSeconds:
      oldestPendingAt === null
        ? 0
        : Math.max(0, (now.getTime() - Date.parse(oldestPendingAt)) / 1000),
    dead,
  };
}

function statusOf(
  notServed: boolean,
  failing: boolean,
  lastAcceptedAt: Instant | null,
): SourceHealth['status'] {
  if (notServed) {
    return 'not-served';
  }
  if (failing) {
    return 'failing';
  }
  return lastAcceptedAt === null ? 'silent' : 'ok';
}
