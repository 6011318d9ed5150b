import {
  Assessment,
  Digest,
  findEnvironment,
  Environment,
  Instant,
  ReleaseSource,
  ReleaseTag,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { BigintColumn, TimestampColumn, toInstant } from '../database/columns';
import { chunked, Queryable } from '../database/dialect';
import { enqueueReleases } from '../releases/releaseQueue';
import type { GatheredRelease } from './gather';

/** A release as scored: what the tables keep of it. */
export interface ScoredRelease {
  gathered: GatheredRelease;
  assessments: Assessment[];
}

/** What a list shows of a release without gathering its facts. */
export interface StoredSummary {
  repository: string | null;
  tags: ReleaseTag[];
  source: ReleaseSource | null;
  title: string | null;
}

interface DeploymentRow {
  release_id: BigintColumn;
  component: string;
  environment: string;
  deployed_at: TimestampColumn;
  finished_at: TimestampColumn | null;
  deployment: string;
  digest: Digest;
  commit: string | null;
}

/** Keeps what scoring found out, and whom else it concerns. */
export class AssessmentStore {
  constructor(
    private readonly knex: Knex,
    private readonly environments: Environment[],
  ) {}

  /**
   * Stores scored releases. Where one changed in a way that another release of
   * its component looks at (when it ran, its commit, its place in the order),
   * that other release is queued in the same transaction.
   */
  async save(scored: ScoredRelease[], now: Date): Promise<void> {
    await this.knex.transaction(async transaction => {
      const successors: number[] = [];
      for (const release of scored) {
        const moved = await updateRelease(transaction, release.gathered);
        const redeployed = await this.replaceDeployments(
          transaction,
          release.gathered,
        );
        if (moved || redeployed.size > 0) {
          successors.push(
            ...(await successorsOf(transaction, release.gathered, redeployed)),
          );
        }
      }
      await upsertAssessments(transaction, scored);
      await enqueueReleases(transaction, successors, now);
    });
  }

  /** The environments whose deployments of the release changed, since when. */
  private async replaceDeployments(
    transaction: Queryable,
    gathered: GatheredRelease,
  ): Promise<Map<string, Instant>> {
    const before: DeploymentRow[] = await transaction('release_deployments')
      .where({ release_id: gathered.id })
      .select();
    const after = this.deploymentRows(gathered);
    const known = new Set(before.map(fingerprint));
    const wanted = new Set(after.map(fingerprint));
    const changed = [
      ...before.filter(row => !wanted.has(fingerprint(row))),
      ...after.filter(row => !known.has(fingerprint(row))),
    ];
    if (changed.length > 0) {
      await transaction('release_deployments')
        .where({ release_id: gathered.id })
        .delete();
      for (const chunk of chunked(after, 8)) {
        await transaction('release_deployments').insert(chunk);
      }
    }
    const since = new Map<string, Instant>();
    for (const row of changed) {
      const at = toInstant(row.deployed_at);
      const earlier = since.get(row.environment);
      since.set(row.environment, earlier && earlier < at ? earlier : at);
    }
    return since;
  }

  private deploymentRows(gathered: GatheredRelease): DeploymentRow[] {
    return gathered.facts.deployments.flatMap(deployment => {
      const environment = findEnvironment(
        this.environments,
        deployment.environment,
      );
      return environment && deployment.deployedAt !== null
        ? [
            {
              release_id: gathered.id,
              component: gathered.component,
              environment: environment.name,
              deployed_at: new Date(deployment.deployedAt),
              finished_at:
                deployment.finishedAt === null
                  ? null
                  : new Date(deployment.finishedAt),
              deployment: deployment.deployment,
              digest: gathered.digest,
              commit: gathered.facts.source?.commit ?? null,
            },
          ]
        : [];
    });
  }
}

function fingerprint(row: DeploymentRow): string {
  return JSON.stringify([
    row.environment,
    row.deployment,
    toInstant(row.deployed_at),
    row.finished_at && toInstant(row.finished_at),
    row.commit,
  ]);
}

/** Whether the release's place among the others, or its commit, changed. */
async function updateRelease(
  transaction: Queryable,
  { id, facts, partOf, storedRecordedAt }: GatheredRelease,
): Promise<boolean> {
  const recordedAt =
    facts.recorded.map(({ at }) => at).sort()[0] ?? storedRecordedAt;
  const place = {
    recorded_at: new Date(recordedAt),
    part_of: partOf,
    commit: facts.source?.commit ?? null,
  };
  const row = await transaction('releases').where({ id }).first<
    | {
        recorded_at: TimestampColumn;
        part_of: string | null;
        commit: string | null;
        summary: string | null;
      }
    | undefined
  >('recorded_at', 'part_of', 'commit', 'summary');
  const summary = JSON.stringify(summaryOf(facts));
  const moved =
    row !== undefined &&
    (toInstant(row.recorded_at) !== recordedAt ||
      row.part_of !== partOf ||
      row.commit !== place.commit ||
      row.summary === null);
  if (row && (moved || row.summary !== summary)) {
    await transaction('releases')
      .where({ id })
      .update({ ...place, summary });
  }
  return moved;
}

function summaryOf(facts: GatheredRelease['facts']): StoredSummary {
  const { source } = facts;
  return {
    repository: facts.repository,
    tags: facts.tags.map(({ name, from, to }) => ({ name, from, to })),
    source: source && {
      repository: source.repository,
      commit: source.commit,
      binding: source.binding,
    },
    title: titleOf(facts),
  };
}

/** The first line of the message of the commit that was built. */
export function titleOf(facts: GatheredRelease['facts']): string | null {
  const commit = facts.source?.commit;
  return (
    facts.landings
      .flatMap(landing => landing.commits)
      .find(entry => entry.commit === commit)?.title ??
    facts.pullRequests.find(entry => entry.mergeCommit === commit)?.title ??
    null
  );
}

/**
 * Releases of the component that may follow this one: the next to be released,
 * those that never ran where its deployments changed, and the next that did.
 */
async function successorsOf(
  transaction: Queryable,
  { id, component, storedRecordedAt, facts }: GatheredRelease,
  redeployed: Map<string, Instant>,
): Promise<number[]> {
  const recordedAt = [
    storedRecordedAt,
    ...facts.recorded.map(({ at }) => at),
  ].sort()[0];
  const ids = (rows: { id: BigintColumn }[]) => rows.map(row => Number(row.id));
  const next = await transaction('releases')
    .where({ component })
    .whereNot({ id })
    .where('recorded_at', '>=', new Date(recordedAt))
    .orderBy('recorded_at')
    .limit(2)
    .select('id');
  const found = ids(next);
  for (const [environment, since] of redeployed) {
    found.push(
      ...ids(
        await transaction('releases')
          .where({ component })
          .whereNot({ id })
          .where('recorded_at', '>=', new Date(recordedAt))
          .whereNotExists(
            transaction('release_deployments')
              .whereRaw('release_deployments.release_id = releases.id')
              .where({ environment })
              .select(transaction.raw('1')),
          )
          .select('id'),
      ),
      ...ids(
        await transaction('release_deployments')
          .where({ component, environment })
          .whereNot({ release_id: id })
          .where('deployed_at', '>', new Date(since))
          .orderBy('deployed_at')
          .limit(1)
          .select('release_id as id'),
      ),
    );
  }
  return found;
}

async function upsertAssessments(
  transaction: Queryable,
  scored: ScoredRelease[],
): Promise<void> {
  const rows = scored
    .flatMap(({ gathered, assessments }) =>
      assessments.map(assessment => ({
        release_id: gathered.id,
        environment: assessment.environment,
        level: assessment.level,
        open_findings: assessment.findings.filter(
          ({ status }) => status === 'open',
        ).length,
        policy_version: assessment.policyVersion,
        fingerprint: assessment.fingerprint,
        assessed_at: new Date(assessment.assessedAt),
        document: JSON.stringify(assessment),
      })),
    )
    .sort((a, b) => a.release_id - b.release_id);
  for (const chunk of chunked(rows, 8)) {
    await transaction('assessments')
      .insert(chunk)
      .onConflict(['release_id', 'environment'])
      .merge();
  }
}
