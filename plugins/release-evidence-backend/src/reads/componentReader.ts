import {
  Assessment,
  CELL_LEVELS,
  compareLevels,
  ComponentEnvironment,
  ComponentOverview,
  Environment,
  findEnvironment,
  LEVELS,
  NextStep,
  personName,
  Policy,
  ReleaseTag,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import type { Gatherer } from '../assessment/gather';
import type { StoredSummary } from '../assessment/assessmentStore';
import type { BigintColumn } from '../database/columns';
import { runningReleases, RunningRelease } from './running';

interface ReleaseRow {
  id: BigintColumn;
  digest: string;
  summary: string | null;
}

/** What runs where, of one component. */
export class ComponentReader {
  constructor(
    private readonly options: {
      knex: Knex;
      gatherer: Gatherer;
      policy: Policy;
    },
  ) {}

  async overview(component: string): Promise<ComponentOverview> {
    const { knex, policy } = this.options;
    const running = await runningReleases(knex, [component]);
    const latest = await this.latest(component);
    const environments: ComponentEnvironment[] = [];
    for (const environment of policy.environments) {
      environments.push(
        await this.environment(
          environment,
          running.find(entry => entry.environment === environment.name),
          latest,
        ),
      );
    }
    return { component, environments };
  }

  private async environment(
    environment: Environment,
    running: RunningRelease | undefined,
    latest: ReleaseRow | undefined,
  ): Promise<ComponentEnvironment> {
    const shown = running?.release ?? (latest && Number(latest.id));
    const assessment = await this.assessment(shown, environment);
    const latestAssessment = await this.assessment(
      latest && Number(latest.id),
      environment,
    );
    return {
      environment: environment.name,
      protected: environment.protected,
      running: running
        ? {
            digest: running.digest,
            tag: await this.tagOf(running.release),
            level: assessment?.level ?? 'none',
            since: running.since,
            approvedBy: await this.approverOf(running, environment),
          }
        : null,
      latest: latest
        ? {
            digest: latest.digest,
            tag: currentTag(latest.summary),
            level: latestAssessment?.level ?? 'none',
          }
        : null,
      approved: null,
      drift: Boolean(running && latest && running.digest !== latest.digest),
      nextStep: assessment ? nextStep(assessment) : null,
    };
  }

  private async latest(component: string): Promise<ReleaseRow | undefined> {
    return this.options
      .knex('releases')
      .where({ component })
      .whereNull('part_of')
      .orderBy([
        { column: 'recorded_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first('id', 'digest', 'summary');
  }

  private async tagOf(release: number): Promise<string | null> {
    const row = await this.options
      .knex('releases')
      .where({ id: release })
      .first<{ summary: string | null } | undefined>('summary');
    return currentTag(row?.summary ?? null);
  }

  private async assessment(
    release: number | undefined,
    { name }: Environment,
  ): Promise<Assessment | null> {
    const row = await this.options
      .knex('assessments')
      .where({ release_id: release ?? -1, environment: name })
      .first<{ document: string } | undefined>('document');
    return row ? JSON.parse(row.document) : null;
  }

  private async approverOf(
    { release, since }: RunningRelease,
    environment: Environment,
  ): Promise<string | null> {
    const { gatherer, policy } = this.options;
    const [gathered] = await gatherer.gather([release]);
    const approval = gathered?.facts.approvals.findLast(
      entry =>
        entry.decision === 'approved' &&
        entry.at <= since &&
        findEnvironment(policy.environments, entry.environment)?.name ===
          environment.name,
    );
    return approval ? personName(approval.approver) : null;
  }
}

/** The tag that points at the release now, a version rather than `latest`. */
function currentTag(summary: string | null): string | null {
  const stored: StoredSummary | null = summary && JSON.parse(summary);
  const tags: ReleaseTag[] = stored?.tags ?? [];
  const current = tags.filter(({ to }) => to === null);
  return (
    (
      current.find(({ name }) => /\d/.test(name)) ??
      current[0] ??
      tags[tags.length - 1]
    )?.name ?? null
  );
}

/**
 * The requirement to meet next: of the control that holds the release back,
 * the first open one of its next cell; one that only lacks evidence before one
 * that evidence speaks against, as sending is cheaper than changing.
 */
export function nextStep(assessment: Assessment): NextStep | null {
  const [lowest] = [...assessment.controls].sort((a, b) =>
    compareLevels(a.level, b.level),
  );
  const target = CELL_LEVELS[LEVELS.indexOf(lowest.level)];
  const cell = lowest.cells.find(({ level }) => level === target);
  const open =
    cell?.requirements.filter(({ status }) => status !== 'met') ?? [];
  const step = open.find(({ status }) => status === 'unknown') ?? open[0];
  return cell && step
    ? {
        control: lowest.control,
        level: cell.level,
        requirement: step.title,
        remedy: step.remedy ?? step.reason,
      }
    : null;
}
