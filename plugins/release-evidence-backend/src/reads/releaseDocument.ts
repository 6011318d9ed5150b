import {
  Assessment,
  Binding,
  EvidenceItem,
  evidenceKindOf,
  evidenceOf,
  EvidenceRecord,
  findEnvironment,
  judgeDocument,
  JudgedDocument,
  personName,
  Person,
  Policy,
  ReleaseDocument,
  ReleaseFacts,
  statementDetails,
  summarize,
  weakerBinding,
} from 'backstage-plugin-release-evidence-common';
import { titleOf } from '../assessment/assessmentStore';
import type { GatheredRelease } from '../assessment/gather';

/** A release in the form that callers get. */
export function toReleaseDocument(options: {
  gathered: GatheredRelease;
  assessment: Assessment | null;
  policy: Policy;
}): ReleaseDocument {
  const { gathered, assessment, policy } = options;
  const { environments } = policy;
  const { facts, records } = gathered;
  const used = new Set(evidenceOf(facts));
  const judged = judgedBy(facts, policy);
  const bindings = bindingsOf(facts, judged);
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
      .map(record => ({
        ...toEvidenceItem(record, bindings.get(record.id)),
        ...detailsOf(judged.get(record.id)),
      })),
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

function detailsOf(
  judged: JudgedDocument | undefined,
): Pick<EvidenceItem, 'verification' | 'statement'> {
  return judged
    ? {
        verification: judged.verification,
        statement: statementDetails(judged.document),
      }
    : { verification: null, statement: null };
}

/** What each document is worth, by the evidence that it is. */
function judgedBy(
  facts: ReleaseFacts,
  policy: Policy,
): Map<string, JudgedDocument> {
  return new Map(
    facts.documents.flatMap(document => {
      const judged = judgeDocument(document, facts, policy);
      return document.evidence.map(id => [id, judged] as const);
    }),
  );
}

/** How surely each record belongs to this release. */
function bindingsOf(
  facts: ReleaseFacts,
  judged: Map<string, JudgedDocument>,
): Map<string, Binding> {
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
  ]) {
    bind([entry], entry.binding);
  }
  judged.forEach(({ binding }, id) => bindings.set(id, binding));
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
    statement: null,
    source: record.source,
    occurredAt: record.occurredAt,
    receivedAt: record.receivedAt,
    summary: summarize(record.observation),
    link: record.observation.link ?? null,
    delivery: record.delivery,
  };
}
