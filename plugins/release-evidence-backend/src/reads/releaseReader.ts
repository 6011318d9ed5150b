import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  assess,
  findEnvironment,
  identifier,
  parseDigest,
  Policy,
  ReleaseDocument,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import type { Gatherer } from '../assessment/gather';
import { BigintColumn } from '../database/columns';
import { toReleaseDocument } from './releaseDocument';
import type { Visibility } from './visibility';

/** Whole releases, scored from what is stored at the moment of asking. */
export class ReleaseReader {
  constructor(
    private readonly options: {
      knex: Knex;
      gatherer: Gatherer;
      policy: Policy;
      visibility: Visibility;
    },
  ) {}

  /**
   * One release with all its evidence. Any digest of it will do.
   *
   * @throws NotFoundError for a digest that is unknown, or hidden from the
   * caller; ConflictError when several components share it and none is named.
   */
  async release(
    query: { digest: string; component?: string; environment?: string },
    credentials: BackstageCredentials,
    now: Date,
  ): Promise<ReleaseDocument> {
    const { gatherer, policy } = this.options;
    const environment = this.environment(query.environment);
    const id = await this.find(query, credentials);
    const [gathered] = await gatherer.gather([id]);
    if (!gathered) {
      throw new NotFoundError(`No release has the digest ${query.digest}`);
    }
    return toReleaseDocument({
      gathered,
      assessment: environment
        ? assess(gathered.facts, environment, policy, now.toISOString())
        : null,
      policy,
    });
  }

  private environment(name: string | undefined) {
    const { environments } = this.options.policy;
    if (name === undefined) {
      return environments[environments.length - 1];
    }
    const environment = findEnvironment(environments, name);
    if (!environment) {
      throw new InputError(
        `environment: "${name}" is not configured; use ${environments
          .map(entry => entry.name)
          .join(', ')}`,
      );
    }
    return environment;
  }

  private async find(
    query: { digest: string; component?: string },
    credentials: BackstageCredentials,
  ): Promise<number> {
    const digest = parseDigest(query.digest);
    if (!digest) {
      throw new InputError(
        `digest: "${query.digest}" is no digest; write sha256: and 64 lower-case hex digits`,
      );
    }
    const releases = await this.candidates(digest, query.component);
    const readable = new Set(
      await this.options.visibility.readableComponents(
        releases.map(({ component }) => component),
        credentials,
      ),
    );
    const found = releases.filter(({ component }) => readable.has(component));
    const components = [...new Set(found.map(({ component }) => component))];
    if (components.length > 1) {
      throw new ConflictError(
        `Several components share ${digest}; name one as component: ${components
          .sort()
          .join(', ')}`,
      );
    }
    if (found.length === 0) {
      throw new NotFoundError(`No release has the digest ${digest}`);
    }
    return (found.find(entry => entry.digest === digest) ?? found[0]).id;
  }

  /** Releases with the digest: their own, or a platform of their index. */
  private async candidates(digest: string, component: string | undefined) {
    const rows: { id: BigintColumn; component: string; digest: string }[] =
      await this.options
        .knex('release_identifiers')
        .join('releases', 'releases.id', 'release_identifiers.release_id')
        .where('identifier', identifier.digest(digest))
        .whereNull('releases.part_of')
        .modify(query => {
          if (component) {
            query.where('releases.component', component);
          }
        })
        .orderBy('releases.recorded_at', 'desc')
        .select('releases.id', 'releases.component', 'releases.digest');
    return rows.map(row => ({ ...row, id: Number(row.id) }));
  }
}
