import type { PredicateContent } from '../../vocabulary/document';
import type { ReleaseFacts } from '../../vocabulary/release';
import { provenanceOf } from './builderCheck';
import type { JudgedDocument } from './judgeDocument';
import { isExpectedWorkflow } from './signerCheck';
import { isWhollyTrue, isVerified } from './statements';

/** Statements that speak for the source of a release. */
export function speaksForSource(judged: JudgedDocument): boolean {
  const kind = predicateOf(judged)?.kind;
  return (
    kind === 'source-provenance' ||
    (kind === 'verification-summary' && sourceLevel(judged) !== null) ||
    kind === 'provenance'
  );
}

/**
 * Whether a statement is the provenance that Strong asks for: source provenance
 * of this very commit, a source summary of level 3 or more, or build provenance
 * whose certificate names the expected workflow and the commit that held it.
 */
export function provesSource(
  judged: JudgedDocument,
  { facts }: { facts: ReleaseFacts },
): boolean {
  if (!isVerified(judged)) {
    return false;
  }
  const predicate = predicateOf(judged);
  switch (predicate?.kind) {
    case 'source-provenance':
      return namesCommit(judged, facts);
    case 'verification-summary':
      return (
        namesCommit(judged, facts) &&
        predicate.result === 'passed' &&
        (sourceLevel(judged) ?? 0) >= 3
      );
    default:
      return isWhollyTrue(judged) && isOfExpectedWorkflow(judged, facts);
  }
}

/** What a statement that speaks for the source is, in words. */
export function describeProof(judged: JudgedDocument): string {
  switch (predicateOf(judged)?.kind) {
    case 'source-provenance':
      return 'Source provenance';
    case 'verification-summary':
      return `A summary of source level ${sourceLevel(judged)}`;
    default:
      return 'Build provenance of the expected workflow';
  }
}

/**
 * The level of the SLSA source track that a summary speaks for; null for one
 * that does not speak of the source.
 */
export function sourceLevel(judged: JudgedDocument): number | null {
  const predicate = predicateOf(judged);
  if (predicate?.kind !== 'verification-summary') {
    return null;
  }
  const levels = predicate.levels.flatMap(
    level => /^SLSA_SOURCE_LEVEL_(\d)$/.exec(level)?.[1] ?? [],
  );
  return levels.length > 0 ? Math.max(...levels.map(Number)) : null;
}

function predicateOf({
  document: { content },
}: JudgedDocument): PredicateContent | null {
  return content.kind === 'statement' ? content.predicate : null;
}

function namesCommit(
  { document: { content } }: JudgedDocument,
  { source }: ReleaseFacts,
): boolean {
  return (
    source !== null &&
    content.kind === 'statement' &&
    content.subjects.some(({ commit }) => commit === source.commit)
  );
}

/** A workflow lives in the repository, so its commit must be the one built. */
function isOfExpectedWorkflow(
  { document }: JudgedDocument,
  { component, source }: ReleaseFacts,
): boolean {
  const { signature } = document;
  if (
    signature?.status !== 'valid' ||
    signature.signer.kind !== 'certificate' ||
    !component.workflow
  ) {
    return false;
  }
  const { buildConfig, buildConfigCommit, sourceCommit } =
    signature.signer.claims;
  const built = sourceCommit ?? provenanceOf(document)?.commit ?? null;
  return (
    buildConfig !== null &&
    isExpectedWorkflow(buildConfig, component.workflow) &&
    buildConfigCommit !== null &&
    buildConfigCommit === built &&
    (source === null || source.commit === built)
  );
}
