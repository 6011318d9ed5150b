import {
  ArtifactPushed,
  ComponentFacts,
  Digest,
  EvidenceRecord,
  Predecessor,
  RecordedArtifact,
  ReleaseFacts,
  TagSpan,
} from 'backstage-plugin-release-evidence-common';
import type { TagHolding, TagMention } from '../../evidence/tags';
import { Lookup, ofKind, Reach } from '../../releases/reach';
import { branchRuleSpans } from './branchRules';
import { runFacts } from './build';
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
    onlyArtifactOfCommit: onlyArtifactOfCommit(records, material),
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

function onlyArtifactOfCommit(
  records: EvidenceRecord[],
  { reached, component }: ReleaseMaterial,
): boolean {
  const own = new Set(reached.digests);
  const names = new Set(component.artifacts);
  return ofKind(records, 'artifact-pushed').every(
    ({ observation }) =>
      own.has(observation.digest) ||
      (names.size > 0 && !names.has(observation.name)),
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

function tagSpans(
  { holdings, digest }: ReleaseMaterial,
  deletions: { name: string; at: string }[],
): TagSpan[] {
  const spans: (TagSpan & { artifact: string })[] = [];
  for (const holding of holdings.filter(entry => entry.digest === digest)) {
    const deleted = deletions
      .filter(({ name, at }) => name === holding.name && at >= holding.from)
      .map(({ at }) => at)
      .sort()[0];
    const to =
      [holding.to, deleted].flatMap(end => end ?? []).sort()[0] ?? null;
    const open = spans.find(
      span =>
        span.name === holding.tag &&
        span.artifact === holding.name &&
        span.to === to,
    );
    if (open) {
      open.evidence = [...new Set([...open.evidence, holding.evidence])].sort();
    } else {
      spans.push({
        name: holding.tag,
        artifact: holding.name,
        from: holding.from,
        to,
        evidence: [holding.evidence],
      });
    }
  }
  return spans
    .map(({ artifact: _, ...span }) => span)
    .sort((a, b) => (`${a.from}${a.name}` < `${b.from}${b.name}` ? -1 : 1));
}
