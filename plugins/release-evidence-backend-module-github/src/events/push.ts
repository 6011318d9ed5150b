import { webLink } from 'backstage-plugin-release-evidence-node';
import {
  parseCommit,
  Person,
  PushedCommit,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import {
  account,
  commitId,
  hostOf,
  optionalText,
  repositorySchema,
} from '../githubPayload';

/** GitHub lists no more commits in a push, and no more files in a commit. */
const COMMIT_LIST_LIMIT = 2048;
const FILE_LIST_LIMIT = 3000;

const SENSITIVE_FILE =
  /^(\.github\/workflows\/.+|\.github\/actions\/.+|(\.github\/|docs\/)?CODEOWNERS)$/;

const authorSchema = z.object({
  name: optionalText,
  email: optionalText,
  username: optionalText,
});

const commitSchema = z.object({
  id: commitId,
  message: z.string().nullish(),
  author: authorSchema.nullish(),
  committer: authorSchema.nullish(),
  added: z.array(z.string()).nullish(),
  modified: z.array(z.string()).nullish(),
  removed: z.array(z.string()).nullish(),
});

type Commit = z.infer<typeof commitSchema>;

const schema = z.object({
  ref: z.string(),
  before: z.string().nullish(),
  after: z.string().nullish(),
  forced: z.boolean().nullish(),
  compare: optionalText,
  commits: z.array(commitSchema).nullish(),
  head_commit: commitSchema.nullish(),
  pusher: z.object({ name: optionalText }).nullish(),
  repository: repositorySchema,
});

export const push = eventReader(schema, (payload, timeOf) => {
  const repository = payload.repository.name;
  const after = parseCommit(payload.after) ?? null;
  const listed = payload.commits ?? [];
  const commits =
    listed.length === 0 && payload.head_commit ? [payload.head_commit] : listed;
  const pusher = payload.pusher?.name;
  return [
    {
      kind: 'commits-pushed',
      time: timeOf(payload.repository.pushedAt),
      link: webLink(payload.compare),
      repository,
      ref: payload.ref,
      defaultBranch: payload.repository.defaultBranch,
      before: parseCommit(payload.before) ?? null,
      after,
      forced: payload.forced ?? false,
      commits: commits.map(commit => pushedCommit(repository, commit)),
      truncated:
        listed.length >= COMMIT_LIST_LIMIT ||
        commits.some(commit => filesOf(commit).length >= FILE_LIST_LIMIT),
      pusher: pusher ? account(repository, { login: pusher }) : null,
    },
  ];
});

function pushedCommit(repository: Repository, commit: Commit): PushedCommit {
  const author = person(repository, commit.author);
  return {
    commit: commit.id,
    title: (commit.message ?? '').split('\n')[0].slice(0, 200),
    author,
    committer: commit.committer ? person(repository, commit.committer) : author,
    sensitiveFiles: [
      ...new Set(filesOf(commit).filter(file => SENSITIVE_FILE.test(file))),
    ].sort(),
  };
}

function filesOf({ added, modified, removed }: Commit): string[] {
  return [added, modified, removed].flatMap(files => files ?? []);
}

/** Who GitHub's own merge button commits as; it is nobody. */
const WEB_FLOW = 'web-flow';

function person(
  repository: Repository,
  author: z.infer<typeof authorSchema> | null | undefined,
): Person {
  const login = author?.username;
  return {
    account:
      login && login !== WEB_FLOW
        ? `${hostOf(repository)}/${login.toLowerCase()}`
        : null,
    name: author?.name ?? null,
    email: author?.email ?? null,
  };
}
