import type { CheckResult } from '../../vocabulary/evidence';
import type { DocumentFact } from '../../vocabulary/release';
import { failed, OK } from './checks';
import type { ReleaseView } from './judgeDocument';

/**
 * Whether a document is about this release: about one of its digests, or, for a
 * statement about a commit, about the very commit that it was built from. What
 * a statement was uploaded for is the word of whoever uploaded it, and is not
 * asked here: only what was signed counts.
 */
export function checkSubject(
  { proof, content, subjects }: DocumentFact,
  { source }: ReleaseView,
): CheckResult {
  switch (namesDigest(content) ? proof : 'no-digest') {
    case 'same-digest':
      return OK;
    case 'part-of-index':
      return {
        result: 'ok',
        reason: `It is about ${subjects.length} of the platforms of this index.`,
      };
    case 'other-digest':
      return failed('Its subject is another digest.');
    default: {
      const commits =
        content.kind === 'statement'
          ? content.subjects.flatMap(({ commit }) => commit ?? [])
          : [];
      if (commits.length === 0) {
        return failed('It names no digest as its subject.');
      }
      return source && commits.includes(source.commit)
        ? OK
        : failed(
            `Its subject is commit ${short(
              commits[0],
            )}, and the release was built from ${
              source ? short(source.commit) : 'one that is not known'
            }.`,
          );
    }
  }
}

function namesDigest(content: DocumentFact['content']): boolean {
  return (
    content.kind !== 'statement' ||
    content.subjects.some(({ digests }) => digests.length > 0)
  );
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
