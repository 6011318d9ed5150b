import type {
  Binding,
  Control,
  DeploymentStatus,
  ReleaseDocument,
  Status,
} from 'backstage-plugin-release-evidence-common';
import {
  approval,
  assessment,
  control,
  deployment,
  evidence,
  releaseDocument,
  requirement,
} from '../../__testUtils__/fixtures';
import { englishTexts } from '../../__testUtils__/texts';
import { chainOf, LinkState, Stage, stageOf } from './chainLinks';

const t = englishTexts();

function link(stage: Stage, given: Partial<ReleaseDocument> = {}) {
  return chainOf(t, releaseDocument(given)).find(
    entry => entry.stage === stage,
  )!;
}

/** An assessment whose control has one requirement of Minimum, as given. */
function minimum(name: Control, status: Status) {
  const reason = `Minimum is ${status}.`;
  return assessment([
    control(name, status === 'met' ? 'minimum' : 'none', {
      minimum: [requirement(status, { reason })],
    }),
  ]);
}

const withoutClass = (name: string) =>
  releaseDocument().evidence.filter(item => item.class !== name);

describe('chainOf', () => {
  it('goes from source to deployment, each with its key fact', () => {
    expect(chainOf(t, releaseDocument())).toEqual([
      {
        stage: 'source',
        state: 'ok',
        fact: 'Commit 01234567: Settle in the currency of the merchant',
        records: 1,
      },
      {
        stage: 'build',
        state: 'ok',
        fact: 'Run 17 of Release succeeded',
        records: 1,
      },
      {
        stage: 'artifact',
        state: 'ok',
        fact: 'ghcr.io/acme/payments',
        records: 1,
      },
      {
        stage: 'approval',
        state: 'ok',
        fact: 'By mira for production',
        records: 1,
      },
      {
        stage: 'deployment',
        state: 'ok',
        fact: 'To production by lin',
        records: 1,
      },
    ]);
  });

  it.each<[Stage, Control]>([
    ['source', 'source-protection'],
    ['build', 'build-isolation'],
    ['artifact', 'artifact-identity'],
  ])('judges %s by the lowest cell of its control', (stage, name) => {
    const states: [Status, LinkState][] = [
      ['met', 'ok'],
      ['unknown', 'incomplete'],
      ['not-met', 'failed'],
    ];
    for (const [status, state] of states) {
      expect(link(stage, { assessment: minimum(name, status) }).state).toBe(
        state,
      );
    }
    expect(link(stage, { assessment: minimum(name, 'not-met') }).fact).toBe(
      'Minimum is not-met.',
    );
  });

  it('has no evidence of a source that nobody named', () => {
    expect(
      link('source', {
        source: null,
        assessment: minimum('source-protection', 'unknown'),
      }),
    ).toMatchObject({ state: 'unknown', fact: 'Minimum is unknown.' });
  });

  it('has no evidence of a build without records', () => {
    expect(link('build', { evidence: withoutClass('build') })).toMatchObject({
      state: 'unknown',
      fact: 'The run that built it is not known',
      records: 0,
    });
  });

  it('has no evidence of an artifact that no registry reported', () => {
    expect(link('artifact', { evidence: [] }).state).toBe('unknown');
  });

  it('marks what is only inferred, however well it looks', () => {
    const inferred: Binding = 'inferred';
    const source = { ...releaseDocument().source!, binding: inferred };
    const build = evidence({
      class: 'build',
      kind: 'build-run',
      binding: inferred,
    });
    expect(link('source', { source }).state).toBe('inferred');
    expect(link('build', { evidence: [build] }).state).toBe('inferred');
    expect(
      link('approval', { approvals: [approval({ binding: inferred })] }).state,
    ).toBe('inferred');
    expect(
      link('deployment', { deployments: [deployment({ binding: inferred })] })
        .state,
    ).toBe('inferred');
  });

  it.each([
    ['requested', 'waiting', 'Requested for production'],
    ['rejected', 'failed', 'Rejected by mira for production'],
  ] as const)('shows an approval that was %s', (decision, state, fact) => {
    expect(
      link('approval', { approvals: [approval({ decision })] }),
    ).toMatchObject({ state, fact });
  });

  it('does not call a release defective that merely is not approved yet', () => {
    expect(link('approval', { approvals: [], deployments: [] })).toMatchObject({
      state: 'none',
      fact: 'No approval for production',
    });
  });

  it('calls an approval defective that came too late or does not count', () => {
    expect(
      link('approval', {
        assessment: minimum('deployment-approval', 'not-met'),
      }),
    ).toMatchObject({ state: 'failed', fact: 'Minimum is not-met.' });
  });

  it.each<[DeploymentStatus, LinkState]>([
    ['pending', 'waiting'],
    ['started', 'waiting'],
    ['succeeded', 'ok'],
    ['failed', 'failed'],
    ['rolled-back', 'ended'],
    ['inactive', 'ended'],
  ])('shows a deployment that is %s as %s', (status, state) => {
    expect(
      link('deployment', { deployments: [deployment({ status })] }).state,
    ).toBe(state);
  });

  it('says so when it is not deployed here', () => {
    expect(
      link('deployment', {
        deployments: [deployment({ environment: 'staging' })],
      }),
    ).toMatchObject({ state: 'none', fact: 'Not deployed to production' });
  });

  it('shows any environment when none is scored', () => {
    const here = { assessment: null };
    expect(link('approval', here).fact).toBe('By mira for production');
    expect(link('approval', { ...here, approvals: [] }).fact).toBe(
      'No approval',
    );
    expect(link('deployment', { ...here, deployments: [] }).fact).toBe(
      'Not deployed',
    );
    expect(link('source', { ...here, source: null }).fact).toBe(
      'Which commit it was built from is not known',
    );
  });
});

describe('stageOf', () => {
  it.each([
    ['sbom', 'artifact'],
    ['attestation', 'artifact'],
    ['source', 'source'],
  ] as const)('puts %s under %s', (name, stage) => {
    expect(stageOf({ class: name })).toBe(stage);
  });
});
