import { BINDINGS, bindsAtLeast } from '../../vocabulary/evidence';
import type { JobFact, RunFact } from '../../vocabulary/release';
import type { MatrixContext } from '../context';
import { met, notMet, Outcome, Requirement, unknown } from '../requirement';
import type { JudgedDocument } from '../trust';
import { listedBuilder, provenanceOf } from '../trust/builderCheck';
import {
  groundsOf,
  isProvenance,
  isVerified,
  whyNot,
} from '../trust/statements';

const SEND_RUNS = 'Send workflow run and job events of the repository.';

/**
 * The runs that made the artifact, as far as the strongest word on it goes.
 * Several remain when nothing tells them apart; then every one must pass.
 */
export function buildRuns({ facts }: MatrixContext): RunFact[] {
  const bound = facts.runs.filter(run => bindsAtLeast(run.binding, 'declared'));
  const strongest = Math.max(
    ...bound.map(run => BINDINGS.indexOf(run.binding)),
  );
  return bound.filter(run => BINDINGS.indexOf(run.binding) === strongest);
}

function withRuns(
  context: MatrixContext,
  judge: (runs: RunFact[], evidence: string[]) => Outcome,
): Outcome {
  const runs = buildRuns(context);
  return runs.length > 0
    ? judge(
        runs,
        runs.flatMap(({ evidence }) => evidence),
      )
    : unknown('The run that built the artifact is not known.', SEND_RUNS);
}

const runSucceeded: Requirement = {
  id: 'run-succeeded',
  control: 'build-isolation',
  level: 'minimum',
  title: 'The run that built the artifact is known and succeeded',
  evaluate: context =>
    withRuns(context, (runs, evidence) => {
      const failed = runs.find(
        run =>
          run.status === 'completed' &&
          run.conclusion !== null &&
          run.conclusion !== 'success',
      );
      if (failed) {
        return notMet(
          `${describeRun(failed)} ended as ${failed.conclusion}.`,
          failed.evidence,
          'Release an artifact of a run that succeeded.',
        );
      }
      const unfinished = runs.find(
        run => run.status !== 'completed' || run.conclusion === null,
      );
      return unfinished
        ? unknown(
            `How ${describeRun(unfinished)} ended was not reported.`,
            SEND_RUNS,
            unfinished.evidence,
          )
        : met(`${describeRun(runs[0])} succeeded.`, evidence);
    }),
};

const runNotFromFork: Requirement = {
  id: 'run-not-from-fork',
  control: 'build-isolation',
  level: 'minimum',
  title: 'The run did not come from a fork or pull_request_target',
  evaluate: context =>
    withRuns(context, (runs, evidence) => {
      const foreign = runs.find(
        run =>
          run.event === 'pull_request_target' ||
          (run.headRepository !== null &&
            run.headRepository !== run.repository),
      );
      if (foreign) {
        return notMet(
          foreign.event === 'pull_request_target'
            ? `${describeRun(foreign)} was started by pull_request_target.`
            : `${describeRun(foreign)} built code of the fork ${
                foreign.headRepository
              }.`,
          foreign.evidence,
          'Build releases from the component’s own repository, on push or by hand.',
        );
      }
      const untold = runs.find(run => run.headRepository === null);
      return untold
        ? unknown(
            `Whose code ${describeRun(untold)} built is not known.`,
            SEND_RUNS,
            untold.evidence,
          )
        : met(
            `${describeRun(runs[0])} built the repository’s own code${
              runs[0].event ? ` on ${runs[0].event}` : ''
            }.`,
            evidence,
          );
    }),
};

const runnerRecorded: Requirement = {
  id: 'runner-recorded',
  control: 'build-isolation',
  level: 'minimum',
  title: 'The runner of the build is recorded',
  evaluate: context =>
    withRuns(context, runs => {
      const bare = runs.find(run => jobsWithRunner(run).length === 0);
      if (bare) {
        return unknown(
          `No job of ${describeRun(bare)} names its runner.`,
          SEND_RUNS,
          bare.evidence,
        );
      }
      const jobs = runs.flatMap(jobsWithRunner);
      return met(
        `Ran on ${runnerNames(jobs)}.`,
        jobs.flatMap(({ evidence }) => evidence),
      );
    }),
};

const dedicatedOrEphemeral: Requirement = {
  id: 'dedicated-or-ephemeral-runner',
  control: 'build-isolation',
  level: 'better',
  title: 'The runner belongs to a dedicated group or was ephemeral',
  evaluate: context =>
    withRuns(context, runs => {
      const hosted = certifiedRunner(context);
      if (hosted) {
        return hosted;
      }
      const jobs = runs.flatMap(jobsWithRunner);
      if (jobs.length === 0) {
        return unknown('The runner of the build is not recorded.', SEND_RUNS);
      }
      const dedicated = context.policy.runnerGroups.dedicated;
      const shared = jobs.filter(
        ({ runner }) =>
          !runner!.ephemeral &&
          !(runner!.group && dedicated.includes(runner!.group)),
      );
      return shared.length === 0
        ? met(
            `Every job ran on ${runnerNames(jobs)}.`,
            jobs.flatMap(({ evidence }) => evidence),
          )
        : notMet(
            `Job ${shared[0].name} ran on ${runnerNames([
              shared[0],
            ])}, which is no dedicated group, and nothing says that the runner was ephemeral.`,
            shared.flatMap(({ evidence }) => evidence),
            'Run the build in a dedicated runner group, or publish provenance whose certificate names an ephemeral runner.',
          );
    }),
};

/** Runners that their owner throws away after each job. */
const EPHEMERAL = ['github-hosted', 'gitlab-hosted'];

/** What the certificate of the provenance says of the runner goes before all. */
function certifiedRunner(context: MatrixContext): Outcome | undefined {
  for (const proven of provenByBuilder(context)) {
    const { signature } = proven.document;
    const runner =
      signature?.status === 'valid' && signature.signer.kind === 'certificate'
        ? signature.signer.claims.runnerEnvironment
        : null;
    if (runner && EPHEMERAL.includes(runner)) {
      return met(
        `The certificate of the provenance names an ephemeral runner (${runner}).`,
        groundsOf([proven]),
      );
    }
  }
  return undefined;
}

const PUBLISH_PROVENANCE = 'Publish signed build provenance for the digest.';

/** Provenance whose builder is who it says, and expected. */
function provenByBuilder({ documents }: MatrixContext): JudgedDocument[] {
  return documents.filter(
    judged =>
      isProvenance(judged) &&
      isVerified(judged) &&
      judged.verification.checks.builder.result === 'ok',
  );
}

const builderVerified: Requirement = {
  id: 'builder-verified',
  control: 'build-isolation',
  level: 'strong',
  title: 'The identity of the builder is verified',
  evaluate: context => {
    const [proven] = provenByBuilder(context);
    if (proven) {
      return met(
        `${builderOf(proven)} is the builder, by provenance that it signed.`,
        groundsOf([proven]),
      );
    }
    const provenance = context.documents.filter(isProvenance);
    return provenance.length > 0
      ? whyNot(provenance, PUBLISH_PROVENANCE)
      : unknown(
          'No verified provenance names the builder.',
          PUBLISH_PROVENANCE,
        );
  },
};

const builderHardened: Requirement = {
  id: 'builder-hardened',
  control: 'build-isolation',
  level: 'strong',
  title: 'The builder is listed as hardened: narrow network and identity',
  evaluate: context => {
    const proven = provenByBuilder(context);
    if (proven.length === 0) {
      return unknown(
        'No verified builder is known, so none can be listed as hardened.',
        'Publish signed build provenance, and list its builder under trust.builders.',
      );
    }
    const listed = proven.flatMap(
      judged => listedBuilder(builderOf(judged), context.policy.trust) ?? [],
    );
    const hardened = listed.find(
      ({ network, identity }) => network && identity,
    );
    return hardened
      ? met(
          `${hardened.id} is listed as hardened: network ${hardened.network}, identity ${hardened.identity}.`,
          groundsOf(proven),
        )
      : notMet(
          `${builderOf(
            proven[0],
          )} is not listed as hardened in network and identity.`,
          groundsOf(proven),
          'Harden the builder, and list how under trust.builders.',
        );
  },
};

function builderOf({ document }: JudgedDocument): string {
  return provenanceOf(document)?.builder ?? '';
}

function jobsWithRunner(run: RunFact): JobFact[] {
  return run.jobs.filter(({ runner }) => runner?.name || runner?.group);
}

function describeRun(run: RunFact): string {
  const attempt = run.attempt > 1 ? `, attempt ${run.attempt}` : '';
  return `Run ${run.run}${attempt}`;
}

function runnerNames(jobs: JobFact[]): string {
  const names = jobs.map(({ runner }) =>
    runner!.group ? `group ${runner!.group}` : `runner ${runner!.name}`,
  );
  return [...new Set(names)].sort().join(', ');
}

/** The requirements of build isolation, all three levels. @public */
export const buildIsolation: Requirement[] = [
  runSucceeded,
  runNotFromFork,
  runnerRecorded,
  dedicatedOrEphemeral,
  builderVerified,
  builderHardened,
];
