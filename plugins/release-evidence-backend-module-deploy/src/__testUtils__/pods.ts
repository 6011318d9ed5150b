import { digestOf } from './deliveries';

export interface PodChanges {
  name?: string;
  namespace?: string;
  uid?: string;
  owner?: object | null;
  labels?: object;
  startTime?: string;
  deletionTimestamp?: string;
  containers?: object[];
}

export const REPLICA_SET_UID = '6e6bd5b8-0d0c-4f65-8a51-1a5d9c0b7a10';

export function container(changes: object = {}) {
  return {
    name: 'app',
    image: 'ghcr.io/acme/payments:1.4.2',
    imageID: `ghcr.io/acme/payments@${digestOf('a')}`,
    containerID: 'containerd://5b0d',
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: '2026-10-01T10:00:07Z' } },
    lastState: {},
    ...changes,
  };
}

/** A pod as `kubectl get -o json` prints it. */
export function pod(changes: PodChanges = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: changes.name ?? 'payments-7d4b9c6f5-abcde',
      namespace: changes.namespace ?? 'production',
      uid: changes.uid ?? 'b7a7a6d4-8d51-4d4f-9d4e-3d5b1c6f0a01',
      creationTimestamp: '2026-10-01T10:00:00Z',
      deletionTimestamp: changes.deletionTimestamp,
      labels: changes.labels ?? {
        app: 'payments',
        'pod-template-hash': '7d4b9c6f5',
      },
      ownerReferences:
        changes.owner === null
          ? undefined
          : [
              changes.owner ?? {
                apiVersion: 'apps/v1',
                kind: 'ReplicaSet',
                name: 'payments-7d4b9c6f5',
                uid: REPLICA_SET_UID,
                controller: true,
              },
            ],
    },
    spec: { containers: [{ env: [{ name: 'PASSWORD', value: 'hunter2' }] }] },
    status: {
      phase: 'Running',
      startTime: changes.startTime ?? '2026-10-01T10:00:01Z',
      initContainerStatuses: [
        container({
          name: 'migrate',
          imageID: `ghcr.io/acme/migrations@${digestOf('e')}`,
        }),
      ],
      containerStatuses: changes.containers ?? [container()],
    },
  };
}

export function replicaSet(revision: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: 'payments-7d4b9c6f5',
      namespace: 'production',
      uid: REPLICA_SET_UID,
      annotations: { 'deployment.kubernetes.io/revision': revision },
    },
    status: { replicas: 2 },
  };
}

export const list = (...items: unknown[]) => ({
  apiVersion: 'v1',
  kind: 'List',
  items,
});
