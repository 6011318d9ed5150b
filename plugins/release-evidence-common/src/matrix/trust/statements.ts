import type { ReleaseFacts } from '../../vocabulary/release';
import { notMet, Outcome, unknown } from '../requirement';
import { provenanceOf } from './builderCheck';
import type { JudgedDocument } from './judgeDocument';

/** The type that cosign gives to a signature in the form of a statement. */
const COSIGN_SIGNATURE = 'https://sigstore.dev/cosign/sign/v1';

/** Build provenance, signed or not. */
export function isProvenance({ document }: JudgedDocument): boolean {
  return provenanceOf(document) !== null;
}

/** A signature over an artifact that says nothing more. */
export function isSignature({
  document: { content },
}: JudgedDocument): boolean {
  return (
    content.kind === 'statement' &&
    content.signatures > 0 &&
    (content.predicateType === null ||
      content.predicateType === COSIGN_SIGNATURE)
  );
}

/** Whether signature, subject and signer hold. */
export function isVerified({ verification }: JudgedDocument): boolean {
  return verification.status === 'verified';
}

/** Whether builder and source hold as well. */
export function isWhollyTrue(judged: JudgedDocument): boolean {
  const { builder, source } = judged.verification.checks;
  return (
    isVerified(judged) && builder.result === 'ok' && source.result === 'ok'
  );
}

/** Whether a document is about the release itself, and not a part of it. */
export function isAboutRelease({ document }: JudgedDocument): boolean {
  return document.proof === 'same-digest';
}

/** Whether documents are about the release, or about each of its platforms. */
export function coversRelease(
  documents: JudgedDocument[],
  { digests: [, ...platforms] }: ReleaseFacts,
): boolean {
  const covered = new Set(
    documents.flatMap(({ document }) => document.subjects),
  );
  return (
    documents.some(isAboutRelease) ||
    (platforms.length > 0 && platforms.every(digest => covered.has(digest)))
  );
}

/** The evidence that documents are. */
export function groundsOf(documents: JudgedDocument[]): string[] {
  return documents.flatMap(({ document }) => document.evidence);
}

/**
 * Why none of some statements counts: the worst that is known against one of
 * them, else what is missing to know.
 */
export function whyNot(statements: JudgedDocument[], remedy: string): Outcome {
  const refused = statements.find(({ verification }) =>
    Object.values(verification.checks).some(
      ({ result }) => result === 'failed',
    ),
  );
  if (refused) {
    const [check, { reason }] = Object.entries(
      refused.verification.checks,
    ).find(([, { result }]) => result === 'failed')!;
    return notMet(
      `The ${check} check failed: ${reason}`,
      groundsOf([refused]),
      remedy,
    );
  }
  const [first] = statements;
  return unknown(
    first.verification.reason ?? 'It speaks for a part of this index only.',
    remedy,
    groundsOf(statements),
  );
}
