import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Assessment,
  Control,
  CONTROLS,
  Environment,
  Level,
  Page,
  ReleaseSummary,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import type { StoredSummary } from '../assessment/assessmentStore';
import { BigintColumn, TimestampColumn, toInstant } from '../database/columns';
import { decodeCursor, encodeCursor } from './cursor';
import { withinScope } from './releaseScope';
import { runningReleases, RunningRelease } from './running';
import type { Visibility } from './visibility';

export interface ReleaseQuery {
  component?: string;
  /** The environment whose level is shown and filtered by. */
  environment?: string;
  level?: Level;
  cursor?: string;
  limit: number;
}

interface Row {
  id: BigintColumn;
  component: string;
  digest: string;
  recorded_at: TimestampColumn;
  summary: string | null;
  environment: string | null;
  level: Level | null;
  open_findings: number | null;
  document: string | null;
}

/** Lists of releases, newest first. */
export class ReleaseList {
  constructor(
    private readonly knex: Knex,
    private readonly environments: Environment[],
    private readonly visibility: Visibility,
  ) {}

  async page(
    query: ReleaseQuery,
    credentials: BackstageCredentials,
  ): Promise<Page<ReleaseSummary>> {
    if (query.component) {
      await this.visibility.demandComponent(query.component, credentials);
    }
    const rows = await this.rows(query, credentials);
    const page = rows.slice(0, query.limit);
    const visible = await this.visibility.visibleComponents(
      page.map(({ component }) => component),
      credentials,
    );
    const shown = page.filter(({ component }) => visible.has(component));
    const running = await runningReleases(
      this.knex,
      shown.map(({ component }) => component),
    );
    const last = page[page.length - 1];
    return {
      items: shown.map(row => toReleaseSummary(row, running)),
      ...(rows.length > query.limit
        ? {
            nextCursor: encodeCursor([
              toInstant(last.recorded_at),
              Number(last.id),
            ]),
          }
        : {}),
    };
  }

  private async rows(
    { component, environment, level, cursor, limit }: ReleaseQuery,
    credentials: BackstageCredentials,
  ): Promise<Row[]> {
    const scored =
      environment ?? this.environments[this.environments.length - 1]?.name;
    const query = this.knex('releases')
      .leftJoin('assessments', join =>
        join
          .on('assessments.release_id', 'releases.id')
          .andOn(this.knex.raw('assessments.environment = ?', [scored ?? ''])),
      )
      .whereNull('releases.part_of')
      .orderBy([
        { column: 'releases.recorded_at', order: 'desc' },
        { column: 'releases.id', order: 'desc' },
      ])
      .limit(limit + 1)
      .select(
        'releases.id',
        'releases.component',
        'releases.digest',
        'releases.recorded_at',
        'releases.summary',
        'assessments.environment',
        'assessments.level',
        'assessments.open_findings',
        'assessments.document',
      );
    withinScope(query, await this.visibility.scope(credentials), this.knex);
    if (component) {
      query.where('releases.component', component);
    }
    if (level) {
      query.where('assessments.level', level);
    }
    if (cursor) {
      const [recordedAt, id] = decodeCursor(cursor);
      query.whereRaw('(releases.recorded_at, releases.id) < (?, ?)', [
        new Date(recordedAt),
        id,
      ]);
    }
    return query;
  }
}

const NO_CONTROLS = Object.fromEntries(
  CONTROLS.map(control => [control, 'none']),
) as Record<Control, Level>;

function toReleaseSummary(row: Row, running: RunningRelease[]): ReleaseSummary {
  const summary: StoredSummary | null = row.summary && JSON.parse(row.summary);
  const assessment: Assessment | null =
    row.document && JSON.parse(row.document);
  return {
    component: row.component,
    digest: row.digest,
    repository: summary?.repository ?? null,
    tags: summary?.tags ?? [],
    source: summary?.source ?? null,
    title: summary?.title ?? null,
    recordedAt: toInstant(row.recorded_at),
    environment: row.environment,
    level: row.level ?? 'none',
    controls: assessment
      ? (Object.fromEntries(
          assessment.controls.map(({ control, level }) => [control, level]),
        ) as Record<Control, Level>)
      : NO_CONTROLS,
    openFindings: row.open_findings ?? 0,
    runsIn: running
      .filter(entry => entry.release === Number(row.id))
      .map(({ environment, since }) => ({ environment, since })),
  };
}
