import type { Digest, Instant } from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { BigintColumn, TimestampColumn, toInstant } from '../database/columns';
import { chunked } from '../database/dialect';

/** A release that runs in an environment. */
export interface RunningRelease {
  release: number;
  component: string;
  environment: string;
  digest: Digest;
  since: Instant;
}

/**
 * What runs where: of each component and environment, the deployment that took
 * effect last and was not taken back.
 */
export async function runningReleases(
  knex: Knex,
  components: string[],
): Promise<RunningRelease[]> {
  const running: RunningRelease[] = [];
  for (const chunk of chunked([...new Set(components)])) {
    const rows: {
      release_id: BigintColumn;
      component: string;
      environment: string;
      digest: string;
      deployed_at: TimestampColumn;
    }[] = await knex('release_deployments as running')
      .whereIn('running.component', chunk)
      .whereNull('running.finished_at')
      .whereNotExists(
        knex('release_deployments as later')
          .whereRaw('later.component = running.component')
          .whereRaw('later.environment = running.environment')
          .whereNull('later.finished_at')
          .whereRaw(
            '(later.deployed_at > running.deployed_at OR (later.deployed_at = running.deployed_at AND (later.digest > running.digest OR (later.digest = running.digest AND later.deployment > running.deployment))))',
          )
          .select(knex.raw('1')),
      )
      .select(
        'running.release_id',
        'running.component',
        'running.environment',
        'running.digest',
        'running.deployed_at',
      );
    running.push(
      ...rows.map(row => ({
        release: Number(row.release_id),
        component: row.component,
        environment: row.environment,
        digest: row.digest,
        since: toInstant(row.deployed_at),
      })),
    );
  }
  return running;
}
