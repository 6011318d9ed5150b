import { identifiersOf } from './identifier';
import type { Observation } from './observation';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const D = `sha256:${'d'.repeat(64)}`;
const P = `sha256:${'e'.repeat(64)}`;
const repository = 'github.com/acme/payments';
const nobody = { account: null, name: null, email: null };

const target = {
  environment: 'production',
  repository,
  commit: A,
  artifact: 'ghcr.io/acme/payments',
  digest: D,
  tag: '1.0',
  run: '17',
};

const cases: [Observation, string[]][] = [
  [
    {
      kind: 'artifact-pushed',
      name: 'ghcr.io/acme/payments',
      digest: D,
      tag: '1.0',
      mediaType: null,
      platforms: [P],
      revision: A,
      sourceRepository: repository,
      actor: null,
    },
    [
      'artifact:ghcr.io/acme/payments',
      `digest:${D}`,
      `digest:${P}`,
      `source-of:${repository}`,
      `commit:${repository}@${A}`,
    ],
  ],
  [
    { kind: 'artifact-deleted', name: 'ghcr.io/a/b', digest: D, tag: null },
    [`digest:${D}`],
  ],
  [
    {
      kind: 'commits-pushed',
      repository,
      ref: 'refs/heads/main',
      defaultBranch: 'main',
      before: null,
      after: B,
      forced: false,
      commits: [
        {
          commit: A,
          title: '',
          author: nobody,
          committer: nobody,
          sensitiveFiles: [],
        },
      ],
      truncated: false,
      pusher: null,
    },
    [`commit:${repository}@${B}`, `commit:${repository}@${A}`],
  ],
  [
    {
      kind: 'pull-request',
      repository,
      number: 7,
      title: '',
      state: 'merged',
      author: nobody,
      baseBranch: 'main',
      head: B,
      headRepository: null,
      mergeCommit: A,
      mergedBy: null,
      mergedAt: null,
    },
    [
      `pull:${repository}#7`,
      `commit:${repository}@${A}`,
      `commit:${repository}@${B}`,
    ],
  ],
  [
    {
      kind: 'deployment',
      deployment: 'd#1',
      status: 'succeeded',
      by: null,
      ...target,
    },
    [
      'deployment:d#1',
      `digest:${D}`,
      `commit:${repository}@${A}`,
      `run:${repository}#17`,
    ],
  ],
  [
    {
      kind: 'approval',
      decision: 'approved',
      channel: 'forge',
      approver: null,
      requester: null,
      comment: null,
      ...target,
      digest: null,
    },
    [`commit:${repository}@${A}`, `run:${repository}#17`],
  ],
  [
    {
      kind: 'protection-switched',
      repository,
      enabled: false,
    },
    [`rules:${repository}`],
  ],
];

describe('identifiersOf', () => {
  it.each(cases)('$kind', (observation, expected) => {
    expect(identifiersOf(observation)).toEqual(expected);
  });
});
