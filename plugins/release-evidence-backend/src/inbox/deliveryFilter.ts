import type { DeliveryStatus } from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';

/** Which deliveries are meant; what is left out narrows nothing. */
export interface DeliveryFilter {
  status?: DeliveryStatus;
  source?: string;
  /** The sender's name for the kind of request. */
  type?: string;
  /** Stands in the reason or the error, in any case. */
  text?: string;
  /** Received then or later. */
  from?: Date;
  /** Received before. */
  to?: Date;
  ids?: string[];
  /** The id that the page before ended with. */
  before?: string;
}

/** Narrows a query over `deliveries`. */
export function narrow(
  query: Knex.QueryBuilder,
  filter: DeliveryFilter,
): Knex.QueryBuilder {
  const { status, source, type, text, from, to, ids, before } = filter;
  if (status) {
    query.where('status', status);
  }
  if (source) {
    query.where('source', source);
  }
  if (type) {
    query.where('type', type);
  }
  if (text) {
    withText(query, text);
  }
  if (from) {
    query.where('id', '>=', firstIdAt(from));
  }
  if (to) {
    query.where('id', '<', firstIdAt(to));
  }
  if (ids) {
    query.whereIn('id', ids);
  }
  if (before) {
    query.where('id', '<', before);
  }
  return query;
}

/** Of the deliveries that are done, almost all, none has a reason or error. */
function withText(query: Knex.QueryBuilder, text: string): void {
  const pattern = `%${text.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
  query
    .whereNot('status', 'done')
    .where(inner =>
      inner
        .whereRaw(`lower(reason) LIKE ? ESCAPE '!'`, pattern)
        .orWhereRaw(`lower(error) LIKE ? ESCAPE '!'`, pattern),
    );
}

/**
 * Where the ids of a moment begin: a UUIDv7 starts with its milliseconds, so
 * that the index on ids also finds times.
 */
function firstIdAt(moment: Date): string {
  const milliseconds = Math.max(0, moment.getTime())
    .toString(16)
    .padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}`;
}
