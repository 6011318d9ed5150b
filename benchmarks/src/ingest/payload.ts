import { createHmac } from 'node:crypto';

/** A request body with what GitHub would sign it with. */
export interface SignedBody {
  body: Buffer;
  signature: string;
}

export const REPOSITORY = 'acme/payments';

/** Different pushes, signed beforehand so that the load costs no hashing. */
export function signedPushes(count: number, secret: string): SignedBody[] {
  return Array.from({ length: count }, (_, number) => {
    const body = Buffer.from(JSON.stringify(pushPayload(number)));
    const hmac = createHmac('sha256', secret).update(body).digest('hex');
    return { body, signature: `sha256=${hmac}` };
  });
}

/**
 * A push of two commits to the default branch, with every field that GitHub
 * sends: about 8 KB, as most of it is the repository's own description.
 */
export function pushPayload(number: number) {
  const [before, first, head] = [0, 1, 2].map(step => commitId(number, step));
  const commits = [
    commit(first, number, 'Refuse refunds above the captured amount'),
    commit(head, number, 'Retry the settlement once when the bank is closed'),
  ];
  return {
    ref: 'refs/heads/main',
    before,
    after: head,
    repository: repository(),
    pusher: { name: 'ada', email: 'ada@acme.test' },
    organization: organization(),
    sender: user('ada', 1_042),
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `https://github.com/${REPOSITORY}/compare/${before}...${head}`,
    commits,
    head_commit: commits[1],
  };
}

function commitId(number: number, step: number): string {
  return (number * 4 + step).toString(16).padStart(40, '5');
}

function commit(id: string, number: number, title: string) {
  const author = { name: 'Ada', email: 'ada@acme.test', username: 'ada' };
  return {
    id,
    tree_id: id.split('').reverse().join(''),
    distinct: true,
    message: `${title}\n\nChange ${number} of the benchmark.`,
    timestamp: '2026-10-01T12:00:00+02:00',
    url: `https://github.com/${REPOSITORY}/commit/${id}`,
    author,
    committer: {
      name: 'GitHub',
      email: 'noreply@github.com',
      username: 'web-flow',
    },
    added: [`src/settlement/case${number}.ts`],
    removed: [],
    modified: ['src/settlement/retry.ts', 'package.json', 'README.md'],
  };
}

const REPOSITORY_LINKS = [
  ...['forks', 'keys{/key_id}', 'collaborators{/collaborator}', 'teams'],
  ...['hooks', 'issues/events{/number}', 'events', 'assignees{/user}'],
  ...['branches{/branch}', 'tags', 'git/blobs{/sha}', 'git/tags{/sha}'],
  ...['git/refs{/sha}', 'git/trees{/sha}', 'statuses/{sha}', 'languages'],
  ...['stargazers', 'contributors', 'subscribers', 'subscription'],
  ...['commits{/sha}', 'git/commits{/sha}', 'comments{/number}'],
  ...['issues/comments{/number}', 'contents/{+path}'],
  ...['compare/{base}...{head}', 'merges', '{archive_format}{/ref}'],
  ...['downloads', 'issues{/number}', 'pulls{/number}', 'milestones{/number}'],
  ...['notifications{?since,all,participating}', 'labels{/name}'],
  ...['releases{/id}', 'deployments'],
];

function repository() {
  const [owner, name] = REPOSITORY.split('/');
  const api = `https://api.github.com/repos/${REPOSITORY}`;
  return {
    id: 186_853_002,
    node_id: 'MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=',
    name,
    full_name: REPOSITORY,
    private: true,
    owner: { ...user(owner, 77), name: owner, email: null },
    html_url: `https://github.com/${REPOSITORY}`,
    description: 'Takes payments, and gives them back',
    fork: false,
    url: `https://github.com/${REPOSITORY}`,
    ...Object.fromEntries(
      REPOSITORY_LINKS.map(link => [linkName(link), `${api}/${link}`]),
    ),
    created_at: 1_557_933_565,
    updated_at: '2026-09-30T15:20:41Z',
    pushed_at: 1_790_848_800,
    git_url: `git://github.com/${REPOSITORY}.git`,
    ssh_url: `git@github.com:${REPOSITORY}.git`,
    clone_url: `https://github.com/${REPOSITORY}.git`,
    svn_url: `https://github.com/${REPOSITORY}`,
    homepage: null,
    size: 18_112,
    stargazers_count: 3,
    watchers_count: 3,
    language: 'TypeScript',
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    forks_count: 1,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: 12,
    license: null,
    visibility: 'private',
    topics: ['payments', 'settlement'],
    default_branch: 'main',
    master_branch: 'main',
    custom_properties: { tier: '1', team: 'payments' },
  };
}

function linkName(link: string): string {
  return `${link.replace(/[^a-z/]+.*$/, '').replaceAll('/', '_')}_url`;
}

const USER_LINKS = [
  ...['followers', 'following{/other_user}', 'gists{/gist_id}'],
  ...['starred{/owner}{/repo}', 'subscriptions', 'orgs', 'repos'],
  ...['events{/privacy}', 'received_events'],
];

function user(login: string, id: number) {
  const api = `https://api.github.com/users/${login}`;
  return {
    login,
    id,
    node_id: 'MDQ6VXNlcjIxMDMxMDY3',
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url: api,
    html_url: `https://github.com/${login}`,
    ...Object.fromEntries(
      USER_LINKS.map(link => [linkName(link), `${api}/${link}`]),
    ),
    type: 'User',
    site_admin: false,
  };
}

function organization() {
  const api = 'https://api.github.com/orgs/acme';
  return {
    login: 'acme',
    id: 77,
    node_id: 'MDEyOk9yZ2FuaXphdGlvbjc3',
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: 'https://avatars.githubusercontent.com/u/77?v=4',
    description: '',
  };
}
