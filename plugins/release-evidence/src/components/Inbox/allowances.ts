import { usePermission } from '@backstage/plugin-permission-react';
import {
  deliveryImportPermission,
  deliveryReplayPermission,
} from 'backstage-plugin-release-evidence-common';

/** Whether something may be done; unknown until the portal has answered. */
export interface Allowance {
  allowed: boolean;
  /** The portal said no, so it is worth saying why. */
  denied: boolean;
}

export function useMayReplay(): Allowance {
  return allowanceOf(usePermission({ permission: deliveryReplayPermission }));
}

export function useMayImport(): Allowance {
  return allowanceOf(usePermission({ permission: deliveryImportPermission }));
}

function allowanceOf(answer: {
  loading: boolean;
  allowed: boolean;
}): Allowance {
  return {
    allowed: answer.allowed,
    denied: !answer.loading && !answer.allowed,
  };
}
