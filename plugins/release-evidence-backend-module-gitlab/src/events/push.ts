import {
  parseCommit,
  Person,
  PushedCommit,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { EventReader, eventReader } from '../eventReader';
import {
  commitId,
  optionalText,
  pageOf,
  personOn,
  Project,
  ProjectSchema,
  userSchema,
} from '../gitlabPayload';

/** Definitions of pipelines where they usually are, policies and CODEOWNERS. */
const SENSITIVE_FILE =
  /^((.+\/)?[^/]*\.gitlab-ci\.ya?ml|\.gitlab(-ci)?\/.+\.ya?ml|(\.gitlab\/|docs\/)?CODEOWNERS)$/;

const filesSchema = z.array(z.string()).nullish();

const commitSchema = z.object({
  id: commitId,
  message: z.string().nullish(),
  author: userSchema.nullish(),
  added: filesSchema,
  modified: filesSchema,
  removed: filesSchema,
});

type Commit = z.infer<typeof commitSchema>;

/** Pushes to branches and, as GitLab tells them alike, to tags. */
export const push = (project: ProjectSchema): EventReader =>
  eventReader(
    z.object({
      ref: z.string(),
      before: z.string().nullish(),
      after: z.string().nullish(),
      checkout_sha: z.string().nullish(),
      commits: z.array(commitSchema).nullish(),
      total_commits_count: z.number().nullish(),
      user_username: optionalText,
      user_name: optionalText,
      user_email: optionalText,
      project,
    }),
    (payload, timeOf) => {
      const isTag = payload.ref.startsWith('refs/tags/');
      const before = parseCommit(payload.before) ?? null;
      // Behind an annotated tag is an object of its own; this is the commit.
      const after =
        parseCommit((isTag && payload.checkout_sha) || payload.after) ?? null;
      const commits = payload.commits ?? [];
      const total = payload.total_commits_count ?? commits.length;
      return [
        {
          kind: 'commits-pushed',
          time: timeOf(),
          link: after
            ? pageOf(
                payload.project,
                before && !isTag
                  ? `compare/${before}...${after}`
                  : `commit/${after}`,
              )
            : undefined,
          repository: payload.project.repository,
          ref: payload.ref,
          defaultBranch: payload.project.defaultBranch,
          before,
          after,
          forced:
            !isTag &&
            payload.total_commits_count === 0 &&
            wentBack(before, after),
          commits: commits.map(commit => pushedCommit(payload.project, commit)),
          truncated:
            total > commits.length ||
            commits.some(commit => !tellsFiles(commit)),
          pusher: personOn(payload.project.host, {
            username: payload.user_username,
            name: payload.user_name,
            email: payload.user_email,
          }),
        },
      ];
    },
  );

/**
 * GitLab does not say that a push was forced. A branch that moved without a
 * single commit being new to it can only have gone back.
 */
function wentBack(before: string | null, after: string | null): boolean {
  return before !== null && after !== null && before !== after;
}

function pushedCommit(project: Project, commit: Commit): PushedCommit {
  const author = authorOf(commit);
  return {
    commit: commit.id,
    title: (commit.message ?? '').split('\n')[0].slice(0, 200),
    author,
    committer: author,
    sensitiveFiles: [
      ...new Set(
        filesOf(commit).filter(
          file => SENSITIVE_FILE.test(file) || file === project.ciConfigPath,
        ),
      ),
    ].sort(),
  };
}

function filesOf({ added, modified, removed }: Commit): string[] {
  return [added, modified, removed].flatMap(files => files ?? []);
}

/** System hooks leave the lists of files out. */
function tellsFiles({ added, modified, removed }: Commit): boolean {
  return Boolean(added ?? modified ?? removed);
}

/** The committer is never told, and of the author only what git knows. */
function authorOf({ author }: Commit): Person {
  return {
    account: null,
    name: author?.name || null,
    email: author?.email || null,
  };
}
