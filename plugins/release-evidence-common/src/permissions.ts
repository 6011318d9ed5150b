import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of a release in conditional decisions. @public */
export const RESOURCE_TYPE_RELEASE = 'release-evidence-release';

/** To see a release, its evidence and its score. @public */
export const releaseReadPermission = createPermission({
  name: 'release-evidence.release.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_RELEASE,
});

/** To hand in evidence by upload. @public */
export const evidenceCreatePermission = createPermission({
  name: 'release-evidence.evidence.create',
  attributes: { action: 'create' },
});

/** To ask for the approval of a release. @public */
export const releaseRequestApprovalPermission = createPermission({
  name: 'release-evidence.release.request-approval',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_RELEASE,
});

/** To decide on an approval request. @public */
export const releaseApprovePermission = createPermission({
  name: 'release-evidence.release.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_RELEASE,
});

/** To grant an exception that somebody else asked for. @public */
export const exceptionGrantPermission = createPermission({
  name: 'release-evidence.exception.grant',
  attributes: { action: 'update' },
});

/** To deploy past the gate in an emergency. @public */
export const breakGlassUsePermission = createPermission({
  name: 'release-evidence.break-glass.use',
  attributes: { action: 'create' },
});

/** To see the inbox of deliveries. @public */
export const deliveryReadPermission = createPermission({
  name: 'release-evidence.delivery.read',
  attributes: { action: 'read' },
});

/** To process a delivery again. @public */
export const deliveryReplayPermission = createPermission({
  name: 'release-evidence.delivery.replay',
  attributes: { action: 'update' },
});

/** To load recorded deliveries, on one's own word that they are true. @public */
export const deliveryImportPermission = createPermission({
  name: 'release-evidence.delivery.import',
  attributes: { action: 'create' },
});

/** Every permission of the plugin. @public */
export const releaseEvidencePermissions = [
  releaseReadPermission,
  evidenceCreatePermission,
  releaseRequestApprovalPermission,
  releaseApprovePermission,
  exceptionGrantPermission,
  breakGlassUsePermission,
  deliveryReadPermission,
  deliveryReplayPermission,
  deliveryImportPermission,
];
