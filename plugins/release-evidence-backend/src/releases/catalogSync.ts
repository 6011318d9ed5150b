import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  hasReleaseEvidence,
  readComponentAnnotations,
} from 'backstage-plugin-release-evidence-common';
import type { CatalogComponent, ComponentStore } from './componentStore';
import type { ReleaseTracker } from './releaseTracker';

const PAGE = 500;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.tags',
  'spec.lifecycle',
  'relations',
];

/**
 * Keeps our copy of what the catalog says of components. Evidence that came
 * before a component was registered, or before it claimed an artifact's name,
 * is taken up when it does.
 */
export class CatalogSync {
  private running: Promise<number> | undefined;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      components: ComponentStore;
      tracker: ReleaseTracker;
      logger: LoggerService;
      onAdopted: () => void;
    },
  ) {}

  /**
   * Reads the catalog once and answers how many components have releases;
   * callers that come meanwhile share the reading.
   */
  async refresh(): Promise<number> {
    this.running ??= this.read().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async read(): Promise<number> {
    const { components, tracker, logger, onAdopted } = this.options;
    const current = await this.components();
    const known = await components.all();
    const changed = [...current.entries()]
      .filter(([ref, component]) => !same(component, known.get(ref)))
      .map(([, component]) => component);
    const removed = [...known.keys()].filter(ref => !current.has(ref));
    if (changed.length === 0 && removed.length === 0) {
      return current.size;
    }
    await components.save({ changed, removed });
    for (const ref of removed) {
      await tracker.abandon(ref);
    }
    for (const { facts } of changed) {
      const before = known.get(facts.ref)?.facts;
      if (before && names(facts) !== names(before)) {
        await tracker.abandon(facts.ref);
      }
      if (JSON.stringify(facts) !== JSON.stringify(before)) {
        await tracker.adopt(facts, new Date());
      }
    }
    logger.info(
      `The catalog changed: ${changed.length} components with releases new or changed, ${removed.length} gone`,
    );
    onAdopted();
    return current.size;
  }

  private async components(): Promise<Map<string, CatalogComponent>> {
    const { catalog, auth } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const found = new Map<string, CatalogComponent>();
    const pages = catalog.streamEntities(
      { filter: { kind: 'component' }, fields: FIELDS, pageSize: PAGE },
      { credentials },
    );
    for await (const entities of pages) {
      for (const entity of entities.filter(hasReleaseEvidence)) {
        found.set(stringifyEntityRef(entity), toComponent(entity));
      }
    }
    return found;
  }
}

function toComponent(entity: Entity): CatalogComponent {
  const ref = stringifyEntityRef(entity);
  const targets = (type: string, kind: string) =>
    (entity.relations ?? [])
      .filter(
        relation =>
          relation.type === type && relation.targetRef.startsWith(kind),
      )
      .map(relation => relation.targetRef)
      .sort();
  const lifecycle = entity.spec?.lifecycle;
  return {
    facts: readComponentAnnotations(ref, entity.metadata.annotations ?? {}),
    relations: {
      owner: targets(RELATION_OWNED_BY, ''),
      system: targets(RELATION_PART_OF, 'system:'),
      lifecycle: typeof lifecycle === 'string' ? [lifecycle] : [],
      tag: [...new Set(entity.metadata.tags ?? [])].sort(),
    },
  };
}

function same(a: CatalogComponent, b: CatalogComponent | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function names({ artifacts, repositories }: CatalogComponent['facts']): string {
  return JSON.stringify([artifacts, repositories]);
}
