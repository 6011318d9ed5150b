import { createHash } from 'node:crypto';
import {
  deliverTo,
  servedSource,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { gitlabSourceType } from './gitlabSource';
import { COMMIT, project } from './__testUtils__/payloads';
import {
  firstOf,
  gitlabRequest,
  reasonFor,
  source,
  TOKEN,
} from './__testUtils__/send';

const push = {
  object_kind: 'push',
  ref: 'refs/heads/main',
  after: COMMIT,
  project,
};

describe('the configuration', () => {
  it.each([
    ['no credential', {}, true],
    ['a token', { token: 't' }, true],
    ['a secret', { secret: 's' }, true],
    [
      'both and a host',
      { token: 't', secret: 's', host: 'git.acme.test' },
      true,
    ],
    ['a host with a port', { token: 't', host: 'gitlab:8443' }, true],
    ['this host', { token: 't', host: 'localhost' }, true],
    ['an empty token', { token: '' }, false],
    ['an empty secret', { secret: '' }, false],
    ['a misspelt key', { tokens: 't' }, false],
    ['an address for a host', { token: 't', host: 'https://acme.test' }, false],
    ['a path behind the host', { token: 't', host: 'acme.test/git' }, false],
    ['a word for a host', { token: 't', host: 'gitlab' }, false],
  ])('with %s is valid: %p', (_, config, valid) => {
    expect(
      gitlabSourceType.configSchema.safeParse({ type: 'gitlab', ...config })
        .success,
    ).toBe(valid);
  });

  it('serves nothing without a credential, as nobody could be told apart', () => {
    expect(gitlabSourceType.create({ type: 'gitlab' })).toEqual({
      notServed: 'neither a token nor a secret is configured',
    });
  });
});

describe('the identity of a delivery', () => {
  const body = JSON.stringify(push);
  const hash = createHash('sha256').update(body).digest('hex');
  const identify = (headers: Record<string, string>, text = body) =>
    source.identify(webhookRequest({ headers, body: text }));

  it.each([
    ['its key', { 'Idempotency-Key': 'k', 'X-Gitlab-Event-UUID': 'u' }, 'k'],
    [
      'its signed id, before the same key unsigned',
      { 'webhook-id': 'w', 'Idempotency-Key': 'k' },
      'w',
    ],
    [
      'the UUID of its chain with the body',
      { 'X-Gitlab-Event-UUID': 'u' },
      `u/${hash}`,
    ],
    ['the body alone', {}, hash],
    ['the body alone, when keys are empty', { 'Idempotency-Key': '' }, hash],
  ])('is %s', (_, headers: Record<string, string>, key) => {
    expect(identify(headers)).toEqual({ type: 'push', keys: [key] });
  });

  it('is the same for what is sent again', () => {
    const again = {
      ...gitlabRequest(push).headers,
      'X-Gitlab-Event-UUID': 'x',
    };
    expect(identify(again as Record<string, string>)).toEqual(
      identify(gitlabRequest(push).headers as Record<string, string>),
    );
  });

  it('is another for another event of the same chain', () => {
    const chain = { 'X-Gitlab-Event-UUID': 'u' };
    expect(identify(chain, JSON.stringify({ ...push, ref: 'x' }))).not.toEqual(
      identify(chain),
    );
  });

  it.each([
    [{ object_kind: 'merge_request' }, 'merge_request'],
    [{ event_name: 'repository_update' }, 'repository_update'],
    [{ object_kind: '<script>' }, null],
    [{ object_kind: 7 }, null],
    [{}, null],
    [[], null],
    [null, null],
  ])('names the type of %j: %p', (payload, type) => {
    expect(identify({}, JSON.stringify(payload)).type).toBe(type);
  });

  it.each([
    ['is no JSON', '[', 'it ends too early'],
    ['is empty', '', 'The body is empty'],
  ])('cannot be told when the body %s', (_, text, message) => {
    expect(() => identify({}, text)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});

describe('what a delivery says', () => {
  it('stands under the key that it came with', () => {
    const { authentication, identity, observed } = deliverTo(
      source,
      gitlabRequest(push),
    );
    expect(authentication).toEqual({ authenticated: true });
    expect(identity).toEqual({ type: 'push', keys: ['event-1'] });
    expect(observed.events).toEqual([
      {
        key: 'event-1',
        observations: [expect.objectContaining({ kind: 'commits-pushed' })],
      },
    ]);
    expect(deliverTo(source, gitlabRequest(push)).observed).toEqual(observed);
  });

  it('keeps no header that proves the sender', () => {
    expect(source.keepHeaders).toEqual([
      'webhook-id',
      'idempotency-key',
      'x-gitlab-event-uuid',
    ]);
  });

  it('is read out of a system hook by its event_name', () => {
    const { object_kind: kind, ...rest } = push;
    expect(firstOf({ ...rest, event_name: kind })).toEqual(firstOf(push));
  });

  it.each([
    ['emoji', 'emoji events hold no release evidence'],
    ['note', 'note events hold no release evidence'],
    ['wiki_page', 'wiki_page events hold no release evidence'],
    ['constructor', 'constructor events hold no release evidence'],
    ['__proto__', '__proto__ events hold no release evidence'],
    ['<script>', 'Such events hold no release evidence'],
    [
      'release',
      'tag: a release names a tag and its commit, which the push of the tag tells as well, but no digest',
    ],
    [
      '',
      'object_kind: missing; a custom webhook template must not leave it out',
    ],
    [7, 'object_kind: number where string is expected'],
  ])('is nothing for %p events', (kind, reason) => {
    expect(reasonFor({ object_kind: kind })).toBe(reason);
  });

  it.each([[null], [[]], ['text']])('is nothing for %j', payload => {
    expect(reasonFor(payload)).toMatch(/^the payload: /);
  });
});

describe('the project of an event', () => {
  const repositoryOf = (given: object, host?: string) => {
    const { observed } = deliverTo(
      servedSource(gitlabSourceType, { token: TOKEN, host }),
      gitlabRequest({ ...push, project: given }),
    );
    const [observation] = observed.events[0]?.observations ?? [];
    return (
      observed.reason ?? (observation as { repository?: string }).repository
    );
  };

  it.each([
    [
      'its page',
      { web_url: 'https://Gitlab.com/A/B' },
      undefined,
      'gitlab.com/a/b',
    ],
    [
      'its home',
      { homepage: 'http://acme.test:8080/a/b' },
      undefined,
      'acme.test:8080/a/b',
    ],
    [
      'a GitLab below a path',
      { web_url: 'https://acme.test/git/a/b' },
      undefined,
      'acme.test/git/a/b',
    ],
    [
      'its path on the configured host',
      project,
      'git.acme.test',
      'git.acme.test/acme/shop/payments',
    ],
    [
      'its page’s path on the configured host',
      { homepage: 'http://10.0.0.1/a/b' },
      'git.acme.test',
      'git.acme.test/a/b',
    ],
    [
      'no address',
      { path_with_namespace: 'a/b' },
      undefined,
      'project: no address of a project; a host can be configured',
    ],
    ['no path', { id: 1 }, 'git.acme.test', 'project: no path of a project'],
    [
      'no web address',
      { web_url: 'ftp://gitlab.com/a/b' },
      undefined,
      'project: no address of a project; a host can be configured',
    ],
  ])('is known by %s', (_, given, host, expected) => {
    expect(repositoryOf(given, host)).toBe(expected);
  });
});
