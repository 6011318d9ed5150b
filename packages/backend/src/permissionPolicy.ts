import {
  BackstageUserInfo,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  createReleaseEvidenceConditionalDecision,
  releaseEvidenceConditions,
} from 'backstage-plugin-release-evidence-backend';

const RELEASE = 'release-evidence-release';

/**
 * Everybody who is known may do everything that the plugins' own rules allow;
 * guests see the releases of what they own, and so none.
 */
class ExamplePolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!isGuest(user?.info)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (isResourcePermission(permission, RELEASE)) {
      return createReleaseEvidenceConditionalDecision(
        permission,
        releaseEvidenceConditions.isComponentOwner({
          claims: user?.info.ownershipEntityRefs ?? [],
        }),
      );
    }
    return {
      result: permission.name.startsWith('release-evidence.')
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    };
  }
}

function isGuest(info: BackstageUserInfo | undefined): boolean {
  return info?.userEntityRef === 'user:default/guest';
}

/** The permission policy of this portal, as an example for others. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'example-policy',
  register(registration) {
    registration.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new ExamplePolicy());
      },
    });
  },
});
