import type { ComponentFacts } from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { chunked, Queryable } from '../database/dialect';

/** By what components are selected: permissions, scorecards, policies. */
export type ComponentRelation = 'owner' | 'system' | 'lifecycle' | 'tag';

export type ComponentRelations = Record<ComponentRelation, string[]>;

/** A component of the catalog as we keep it. */
export interface CatalogComponent {
  facts: ComponentFacts;
  relations: ComponentRelations;
}

/** What changed in the catalog since it was last read. */
export interface ComponentChanges {
  changed: CatalogComponent[];
  removed: string[];
}

type NameKind = 'artifact' | 'repository';

/** The catalog's components, as far as releases need to know them. */
export class ComponentStore {
  constructor(private readonly knex: Knex) {}

  async all(): Promise<Map<string, CatalogComponent>> {
    const rows: { ref: string; facts: string }[] = await this.knex(
      'components',
    ).select('ref', 'facts');
    const relations = await this.relations(rows.map(({ ref }) => ref));
    return new Map(
      rows.map(({ ref, facts }) => [
        ref,
        { facts: JSON.parse(facts), relations: relations.get(ref)! },
      ]),
    );
  }

  /** The relations of components, sorted; empty for one that is not known. */
  async relations(refs: string[]): Promise<Map<string, ComponentRelations>> {
    const found = new Map(
      refs.map((ref): [string, ComponentRelations] => [
        ref,
        { owner: [], system: [], lifecycle: [], tag: [] },
      ]),
    );
    for (const chunk of chunked(refs)) {
      const rows: {
        component: string;
        relation: ComponentRelation;
        target: string;
      }[] = await this.knex('component_relations')
        .whereIn('component', chunk)
        .orderBy('target')
        .select('component', 'relation', 'target');
      rows.forEach(({ component, relation, target }) =>
        found.get(component)![relation].push(target),
      );
    }
    return found;
  }

  async get(refs: string[]): Promise<Map<string, ComponentFacts>> {
    const found = new Map<string, ComponentFacts>();
    for (const chunk of chunked(refs)) {
      const rows: { facts: string }[] = await this.knex('components')
        .whereIn('ref', chunk)
        .select('facts');
      for (const row of rows) {
        const facts: ComponentFacts = JSON.parse(row.facts);
        found.set(facts.ref, facts);
      }
    }
    return found;
  }

  async save({ changed, removed }: ComponentChanges): Promise<void> {
    await this.knex.transaction(async transaction => {
      const refs = [...removed, ...changed.map(({ facts }) => facts.ref)];
      for (const chunk of chunked(refs)) {
        for (const table of ['component_names', 'component_relations']) {
          await transaction(table).whereIn('component', chunk).delete();
        }
        await transaction('components').whereIn('ref', chunk).delete();
      }
      await insert(
        transaction,
        'components',
        changed.map(({ facts }) => ({
          ref: facts.ref,
          facts: JSON.stringify(facts),
        })),
      );
      await insert(
        transaction,
        'component_names',
        changed.flatMap(({ facts }) => namesOf(facts)),
      );
      await insert(
        transaction,
        'component_relations',
        changed.flatMap(relationsOf),
      );
    });
  }
}

/** Another replica may be saving the same; the same twice is no conflict. */
async function insert(
  transaction: Queryable,
  table: string,
  rows: object[],
): Promise<void> {
  for (const chunk of chunked(rows, 3)) {
    await transaction(table).insert(chunk).onConflict().ignore();
  }
}

function relationsOf({ facts, relations }: CatalogComponent) {
  return Object.entries(relations).flatMap(([relation, targets]) =>
    targets.map(target => ({ component: facts.ref, relation, target })),
  );
}

function namesOf(facts: ComponentFacts) {
  const rows = (kind: NameKind, names: string[]) =>
    names
      .filter(name => name.length <= 512)
      .map(name => ({ kind, name, component: facts.ref }));
  // A repository stands in for artifact names only where none are given: the
  // components of a monorepo would claim each other's artifacts otherwise.
  return facts.artifacts.length > 0
    ? rows('artifact', facts.artifacts)
    : rows('repository', facts.repositories);
}

/** The components that claim an artifact by its name, else by its source. */
export async function claimants(
  knex: Queryable,
  kind: NameKind,
  names: string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const chunk of chunked([...new Set(names)])) {
    const rows: { name: string; component: string }[] = await knex(
      'component_names',
    )
      .where('kind', kind)
      .whereIn('name', chunk)
      .select('name', 'component');
    for (const { name, component } of rows) {
      found.set(name, [...(found.get(name) ?? []), component]);
    }
  }
  return found;
}

/** Which of the components the catalog has. */
export async function knownComponents(
  knex: Queryable,
  refs: string[],
): Promise<Set<string>> {
  const known = new Set<string>();
  for (const chunk of chunked([...new Set(refs)])) {
    const rows: { ref: string }[] = await knex('components')
      .whereIn('ref', chunk)
      .select('ref');
    rows.forEach(({ ref }) => known.add(ref));
  }
  return known;
}
