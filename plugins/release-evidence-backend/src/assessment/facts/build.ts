import {
  BuildJobSeen,
  BuildRunSeen,
  ComponentFacts,
  EvidenceRecord,
  isExpectedWorkflow,
  JobFact,
  RecordedArtifact,
  RunFact,
  RunStatus,
  SourceFact,
} from 'backstage-plugin-release-evidence-common';
import { ofKind } from '../../releases/reach';
import { byTimeThenId, RecordOf } from './records';

const PROGRESS: RunStatus[] = ['waiting', 'running', 'completed'];

/**
 * The CI runs that may have made the artifact, the latest attempt of each, and
 * how surely they did.
 *
 * A run that lists the digest made it. Otherwise runs on the artifact's commit
 * are candidates: the component's expected workflow decides, else the run
 * during which the artifact was first pushed, else all of them stay candidates.
 */
export function runFacts(
  records: EvidenceRecord[],
  source: SourceFact | null,
  recorded: RecordedArtifact[],
  digests: string[],
  component: ComponentFacts,
): RunFact[] {
  const jobs = jobFacts(ofKind(records, 'build-job'));
  const runs = latestAttempts(ofKind(records, 'build-run')).map(reports =>
    runFact(reports, jobs),
  );
  const listed = runs.filter(({ digests: made }) =>
    made.some(digest => digests.includes(digest)),
  );
  if (listed.length > 0) {
    return listed.map(({ fact }) => ({ ...fact, binding: 'authenticated' }));
  }
  const onCommit = runs
    .map(({ fact }) => fact)
    .filter(
      run =>
        source !== null &&
        run.repository === source.repository &&
        run.head === source.commit,
    );
  return narrow(onCommit, recorded, component).map(run => ({
    ...run,
    binding: source!.binding === 'attested' ? 'authenticated' : source!.binding,
  }));
}

function narrow(
  runs: RunFact[],
  recorded: RecordedArtifact[],
  component: ComponentFacts,
): RunFact[] {
  const { workflow } = component;
  if (workflow) {
    return runs.filter(
      run =>
        run.repository !== null &&
        isExpectedWorkflow(workflow, {
          repository: run.repository,
          path: run.workflowPath,
          ref: null,
        }),
    );
  }
  const pushedAt = recorded.map(({ at }) => at).sort()[0];
  const during = runs.filter(
    run =>
      pushedAt !== undefined &&
      run.startedAt !== null &&
      run.startedAt <= pushedAt &&
      (run.finishedAt === null || pushedAt <= run.finishedAt),
  );
  return during.length > 0 ? during : runs;
}

type RunRecord = RecordOf<BuildRunSeen>;

/** All reports on the last attempt of each run. */
function latestAttempts(records: RunRecord[]): RunRecord[][] {
  const runs = new Map<string, RunRecord[]>();
  for (const record of [...records].sort(byTimeThenId)) {
    const { repository, run, attempt } = record.observation;
    const key = `${repository}#${run}`;
    const known = runs.get(key) ?? [];
    const last = known[0]?.observation.attempt ?? attempt;
    if (attempt > last || known.length === 0) {
      runs.set(key, [record]);
    } else if (attempt === last) {
      known.push(record);
    }
  }
  return [...runs.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, list]) => list);
}

function runFact(
  reports: RunRecord[],
  jobs: AttemptedJob[],
): { fact: RunFact; digests: string[] } {
  const furthest = mostAdvanced(reports);
  const { observation } = furthest;
  const { repository, run, attempt } = observation;
  const own = jobsOf(observation, jobs);
  return {
    digests: reports.flatMap(report => report.observation.digests),
    fact: {
      repository,
      run,
      attempt,
      workflowPath: firstKnown(reports, report => report.workflowPath),
      workflowName: firstKnown(reports, report => report.workflowName),
      event: firstKnown(reports, report => report.event),
      status: observation.status,
      conclusion: observation.conclusion,
      head: observation.head,
      headBranch: firstKnown(reports, report => report.headBranch),
      headRepository: firstKnown(reports, report => report.headRepository),
      startedAt: firstKnown(reports, report => report.startedAt),
      finishedAt: observation.finishedAt,
      actor: firstKnown(reports, report => report.actor),
      variables: [
        ...new Set(reports.flatMap(report => report.observation.variables)),
      ].sort(),
      link: observation.link ?? null,
      jobs: own.map(({ fact }) => fact),
      evidence: reports.map(({ id }) => id).sort(),
      binding: 'inferred',
    },
  };
}

interface AttemptedJob {
  repository: string | null;
  run: string;
  attempt: number;
  fact: JobFact;
}

/**
 * The jobs of a run as of one attempt. An attempt that repeats only what failed
 * keeps the other jobs of the attempts before it.
 */
function jobsOf(
  { repository, run, attempt }: BuildRunSeen,
  jobs: AttemptedJob[],
): AttemptedJob[] {
  const latest = new Map<string, AttemptedJob>();
  for (const job of jobs) {
    const known = latest.get(job.fact.name);
    if (
      job.repository === repository &&
      job.run === run &&
      job.attempt <= attempt &&
      (known === undefined || known.attempt <= job.attempt)
    ) {
      latest.set(job.fact.name, job);
    }
  }
  return [...latest.values()];
}

function jobFacts(records: RecordOf<BuildJobSeen>[]): AttemptedJob[] {
  const jobs = new Map<string, RecordOf<BuildJobSeen>[]>();
  for (const record of records) {
    const { repository, run, attempt, job } = record.observation;
    const key = [repository, run, attempt, job].join('#');
    jobs.set(key, [...(jobs.get(key) ?? []), record]);
  }
  return [...jobs.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, reports]) => {
      const furthest = mostAdvanced(reports).observation;
      return {
        repository: furthest.repository,
        run: furthest.run,
        attempt: furthest.attempt,
        fact: {
          job: furthest.job,
          name: furthest.name,
          status: furthest.status,
          conclusion: furthest.conclusion,
          runner: firstKnown(reports, report => report.runner),
          startedAt: firstKnown(reports, report => report.startedAt),
          evidence: reports.map(({ id }) => id).sort(),
        },
      };
    });
}

/** The report that is furthest along; senders do not keep order. */
function mostAdvanced<
  R extends EvidenceRecord & { observation: { status: RunStatus } },
>(reports: R[]): R {
  return [...reports].sort(
    (a, b) =>
      PROGRESS.indexOf(b.observation.status) -
        PROGRESS.indexOf(a.observation.status) || byTimeThenId(b, a),
  )[0];
}

/** What the latest report that says anything says. */
function firstKnown<O, T>(
  reports: (EvidenceRecord & { observation: O })[],
  read: (observation: O) => T | null,
): T | null {
  const latestFirst = [...reports].sort((a, b) => byTimeThenId(b, a));
  for (const { observation } of latestFirst) {
    const value = read(observation);
    if (value !== null) {
      return value;
    }
  }
  return null;
}
