import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { read, TOKEN } from '../__testUtils__/deliveries';
import { pipelineEvent, production, stages } from '../__testUtils__/executions';
import { spinnakerSourceType } from './spinnakerSource';

const source = servedSource(spinnakerSourceType, {
  token: TOKEN,
  accounts: { 'k8s-prod': 'production', 'k8s-stage': 'staging' },
});

describe('the configuration', () => {
  it.each([
    [{ token: 't', url: 'https://spinnaker.acme.test' }, true],
    [{ token: 't', accounts: { 'k8s-prod': 'production' } }, true],
    [{ token: 't', url: 'spinnaker' }, false],
    [{ token: '' }, false],
    [{ token: 't', namespaces: {} }, false],
  ])('%j is valid: %p', (config, valid) => {
    const whole = { type: 'spinnaker', ...config };
    expect(spinnakerSourceType.configSchema.safeParse(whole).success).toBe(
      valid,
    );
  });
});

describe('what is not for us', () => {
  it.each<[string, unknown, string]>([
    [
      'another sender’s event',
      { details: { type: 'build' }, content: {} },
      'details.type: only pipelines and their stages deploy',
    ],
    [
      'no execution',
      { details: { type: 'orca:stage:complete' }, content: {} },
      'content.execution: missing',
    ],
    ['no details', {}, 'details: missing'],
    [
      'no stage that deploys',
      pipelineEvent([]),
      'content.execution.stages: none that deploys or decides has begun',
    ],
    [
      'a skipped stage',
      production({ status: 'SKIPPED' }),
      'content.execution.stages: none that deploys or decides has begun',
    ],
    [
      'a stage that another one brings along',
      production({ syntheticStageOwner: 'STAGE_BEFORE' }),
      'content.execution.stages: none that deploys or decides has begun',
    ],
    [
      'no image',
      production({ outputs: {} }),
      'content.execution.stages: outputs.manifests: no image in a manifest, and none among the artifacts',
    ],
    [
      'an account that the map leaves out',
      production({ context: { account: 'x' } }),
      'content.execution.stages: context.account: no environment; configure environment or accounts',
    ],
    [
      'a status that does not exist',
      production({ status: 'GONE' }),
      'content.execution.stages: status: none of RUNNING, PAUSED, SUSPENDED, SUCCEEDED, TERMINAL, FAILED_CONTINUE, STOPPED, CANCELED',
    ],
    [
      'a judgment that ended by itself',
      pipelineEvent([{ ...stages.judgment, context: {}, status: 'CANCELED' }]),
      'content.execution.stages: context.judgmentStatus: neither continue nor stop',
    ],
    [
      'a judgment before nothing',
      pipelineEvent([stages.judgment]),
      'content.execution.stages: requisiteStageRefIds: no deployment with an environment follows the judgment',
    ],
  ])('is ignored with a reason: %s', (_, body, reason) => {
    expect(read(source, body)).toBe(reason);
  });
});
