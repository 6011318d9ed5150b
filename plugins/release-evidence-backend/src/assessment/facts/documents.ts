import {
  Binding,
  Digest,
  DocumentFact,
  DocumentKept,
  EvidenceRecord,
  ownSubjectsOf,
  SignatureFact,
  SourceFact,
  SubjectProof,
} from 'backstage-plugin-release-evidence-common';
import { ofKind } from '../../releases/reach';
import { byTimeThenId, RecordOf } from './records';

/** What is known of a signature, by its document and place in it. */
export type SignatureLookup = (
  document: Digest,
  position: number,
) => SignatureFact | null;

/**
 * The documents that reach a release, and what each of them is about.
 *
 * What a document says itself goes before what it was uploaded for: one that
 * names another digest is that digest's, whoever uploaded it here. One that
 * names none is about what it was uploaded for, on its sender's word.
 */
export function documentFacts(
  records: EvidenceRecord[],
  digests: Digest[],
  source: SourceFact | null,
  signatureOf: SignatureLookup,
): DocumentFact[] {
  return ofKind(records, 'document')
    .filter(({ observation }) => isForCommit(observation, source))
    .sort(byTimeThenId)
    .map(record => documentFact(record, digests, signatureOf));
}

/**
 * The commits of earlier releases are reached as well; what was uploaded for
 * one of them says nothing of this release.
 */
function isForCommit(
  { digest, commit, repository }: DocumentKept,
  source: SourceFact | null,
): boolean {
  return (
    digest !== null ||
    commit === null ||
    (commit === source?.commit && repository === source.repository)
  );
}

function documentFact(
  record: RecordOf<DocumentKept>,
  digests: Digest[],
  signatureOf: SignatureLookup,
): DocumentFact {
  const { observation } = record;
  const subjects = subjectsOf(observation).filter(digest =>
    digests.includes(digest),
  );
  const proof = proofOf(observation, subjects, digests[0]);
  return {
    document: observation.document,
    format: observation.format,
    content: observation.content,
    proof,
    subjects,
    at: record.occurredAt,
    binding: bindingOf(observation, proof),
    signature: signatureOf(observation.document, observation.position),
    evidence: [record.id],
  };
}

/**
 * The digests that a document is about. What a statement about a commit was
 * uploaded for is not its subject: it names one itself.
 */
function subjectsOf(observation: DocumentKept): Digest[] {
  const { content, digest } = observation;
  const own = ownSubjectsOf(observation);
  const namesAnother =
    own.length > 0 ||
    (content.kind === 'statement' &&
      content.subjects.some(({ commit }) => commit !== null));
  return namesAnother || digest === null ? own : [digest];
}

function proofOf(
  observation: DocumentKept,
  matching: Digest[],
  release: Digest,
): SubjectProof {
  if (matching.includes(release)) {
    return 'same-digest';
  }
  if (matching.length > 0) {
    return 'part-of-index';
  }
  return subjectsOf(observation).length > 0 ? 'other-digest' : 'no-digest';
}

/**
 * An upload is as good as its authenticated caller. Beside an artifact in a
 * registry lies whatever anybody with the right to push has put there.
 */
function bindingOf(observation: DocumentKept, proof: SubjectProof): Binding {
  if (proof === 'other-digest' || proof === 'no-digest') {
    return 'inferred';
  }
  return observation.via === 'upload' ? 'authenticated' : 'declared';
}
