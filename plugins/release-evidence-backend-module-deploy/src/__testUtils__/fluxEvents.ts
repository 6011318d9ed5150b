import { digestOf } from './deliveries';

export const UID = 'd2b9b3c1-6a3c-4f53-8b70-0a7d7f2f5c11';

interface Changes {
  kind?: string;
  namespace?: string;
  uid?: string | null;
  reason?: string;
  message?: string;
  timestamp?: string;
  metadata?: Record<string, string>;
}

/** An event as the notification controller sends it on. */
export function fluxEvent(changes: Changes = {}) {
  const { kind = 'Kustomization', reason = 'ReconciliationSucceeded' } =
    changes;
  return {
    involvedObject: {
      kind,
      namespace: changes.namespace ?? 'apps',
      name: 'payments',
      uid: changes.uid === undefined ? UID : changes.uid,
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      resourceVersion: '4711',
    },
    severity: reason.endsWith('Failed') ? 'error' : 'info',
    timestamp: changes.timestamp ?? '2026-10-01T10:00:00Z',
    message:
      changes.message ?? 'Reconciliation finished in 1.2s, next run in 10m0s',
    reason,
    metadata: {
      commit_status: 'update',
      ...(changes.metadata ?? { revision: `1.4.2@${digestOf('a')}` }),
    },
    reportingController: 'kustomize-controller',
    reportingInstance: 'kustomize-controller-7c7b47f5f-8qk4x',
  };
}
