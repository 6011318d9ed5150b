import { InputError, NotFoundError } from '@backstage/errors';
import type {
  Delivery,
  Observed,
  Source,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { configError } from '../config/settings';

/** A source as configured; `notServed` tells why nobody can deliver to it. */
export interface ConfiguredSource {
  id: string;
  type: string;
  source: Source | null;
  notServed: string | null;
}

/** The senders that the configuration names, each with its adapter. */
export class SourceRegistry {
  private constructor(
    private readonly sources: Map<string, ConfiguredSource>,
  ) {}

  /** @throws InputError that names the key which is wrong. */
  static create(
    configured: Record<string, { type: string }>,
    types: ReadonlyMap<string, SourceType<unknown>>,
  ): SourceRegistry {
    const sources = Object.entries(configured).map(([id, config]) => {
      const root = `releaseEvidence.sources.${id}`;
      const sourceType = types.get(config.type);
      if (!sourceType) {
        throw new InputError(
          `${root}.type: "${
            config.type
          }" is no type of a source; the installed modules know ${[
            ...types.keys(),
          ]
            .sort()
            .join(', ')}`,
        );
      }
      const parsed = sourceType.configSchema.safeParse(config);
      if (!parsed.success) {
        throw configError(root, parsed.error);
      }
      const created = sourceType.create(parsed.data);
      return 'notServed' in created
        ? { id, type: config.type, source: null, notServed: created.notServed }
        : { id, type: config.type, source: created, notServed: null };
    });
    return new SourceRegistry(new Map(sources.map(entry => [entry.id, entry])));
  }

  all(): ConfiguredSource[] {
    return [...this.sources.values()];
  }

  /** @throws NotFoundError for one that is not configured or not served. */
  served(id: string): Source {
    const source = this.sources.get(id)?.source;
    if (!source) {
      throw new NotFoundError(`No source "${id}" is served here`);
    }
    return source;
  }

  readonly observe = (id: string, delivery: Delivery): Observed => {
    const source = this.sources.get(id)?.source;
    if (!source) {
      throw new Error(
        `The source "${id}" is no longer configured; configure it again and replay`,
      );
    }
    return source.observe(delivery);
  };
}
