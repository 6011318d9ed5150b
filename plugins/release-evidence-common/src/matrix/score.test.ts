import fc from 'fast-check';
import { CELL_LEVELS, CONTROLS } from '../vocabulary/level';
import { assess, evidenceOf, requirements } from './score';
import {
  day,
  deployment,
  environment,
  facts,
  policy,
} from '../__testUtils__/facts';

const score = (change = {}) =>
  assess(facts(change), environment(), policy(), day(20));

describe('assess', () => {
  it('answers all four controls with all twelve cells, each with requirements', () => {
    const { controls } = score();
    expect(controls.map(({ control }) => control)).toEqual([...CONTROLS]);
    for (const { cells } of controls) {
      expect(cells.map(({ level }) => level)).toEqual([...CELL_LEVELS]);
      expect(cells.every(cell => cell.requirements.length > 0)).toBe(true);
    }
  });

  it('has one id for each requirement', () => {
    const ids = requirements.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('reaches what webhooks alone can show', () => {
    const reached = Object.fromEntries(
      score().controls.map(({ control, level }) => [control, level]),
    );
    expect(reached).toEqual({
      'source-protection': 'minimum',
      'build-isolation': 'better',
      'artifact-identity': 'minimum',
      'deployment-approval': 'minimum',
    });
    expect(score().level).toBe('minimum');
  });

  it('is as good as its lowest control', () => {
    expect(score({ approvals: [] }).level).toBe('none');
  });

  it('gives no level beyond an open cell', () => {
    const { controls } = score({ recorded: [] });
    expect(controls[2].level).toBe('none');
  });

  it('names evidence for everything that is met, and a remedy for the rest', () => {
    for (const release of [facts(), facts({ approvals: [], runs: [] })]) {
      const results = assess(
        release,
        environment(),
        policy(),
        day(20),
      ).controls.flatMap(({ cells }) =>
        cells.flatMap(cell => cell.requirements),
      );
      expect(results.filter(({ reason }) => reason === '')).toEqual([]);
      expect(
        results.filter(
          ({ status, evidence, remedy }) =>
            status === 'met' && (evidence.length === 0 || remedy !== null),
        ),
      ).toEqual([]);
      expect(
        results.filter(
          ({ status, remedy }) => status !== 'met' && remedy === null,
        ),
      ).toEqual([]);
    }
  });

  it('takes nothing for met from no facts at all', () => {
    const { controls } = score({
      recorded: [],
      tags: [],
      source: null,
      landings: [],
      pullRequests: [],
      branchRules: [],
      runs: [],
      approvals: [],
      deployments: [],
    });
    const statuses = controls.flatMap(({ cells }) =>
      cells.map(({ status }) => status),
    );
    expect(new Set(statuses)).toEqual(new Set(['unknown']));
  });

  it('has the same fingerprint for the same evidence and policy, at any time', () => {
    const later = assess(facts(), environment(), policy(), day(25));
    expect(later.fingerprint).toBe(score().fingerprint);
    expect(score({ approvals: [] }).fingerprint).not.toBe(later.fingerprint);
    expect(
      assess(
        facts(),
        environment(),
        policy({ version: 'sha256:other' }),
        day(20),
      ).fingerprint,
    ).not.toBe(later.fingerprint);
  });

  it('leaves the first three controls alone, whatever the environment does', () => {
    const deployed = score({ deployments: [deployment()] });
    const waiting = score({ deployments: [] });
    expect(deployed.controls.slice(0, 3)).toEqual(waiting.controls.slice(0, 3));
  });

  it('never depends on the order in which facts are listed', () => {
    const release = facts({
      deployments: [
        deployment(),
        deployment({ deployment: 'x#8', deployedAt: day(14) }),
      ],
    });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(release.deployments, {
          minLength: release.deployments.length,
        }),
        deployments => {
          expect(
            assess(
              { ...release, deployments },
              environment(),
              policy(),
              day(20),
            ),
          ).toEqual(assess(release, environment(), policy(), day(20)));
        },
      ),
    );
  });
});

describe('evidenceOf', () => {
  it('lists every id once, sorted', () => {
    expect(evidenceOf(facts())).toEqual([
      'ev-approval',
      'ev-artifact',
      'ev-deployment',
      'ev-job',
      'ev-pull',
      'ev-push',
      'ev-review',
      'ev-rule',
      'ev-run',
    ]);
  });
});
