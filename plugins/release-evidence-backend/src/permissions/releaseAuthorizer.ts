import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import { releaseReadPermission } from 'backstage-plugin-release-evidence-common';
import {
  ReleaseFilter,
  ReleaseResource,
  releaseResourceRef,
} from './releaseRules';

/** Which releases somebody may see; the database applies the criteria. */
export type ReleaseScope =
  | { kind: 'all' }
  | { kind: 'none' }
  | { kind: 'matching'; criteria: PermissionCriteria<ReleaseFilter> };

/** Asks the portal's permission policy. */
export class ReleaseAuthorizer {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly registry: PermissionsRegistryService,
  ) {}

  /** The releases that a list may show. */
  async scope(credentials: BackstageCredentials): Promise<ReleaseScope> {
    const decision = await this.decide(credentials);
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return { kind: 'all' };
      case AuthorizeResult.CONDITIONAL:
        return {
          kind: 'matching',
          criteria: createConditionTransformer(
            this.registry.getPermissionRuleset(releaseResourceRef),
          )(decision.conditions),
        };
      default:
        return { kind: 'none' };
    }
  }

  /** Whether one release may be seen. */
  async maySee(
    credentials: BackstageCredentials,
    release: ReleaseResource,
  ): Promise<boolean> {
    return createConditionAuthorizer(
      this.registry.getPermissionRuleset(releaseResourceRef),
    )(await this.decide(credentials), release);
  }

  /** @throws NotAllowedError that names the permission. */
  async demand(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void> {
    const [decision] = await this.permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `The permission ${permission.name} is needed for this`,
      );
    }
  }

  private async decide(
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: releaseReadPermission }],
      { credentials },
    );
    return decision;
  }
}
