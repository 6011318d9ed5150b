import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import type { ReleaseScope } from '../permissions/releaseAuthorizer';
import type { ReleaseFilter } from '../permissions/releaseRules';

/** Narrows a query over `releases` to what somebody may see. */
export function withinScope(
  query: Knex.QueryBuilder,
  scope: ReleaseScope,
  knex: Knex,
): void {
  switch (scope.kind) {
    case 'all':
      return;
    case 'none':
      query.whereRaw('1 = 0');
      return;
    default:
      query.where(inner => applyCriteria(inner, scope.criteria, knex));
  }
}

function applyCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<ReleaseFilter>,
  knex: Knex,
): void {
  if (isNotCriteria(criteria)) {
    query.whereNot(inner => applyCriteria(inner, criteria.not, knex));
  } else if (isAndCriteria(criteria)) {
    criteria.allOf.forEach(part =>
      query.andWhere(inner => applyCriteria(inner, part, knex)),
    );
  } else if (isOrCriteria(criteria)) {
    criteria.anyOf.forEach(part =>
      query.orWhere(inner => applyCriteria(inner, part, knex)),
    );
  } else {
    applyFilter(query, criteria, knex);
  }
}

function applyFilter(
  query: Knex.QueryBuilder,
  filter: ReleaseFilter,
  knex: Knex,
): void {
  if ('components' in filter) {
    query.whereIn('releases.component', filter.components);
  } else {
    query.whereIn(
      'releases.component',
      knex('component_relations')
        .where('relation', filter.relation)
        .whereIn('target', filter.targets)
        .select('component'),
    );
  }
}
