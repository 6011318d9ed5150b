import { activated, build, COMMIT } from '../__testUtils__/buildkitePayloads';
import { read } from '../__testUtils__/send';

const readOne = (body: unknown, config?: object) => {
  const said = read('buildkite', body, config);
  return Array.isArray(said) ? said[0] : said;
};

describe('a block step that somebody unblocked', () => {
  it('is an approval of the build', () => {
    expect(read('buildkite', activated())).toEqual([
      {
        kind: 'approval',
        time: { at: '2026-10-01T11:00:00.000Z', basis: 'event' },
        link: build.web_url,
        environment: 'production',
        decision: 'approved',
        channel: 'forge',
        approver: { account: null, name: 'Sam SRE', email: 'sam@acme.test' },
        requester: { account: null, name: 'Ada Admin', email: 'ada@acme.test' },
        comment: null,
        repository: 'github.com/acme/payments',
        commit: COMMIT,
        artifact: null,
        digest: null,
        tag: null,
        run: build.id,
      },
    ]);
  });

  it.each([
    [{ step_key: 'release' }, { gates: { release: 'prod' } }, 'prod'],
    [
      { step_key: null, label: 'Ship it' },
      { gates: { 'Ship it': 'live' } },
      'live',
    ],
    [{ step_key: 'staging' }, {}, 'staging'],
    [{ step_key: null }, {}, 'production'],
    [{ step_key: 'block-1', label: 'Roll out to eu-west!' }, {}, 'eu-west'],
  ])('%j with %j is for %s', (changes, config, environment) => {
    expect(readOne(activated(changes), config)).toMatchObject({ environment });
  });

  it('must tell its environment', () => {
    expect(readOne(activated({ step_key: null, label: 'Are you sure?' }))).toBe(
      'job.step_key: it tells no environment; name it under gates in the configuration of the source',
    );
  });
});
