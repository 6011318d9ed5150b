import { Account } from '../people';
import { stamp } from '../time';
import { RepositoryFacts, webUrl } from './repository';

/** A commit of the stories. */
export interface Commit {
  sha: string;
  tree: string;
  message: string;
  author: Account;
  committer: Account;
  at: Date;
  added: string[];
  modified: string[];
}

/** A commit in a push event. */
export function pushedCommit(facts: RepositoryFacts, commit: Commit) {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: stamp(commit.at),
    url: `${webUrl(facts)}/commit/${commit.sha}`,
    author: signature(commit.author, commit.at),
    committer: signature(commit.committer, commit.at),
    added: commit.added,
    removed: [],
    modified: commit.modified,
  };
}

function signature({ name, email, login }: Account, at: Date) {
  return { name, email, date: stamp(at), username: login };
}

/** A commit as the head of a run, where no login is told. */
export function headCommit({
  sha,
  tree,
  message,
  at,
  author,
  committer,
}: Commit) {
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: stamp(at),
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  };
}
