import {
  ArtifactPushed,
  ComponentFacts,
  Digest,
  EvidenceRecord,
  Predecessor,
  RecordedArtifact,
  ReleaseFacts,
  SourceFact,
  TagSpan,
} from 'backstage-plugin-release-evidence-common';
import type { TagHolding, TagMention } from '../../evidence/tags';
import { commitOfPush, Lookup, ofKind, Reach } from '../../releases/reach';
import { branchRuleSpans } from './branchRules';
import { runFacts } from './build';
import { documentFacts, SignatureLookup } from './documents';
import { approvalFacts, deploymentFacts } from './promotion';
import { byTimeThenId, RecordOf } from './records';
import { landingFacts, pullRequestFacts, sourceFact } from './source';

/** All that the facts of one release are made of. */
export interface ReleaseMaterial {
  component: ComponentFacts;
  digest: Digest;
  reached: Reach;
  lookup: Lookup;
  holdings: TagHolding[];
  mentions: TagMention[];
  predecessors: Predecessor[];
  signatureOf: SignatureLookup;
}

/**
 * Puts the facts of a release together: a pure function of the set of its
 * evidence, whatever order it came in.
 */
export function buildReleaseFacts(material: ReleaseMaterial): ReleaseFacts {
  const { component, digest, reached, predecessors } = material;
  const { digests } = reached;
  const records = recordsOf(material);
  const pushes = ofKind(records, 'artifact-pushed')
    .filter(({ observation }) => digests.includes(observation.digest))
    .sort(byTimeThenId);
  const recorded = pushes.map(recordedArtifact);
  const source = sourceFact(records, digests, component);
  const runs = runFacts(records, source, recorded, digests, component);
  const recognition = {
    digests,
    runs,
    source,
    byTag: new Set(material.mentions.map(({ record }) => record.id)),
    onlyArtifactOfCommit: onlyArtifactOf(source, records, material),
  };
  const deployments = deploymentFacts(records, recognition);
  return {
    component,
    digest,
    digests,
    repository:
      recorded.find(entry => entry.digest === digest)?.name ??
      recorded[0]?.name ??
      null,
    recorded,
    tags: tagSpans(material, deletionTimes(records, digests)),
    source,
    landings: source ? landingFacts(records, source.repository) : [],
    pullRequests: source ? pullRequestFacts(records, source.repository) : [],
    branchRules: source ? branchRuleSpans(records, source.repository) : [],
    runs,
    approvals: approvalFacts(records, recognition, deployments),
    deployments,
    documents: documentFacts(records, digests, source, material.signatureOf),
    predecessors,
  };
}

/** Every record that the release can be reached from, each once, in order. */
export function recordsOf({
  reached,
  lookup,
  mentions,
}: Pick<ReleaseMaterial, 'reached' | 'lookup' | 'mentions'>): EvidenceRecord[] {
  const records = new Map<string, EvidenceRecord>();
  for (const record of [
    ...reached.identifiers.flatMap(lookup),
    ...mentions.map(mention => mention.record),
  ]) {
    records.set(record.id, record);
  }
  return [...records.values()].sort(byTimeThenId);
}

function recordedArtifact(record: RecordOf<ArtifactPushed>): RecordedArtifact {
  const { observation } = record;
  return {
    name: observation.name,
    digest: observation.digest,
    tag: observation.tag,
    at: record.occurredAt,
    binding: 'authenticated',
    evidence: [record.id],
  };
}

/**
 * Among the records are those of earlier releases too, on the way from their
 * commits to this one; only what was built from this very commit counts.
 */
function onlyArtifactOf(
  source: SourceFact | null,
  records: EvidenceRecord[],
  { reached, component }: ReleaseMaterial,
): boolean {
  const own = new Set(reached.digests);
  const names = new Set(component.artifacts);
  return ofKind(records, 'artifact-pushed').every(
    ({ observation }) =>
      own.has(observation.digest) ||
      (names.size > 0 && !names.has(observation.name)) ||
      !commitOfPush(observation, component).some(
        ({ repository, commit }) =>
          repository === source?.repository && commit === source.commit,
      ),
  );
}

/** Removing a manifest takes its tags with it. */
function deletionTimes(
  records: EvidenceRecord[],
  digests: Digest[],
): { name: string; at: string }[] {
  return ofKind(records, 'artifact-deleted')
    .filter(
      ({ observation }) =>
        observation.tag === null &&
        observation.digest !== null &&
        digests.includes(observation.digest),
    )
    .map(({ observation, occurredAt }) => ({
      name: observation.name,
      at: occurredAt,
    }));
}

/**
 * While each tag pointed here. A release that stands in two registries under
 * the same tag has it once, from the first moment to the last.
 */
function tagSpans(
  { holdings, digest }: ReleaseMaterial,
  deletions: { name: string; at: string }[],
): TagSpan[] {
  const spans = new Map<string, TagSpan[]>();
  for (const holding of [...holdings]
    .filter(entry => entry.digest === digest)
    .sort(byStart)) {
    const span = {
      name: holding.tag,
      from: holding.from,
      to: endOf(holding, deletions),
      evidence: [holding.evidence],
    };
    const known = spans.get(span.name) ?? [];
    const last = known[known.length - 1];
    if (last && (last.to === null || span.from <= last.to)) {
      last.to =
        last.to === null || span.to === null ? null : later(last.to, span.to);
      last.from = last.from < span.from ? last.from : span.from;
      last.evidence = [...new Set([...last.evidence, holding.evidence])].sort();
    } else {
      spans.set(span.name, [...known, span]);
    }
  }
  return [...spans.values()]
    .flat()
    .sort((a, b) => (`${a.from}${a.name}` < `${b.from}${b.name}` ? -1 : 1));
}

function endOf(
  holding: TagHolding,
  deletions: { name: string; at: string }[],
): string | null {
  const deleted = deletions
    .filter(({ name, at }) => name === holding.name && at >= holding.from)
    .map(({ at }) => at);
  return [...deleted, ...(holding.to ? [holding.to] : [])].sort()[0] ?? null;
}

function byStart(a: TagHolding, b: TagHolding): number {
  return a.from < b.from ? -1 : Number(a.from > b.from);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
