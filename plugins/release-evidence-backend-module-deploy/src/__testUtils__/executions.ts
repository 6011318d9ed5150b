import { digestOf } from './deliveries';

export const ID = '01JAVZ5M8X3N0Q2R4T6V8W0Y1Z';
export const at = (minute: number) => Date.UTC(2026, 9, 1, 10, minute);

export const IMAGE = `ghcr.io/acme/payments@${digestOf('a')}`;

export const workload = (image: string) => ({
  kind: 'Deployment',
  spec: { template: { spec: { containers: [{ name: 'app', image }] } } },
});

/** Stages as Orca keeps them: a deployment to staging, a judgment, another deployment. */
export const stages = {
  staging: {
    id: 'stage-1',
    refId: '1',
    requisiteStageRefIds: [],
    type: 'deployManifest',
    name: 'Deploy to staging',
    status: 'SUCCEEDED',
    startTime: at(0),
    endTime: at(2),
    context: { account: 'k8s-stage', cloudProvider: 'kubernetes' },
    outputs: { manifests: [workload(IMAGE)] },
  },
  judgment: {
    id: 'stage-2',
    refId: '2',
    requisiteStageRefIds: ['1'],
    type: 'manualJudgment',
    name: 'Release?',
    status: 'SUCCEEDED',
    startTime: at(2),
    endTime: at(10),
    context: {
      judgmentStatus: 'continue',
      judgmentInput: 'looks good',
      lastModifiedBy: 'mira@acme.test',
    } as Record<string, unknown>,
    lastModified: { user: 'mira@acme.test', lastModifiedTime: at(9) },
    outputs: {},
  },
  production: {
    id: 'stage-3',
    refId: '3',
    requisiteStageRefIds: ['2'],
    type: 'deployManifest',
    name: 'Deploy to production',
    status: 'SUCCEEDED',
    startTime: at(10),
    endTime: at(12),
    context: { account: 'k8s-prod', cloudProvider: 'kubernetes' } as Record<
      string,
      unknown
    >,
    outputs: { manifests: [workload(IMAGE)] } as Record<string, unknown>,
  },
};

export type AnyStage = Record<string, unknown>;

export function pipelineEvent(
  list: AnyStage[] = Object.values(stages),
  type = 'orca:pipeline:complete',
) {
  const execution = {
    type: 'PIPELINE',
    id: ID,
    application: 'payments',
    name: 'Release',
    status: 'SUCCEEDED',
    stages: list,
    authentication: { user: 'anonymous' },
    trigger: { type: 'docker', user: 'priya' },
  };
  return {
    details: {
      source: 'orca',
      type,
      created: '1790848800000',
      application: 'payments',
      requestHeaders: {},
    },
    content: { execution, executionId: ID },
    eventId: '5f0f6a0e-2a0e-4d8b-a9b8-2d8f1b1d9a11',
  };
}

export const production = (changes: AnyStage) =>
  pipelineEvent([{ ...stages.production, ...changes }]);
