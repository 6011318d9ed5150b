import { nodeIdOf, numberOf } from '../ids';
import { acme, Account } from '../people';

export const API = 'https://api.github.com';
export const WEB = 'https://github.com';

export function accountId({ login }: Account): number {
  return numberOf(`account ${login}`, 8);
}

/** A user, bot or organisation wherever a payload names one. */
export function user(account: Account) {
  const { login, type } = account;
  const id = accountId(account);
  const url = `${API}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeIdOf(type, id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url:
      type === 'Bot'
        ? `${WEB}/apps/${login.replace('[bot]', '')}`
        : `${WEB}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** The organisation that every event of its repositories names. */
export function organization() {
  const id = accountId(acme);
  const url = `${API}/orgs/${acme.login}`;
  return {
    login: acme.login,
    id,
    node_id: nodeIdOf('Organization', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    description: null,
  };
}
