import { nodeIdOf, numberOf } from '../ids';
import { acme, Account } from '../people';
import { stamp, unixSeconds } from '../time';
import { API, user, WEB } from './account';

/** What tells one repository from another. */
export interface RepositoryFacts {
  owner: Account;
  name: string;
  language: string;
  topics: string[];
  createdAt: Date;
  fork: boolean;
}

export function fullName({ owner, name }: RepositoryFacts): string {
  return `${owner.login}/${name}`;
}

export function repositoryId(facts: RepositoryFacts): number {
  return numberOf(`repository ${fullName(facts)}`, 9);
}

export function apiUrl(facts: RepositoryFacts): string {
  return `${API}/repos/${fullName(facts)}`;
}

export function webUrl(facts: RepositoryFacts): string {
  return `${WEB}/${fullName(facts)}`;
}

/** A repository inside a run, without its settings and numbers. */
export function minimalRepository(facts: RepositoryFacts) {
  const id = repositoryId(facts);
  const url = apiUrl(facts);
  return {
    id,
    node_id: nodeIdOf('Repository', id),
    name: facts.name,
    full_name: fullName(facts),
    private: !facts.fork,
    owner: user(facts.owner),
    html_url: webUrl(facts),
    description: null,
    fork: facts.fork,
    url,
    forks_url: `${url}/forks`,
    keys_url: `${url}/keys{/key_id}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    teams_url: `${url}/teams`,
    hooks_url: `${url}/hooks`,
    issue_events_url: `${url}/issues/events{/number}`,
    events_url: `${url}/events`,
    assignees_url: `${url}/assignees{/user}`,
    branches_url: `${url}/branches{/branch}`,
    tags_url: `${url}/tags`,
    blobs_url: `${url}/git/blobs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    statuses_url: `${url}/statuses/{sha}`,
    languages_url: `${url}/languages`,
    stargazers_url: `${url}/stargazers`,
    contributors_url: `${url}/contributors`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    commits_url: `${url}/commits{/sha}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    comments_url: `${url}/comments{/number}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    contents_url: `${url}/contents/{+path}`,
    compare_url: `${url}/compare/{base}...{head}`,
    merges_url: `${url}/merges`,
    archive_url: `${url}/{archive_format}{/ref}`,
    downloads_url: `${url}/downloads`,
    issues_url: `${url}/issues{/number}`,
    pulls_url: `${url}/pulls{/number}`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    labels_url: `${url}/labels{/name}`,
    releases_url: `${url}/releases{/id}`,
    deployments_url: `${url}/deployments`,
  };
}

/** A repository as most events carry it. */
export function repository(facts: RepositoryFacts, pushedAt: Date) {
  return {
    ...minimalRepository(facts),
    created_at: stamp(facts.createdAt),
    updated_at: stamp(pushedAt),
    pushed_at: stamp(pushedAt),
    git_url: `git://github.com/${fullName(facts)}.git`,
    ssh_url: `git@github.com:${fullName(facts)}.git`,
    clone_url: `${webUrl(facts)}.git`,
    svn_url: webUrl(facts),
    homepage: null,
    size: 2048,
    stargazers_count: 0,
    watchers_count: 0,
    language: facts.language,
    has_issues: true,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: 3,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: facts.topics,
    visibility: facts.fork ? 'public' : 'private',
    forks: 0,
    open_issues: 3,
    watchers: 0,
    default_branch: 'main',
    custom_properties: {},
  };
}

/** A push event counts some times in seconds and names the owner twice. */
export function pushedRepository(facts: RepositoryFacts, pushedAt: Date) {
  return {
    ...repository(facts, pushedAt),
    url: webUrl(facts),
    owner: { ...user(facts.owner), name: acme.name, email: acme.email },
    created_at: unixSeconds(facts.createdAt),
    pushed_at: unixSeconds(pushedAt),
    stargazers: 0,
    master_branch: 'main',
    organization: acme.login,
  };
}
