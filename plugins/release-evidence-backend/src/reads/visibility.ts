import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  ReleaseAuthorizer,
  ReleaseScope,
} from '../permissions/releaseAuthorizer';
import type { ComponentStore } from '../releases/componentStore';

/**
 * Who sees what. A release is visible to whoever may see its component in the
 * catalog and may read the release by the portal's policy. To everybody else it
 * does not exist: saying "forbidden" would say that it does.
 */
export class Visibility {
  constructor(
    private readonly catalog: CatalogService,
    private readonly authorizer: ReleaseAuthorizer,
    private readonly components: ComponentStore,
  ) {}

  scope(credentials: BackstageCredentials): Promise<ReleaseScope> {
    return this.authorizer.scope(credentials);
  }

  /** Those of the components that the catalog shows to the caller. */
  async visibleComponents(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const distinct = [...new Set(refs)];
    if (distinct.length === 0) {
      return new Set();
    }
    const { items } = await this.catalog.getEntitiesByRefs(
      {
        entityRefs: distinct,
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    return new Set(distinct.filter((_, index) => items[index] !== undefined));
  }

  /** Those of the components whose releases the caller may read. */
  async readableComponents(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const visible = await this.visibleComponents(refs, credentials);
    const relations = await this.components.relations([...visible]);
    const readable: string[] = [];
    for (const component of visible) {
      const resource = { component, relations: relations.get(component)! };
      if (await this.authorizer.maySee(credentials, resource)) {
        readable.push(component);
      }
    }
    return readable;
  }

  /** @throws NotFoundError when the caller may not see it, or it is none. */
  async demandComponent(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [readable] = await this.readableComponents([ref], credentials);
    if (!readable) {
      throw new NotFoundError(`There is no component ${ref}`);
    }
  }
}
