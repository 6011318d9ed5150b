import { Account } from '../people';
import { Commit, pushedCommit } from './commit';
import { RepositoryFacts, webUrl } from './repository';

export interface Push {
  branch: string;
  before: string;
  commits: Commit[];
  pusher: Account;
  forced: boolean;
}

/** The `push` event, all but the parts that every event has. */
export function pushEvent(facts: RepositoryFacts, push: Push) {
  const commits = push.commits.map(commit => pushedCommit(facts, commit));
  const head = commits[commits.length - 1];
  return {
    ref: `refs/heads/${push.branch}`,
    before: push.before,
    after: head.id,
    created: false,
    deleted: false,
    forced: push.forced,
    base_ref: null,
    compare: `${webUrl(facts)}/compare/${push.before.slice(
      0,
      12,
    )}...${head.id.slice(0, 12)}`,
    commits,
    head_commit: head,
    pusher: { name: push.pusher.login, email: push.pusher.email },
  };
}
