import type {
  Environment,
  Predecessor,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import type { Queryable } from '../database/dialect';

/** A release whose predecessors are sought. */
export interface Successor {
  release: number;
  component: string;
  recordedAt: string;
  /** When it first took effect in each environment. */
  deployedAt: Map<string, string>;
}

interface Found {
  release: number;
  environment: string;
  digest: string;
  commit: string | null;
}

/** SQLite takes no more parts of a compound select. */
const MAX_PARTS = 400;

/**
 * The release before each, for each environment: the one that ran when it was
 * deployed, or, while it is not, the last deployed one among the older ones.
 * Under the empty environment name stands the previous release of the component.
 */
export async function findPredecessors(
  knex: Queryable,
  successors: Successor[],
  environments: Environment[],
): Promise<Map<number, Predecessor[]>> {
  const parts = successors.flatMap(successor => [
    ...environments.map(({ name }) => ranBefore(knex, successor, name)),
    releasedBefore(knex, successor),
  ]);
  const predecessors = new Map<number, Predecessor[]>();
  for (let start = 0; start < parts.length; start += MAX_PARTS) {
    const [first, ...rest] = parts.slice(start, start + MAX_PARTS);
    const rows: Found[] = await first.unionAll(rest);
    for (const { release, environment, digest, commit } of rows) {
      const list = predecessors.get(Number(release)) ?? [];
      list.push({ environment, digest, commit });
      predecessors.set(Number(release), list);
    }
  }
  for (const list of predecessors.values()) {
    list.sort((a, b) => (a.environment < b.environment ? -1 : 1));
  }
  return predecessors;
}

function ranBefore(
  knex: Queryable,
  { release, component, recordedAt, deployedAt }: Successor,
  environment: string,
): Knex.QueryBuilder {
  const at = deployedAt.get(environment);
  const query = knex('release_deployments as ran')
    .join('releases as earlier', 'earlier.id', 'ran.release_id')
    .where('ran.component', component)
    .where('ran.environment', environment)
    .whereNot('ran.release_id', release)
    .orderBy([
      { column: 'ran.deployed_at', order: 'desc' },
      { column: 'ran.digest', order: 'desc' },
    ])
    .limit(1);
  if (at) {
    query.where('ran.deployed_at', '<', new Date(at));
  } else {
    query.where('earlier.recorded_at', '<', new Date(recordedAt));
  }
  return part(knex, query, release, environment, 'ran');
}

function releasedBefore(
  knex: Queryable,
  { release, component, recordedAt }: Successor,
): Knex.QueryBuilder {
  const query = knex('releases as earlier')
    .where('component', component)
    .whereNull('part_of')
    .whereNot('id', release)
    .where('recorded_at', '<', new Date(recordedAt))
    .orderBy([
      { column: 'recorded_at', order: 'desc' },
      { column: 'digest', order: 'desc' },
    ])
    .limit(1);
  return part(knex, query, release, '', 'earlier');
}

function part(
  knex: Queryable,
  query: Knex.QueryBuilder,
  release: number,
  environment: string,
  table: string,
): Knex.QueryBuilder {
  query.select(
    knex.raw('CAST(? AS integer) AS release', [release]),
    knex.raw('CAST(? AS text) AS environment', [environment]),
    `${table}.digest`,
    `${table}.commit`,
  );
  return knex.select('*').from(query.as('found'));
}
