import { commitOf, digestOf } from './deliveries';

/** An Application as Argo CD keeps it, with every field that it may have of those we name. */
export function application(
  changes: {
    phase?: string;
    health?: string | null;
    labels?: object;
    namespace?: string;
    images?: string[] | null;
    live?: string[];
    times?: { startedAt?: string; finishedAt?: string | null };
    username?: string;
    revision?: string;
  } = {},
) {
  const repoURL = 'https://github.com/acme/payments-deploy.git';
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'payments',
      namespace: 'argocd',
      uid: '2f0f3a5e-8a35-4b7e-9c0d-2f6a2f1b7f10',
      labels: changes.labels ?? {},
      annotations: { 'notifications.argoproj.io/subscribe.a.b': '' },
    },
    spec: {
      project: 'default',
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: changes.namespace ?? 'production',
      },
      source: {
        repoURL,
        path: 'overlays/production',
        targetRevision: 'main',
        chart: '',
        helm: { parameters: [{ name: 'password', value: 'hunter2' }] },
      },
      sources: [],
    },
    status: {
      health:
        changes.health === null
          ? null
          : {
              status: changes.health ?? 'Healthy',
              lastTransitionTime: '2026-10-01T10:01:10Z',
            },
      summary: {
        images: changes.live ?? [`ghcr.io/acme/payments@${digestOf('a')}`],
      },
      sync: { status: 'Synced', revision: commitOf('c') },
      operationState: {
        phase: changes.phase ?? 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt: '2026-10-01T10:00:00Z',
        finishedAt: '2026-10-01T10:00:30Z',
        ...changes.times,
        operation: {
          sync: { revision: commitOf('c') },
          initiatedBy: changes.username
            ? { username: changes.username }
            : { automated: true },
        },
        syncResult: {
          revision: changes.revision ?? commitOf('c'),
          revisions: [],
          source: { repoURL },
          resources: [
            {
              kind: 'Deployment',
              name: 'payments',
              status: 'Synced',
              hookType: '',
              images:
                changes.images === undefined
                  ? [`ghcr.io/acme/payments:1.4.2@${digestOf('a')}`]
                  : changes.images,
            },
            {
              kind: 'Job',
              name: 'migrate',
              hookType: 'PreSync',
              images: [`ghcr.io/acme/migrations@${digestOf('e')}`],
            },
          ],
        },
      },
    },
  };
}
