import type {
  EvidenceRecord,
  Person,
  PullRequestSeen,
} from 'backstage-plugin-release-evidence-common';
import { pullRequestFacts } from './source';

const repository = 'gitlab.com/acme/payments';
const nobody = { account: null, name: null, email: null };
const ada = { ...nobody, account: 'gitlab.com/ada' };
const bob = { ...nobody, account: 'gitlab.com/bob' };

function report(
  minute: number,
  state: PullRequestSeen['state'],
  author: Person,
): EvidenceRecord {
  const at = `2026-10-01T10:0${minute}:00.000Z`;
  return {
    id: `record-${minute}`,
    class: 'source',
    observation: {
      kind: 'pull-request',
      repository,
      number: 7,
      title: 'Pay twice',
      state,
      author,
      baseBranch: 'main',
      head: 'a'.repeat(40),
      headRepository: repository,
      mergeCommit: state === 'merged' ? 'b'.repeat(40) : null,
      mergedBy: null,
      mergedAt: state === 'merged' ? at : null,
    },
    source: 'gitlab',
    delivery: 'delivery',
    subject: null,
    occurredAt: at,
    timeBasis: 'event',
    receivedAt: at,
  };
}

describe('the author of a pull request', () => {
  it.each([
    [
      'in the merge',
      [report(1, 'open', nobody), report(2, 'merged', ada)],
      ada,
    ],
    ['before it', [report(1, 'open', ada), report(2, 'merged', nobody)], ada],
    ['after it', [report(2, 'merged', nobody), report(3, 'merged', ada)], ada],
    ['twice', [report(1, 'open', bob), report(2, 'merged', ada)], ada],
    [
      'nowhere',
      [report(1, 'open', nobody), report(2, 'merged', nobody)],
      nobody,
    ],
  ])('is known when it is named %s', (_, records, author) => {
    for (const order of [records, [...records].reverse()]) {
      expect(pullRequestFacts(order, repository)).toMatchObject([
        { number: 7, state: 'merged', author },
      ]);
    }
  });
});
