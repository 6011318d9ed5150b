import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { commitOf, digestOf, keysOf, read } from '../__testUtils__/deliveries';
import { EVENTS } from '../__testUtils__/genericEvents';
import { genericSourceType } from './genericSource';

const source = servedSource(genericSourceType, { secret: 's' });

const time = { at: '2026-10-01T10:00:00.000Z', basis: 'event' };
const commit = commitOf('c');
const repository = 'github.com/acme/payments';

describe('what is malformed is refused', () => {
  const { artifact, build, deployment, approval } = EVENTS;

  it.each<[string, unknown, string]>([
    ['no JSON', '{"id":', 'The body is no JSON document: it ends too early.'],
    ['an empty list', [], 'The list is empty; send one event or several.'],
    ['a word', '"hello"', 'the event: string where object is expected.'],
    ['no type', { id: 'x' }, 'type: missing.'],
    [
      'another type',
      { type: 'release' },
      'type: none of artifact, build, deployment, approval.',
    ],
    [
      'no id',
      { ...artifact, id: undefined },
      'id: missing; an event of type artifact has one.',
    ],
    [
      'an empty id',
      { ...artifact, id: '' },
      'id: write 1 to 200 characters on one line.',
    ],
    [
      'no time',
      { ...build, time: undefined },
      'time: missing; an event of type build has one.',
    ],
    [
      'a time of no place',
      { ...build, time: '2026-10-01T12:00:00' },
      'time: no time; write RFC 3339 with an offset: 2026-01-31T12:00:00Z.',
    ],
    [
      'a short digest',
      { ...build, digest: 'sha256:12' },
      'digest: no digest; write sha256: and 64 hex digits in lower case (sha384 and sha512 likewise).',
    ],
    [
      'a name with a tag',
      { ...artifact, repository: 'ghcr.io/acme/payments:1' },
      'repository: no artifact name; write it without tag and digest, as ghcr.io/acme/payments or pkg:npm/%40acme/payments.',
    ],
    [
      'a name with a digest',
      { ...artifact, repository: `ghcr.io/a/b@${digestOf('a')}` },
      'repository: no artifact name; write it without tag and digest, as ghcr.io/acme/payments or pkg:npm/%40acme/payments.',
    ],
    [
      'an artifact of no name',
      { ...artifact, repository: null },
      'repository: null where string is expected.',
    ],
    [
      'an artifact with neither digest nor tag',
      { ...artifact, digest: null, tag: null },
      'digest: missing; an artifact has a digest, or at least a tag.',
    ],
    [
      'a repository without host',
      { ...build, commit: { repository: 'payments', sha: commit } },
      'commit.repository: no repository; write it with its host, as github.com/acme/payments.',
    ],
    [
      'a short commit',
      { ...build, commit: { repository, sha: 'c0ffee' } },
      'commit.sha: no full commit id; write all of its 40 or 64 hex digits.',
    ],
    [
      'no run',
      { ...build, run: undefined },
      'run: missing; an event of type build has one.',
    ],
    [
      'no such status',
      { ...build, run: { id: '1', status: 'done' } },
      'run.status: none of queued, waiting, pending, running, started, in_progress, success, succeeded, passed, failure, failed, error, cancelled, canceled, timed_out, skipped, neutral, action_required, startup_failure, stale.',
    ],
    [
      'a variable with its value',
      { ...build, variables: ['KEY=hunter2'] },
      'variables.0: no name of a variable; write the name alone, never the value.',
    ],
    [
      'variables with values',
      { ...build, variables: { KEY: 'hunter2' } },
      'variables: object where array is expected.',
    ],
    [
      'a runner’s flag in words',
      { ...build, runner: { hosted: 'no' } },
      'runner.hosted: string where boolean is expected.',
    ],
    [
      'an address of no web page',
      { ...deployment, url: 'ftp://deploy.acme.test/42' },
      'url: no address; write https://….',
    ],
    [
      'no environment',
      { ...deployment, environment: undefined },
      'environment: missing; an event of type deployment has one.',
    ],
    [
      'a status of another kind',
      { ...deployment, status: 'success' },
      'status: none of started, succeeded, failed, rolled-back.',
    ],
    [
      'a deployment of nothing',
      { ...deployment, digest: null, tag: null, commit: null },
      'digest: missing; name what it is about: a digest, a repository and a tag, or a commit.',
    ],
    [
      'an approval by nobody',
      { ...approval, approver: {} },
      'approver: names nobody; write account, name or email.',
    ],
    [
      'an approver of no account',
      { ...approval, approver: { account: 'mira' } },
      'approver.account: no account; write github.com/mira or user:default/mira.',
    ],
    [
      'an approval over no channel',
      { ...approval, channel: 'mail' },
      'channel: none of portal, forge, ticket, chat.',
    ],
    [
      'an event in a list',
      [artifact, { ...build, digest: 7 }],
      '1.digest: number where string is expected.',
    ],
    [
      'an id twice in a list',
      [artifact, { ...build, id: artifact.id }],
      '1.id: the id of an earlier event in this list; every event has an id of its own.',
    ],
  ])('%s', (_, body, message) => {
    expect(() => keysOf(source, body)).toThrow(
      expect.objectContaining({ name: 'InputError', message }),
    );
  });

  it.each<[string, object, string]>([
    [
      'digset',
      { ...deployment, digest: undefined, digset: 'x' },
      'digset: not a field of this event; write digest.',
    ],
    [
      'enviroment',
      { ...approval, environment: undefined, enviroment: 'x' },
      'enviroment: not a field of this event; write environment.',
    ],
    [
      'in a run',
      { ...build, run: { id: '1', status: 'success', started_at: 'x' } },
      'run.started_at: not a field of this event; write startedAt.',
    ],
    [
      'in a runner',
      { ...build, runner: { ephemerel: true } },
      'runner.ephemerel: not a field of this event; write ephemeral.',
    ],
    [
      'in a list',
      [artifact, { ...build, digest: undefined, Digest: 'x' }],
      '1.Digest: not a field of this event; write digest.',
    ],
  ])('a field that is misspelt: %s', (_, body, message) => {
    expect(() => keysOf(source, body)).toThrow(
      expect.objectContaining({ name: 'InputError', message }),
    );
  });

  it('but not a field that nobody knows', () => {
    const body = { ...deployment, cluster: 'eu-1', tickets: ['CHG-7'] };
    expect(read(source, body)).toEqual(read(source, deployment));
  });

  it('and ignored with the same words when it was kept before', () => {
    const body = Buffer.from(JSON.stringify({ ...build, digest: 'x' }));
    const delivery = { id: 'd', headers: {}, body, receivedAt: time.at };
    expect(source.observe(delivery)).toEqual({
      events: [],
      reason: expect.stringMatching(/^digest: no digest; /),
    });
  });
});
