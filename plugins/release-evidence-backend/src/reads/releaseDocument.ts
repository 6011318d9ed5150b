import {
  Assessment,
  Binding,
  Environment,
  EvidenceItem,
  evidenceKindOf,
  evidenceOf,
  EvidenceRecord,
  findEnvironment,
  personName,
  Person,
  ReleaseDocument,
  ReleaseFacts,
  summarize,
  weakerBinding,
} from 'backstage-plugin-release-evidence-common';
import { titleOf } from '../assessment/assessmentStore';
import type { GatheredRelease } from '../assessment/gather';

/** A release in the form that callers get. */
export function toReleaseDocument(options: {
  gathered: GatheredRelease;
  assessment: Assessment | null;
  environments: Environment[];
}): ReleaseDocument {
  const { gathered, assessment, environments } = options;
  const { facts, records } = gathered;
  const used = new Set(evidenceOf(facts));
  const bindings = bindingsOf(facts);
  const configured = (name: string) =>
    findEnvironment(environments, name)?.name ?? name;
  return {
    component: gathered.component,
    digest: facts.digest,
    digests: facts.digests,
    repository: facts.repository,
    tags: facts.tags.map(({ name, from, to }) => ({ name, from, to })),
    source: facts.source && {
      repository: facts.source.repository,
      commit: facts.source.commit,
      binding: facts.source.binding,
    },
    title: titleOf(facts),
    recordedAt: facts.recorded.map(({ at }) => at).sort()[0] ?? null,
    assessment,
    environments: environments.map(({ name }) => name),
    evidence: records
      .filter(({ id }) => used.has(id))
      .map(record => toEvidenceItem(record, bindings.get(record.id))),
    approvals: facts.approvals.map(approval => ({
      environment: configured(approval.environment),
      decision: approval.decision,
      approver: nameOf(approval.approver),
      at: approval.at,
      namedBy: approval.namedBy,
      binding: approval.binding,
      comment: approval.comment,
      evidence: approval.evidence,
      link: approval.link,
    })),
    deployments: facts.deployments.map(deployment => ({
      deployment: deployment.deployment,
      environment: configured(deployment.environment),
      status: deployment.status,
      deployedAt: deployment.deployedAt,
      by: nameOf(deployment.by),
      namedBy: deployment.namedBy,
      binding: deployment.binding,
      evidence: deployment.evidence,
      link: deployment.link,
    })),
  };
}

function nameOf(person: Person | null): string | null {
  return person && personName(person);
}

/** How surely each record belongs to this release. */
function bindingsOf(facts: ReleaseFacts): Map<string, Binding> {
  const bindings = new Map<string, Binding>();
  const bind = (entries: { evidence: string[] }[], binding: Binding) =>
    entries.forEach(({ evidence }) =>
      evidence.forEach(id => bindings.set(id, binding)),
    );
  const throughSource = weakerBinding(
    facts.source?.binding ?? 'inferred',
    'authenticated',
  );
  bind(facts.branchRules, throughSource);
  bind(facts.landings, throughSource);
  bind(facts.pullRequests, throughSource);
  facts.pullRequests.forEach(({ reviews }) => bind(reviews, throughSource));
  for (const run of facts.runs) {
    bind([run, ...run.jobs], run.binding);
  }
  for (const entry of [
    ...facts.recorded,
    ...facts.approvals,
    ...facts.deployments,
    ...facts.documents,
  ]) {
    bind([entry], entry.binding);
  }
  return bindings;
}

/** A record as callers see it. */
export function toEvidenceItem(
  record: EvidenceRecord,
  binding: Binding = 'authenticated',
): EvidenceItem {
  return {
    id: record.id,
    class: record.class,
    kind: evidenceKindOf(record.observation),
    subject: record.subject,
    binding,
    verification: null,
    source: record.source,
    occurredAt: record.occurredAt,
    receivedAt: record.receivedAt,
    summary: summarize(record.observation),
    link: record.observation.link ?? null,
    delivery: record.delivery,
  };
}
