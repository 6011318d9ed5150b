import {
  cdEvent,
  DIGEST,
  Draft,
  HEX,
  PURL,
} from '../../__testUtils__/cdEvents';
import { read } from '../../__testUtils__/send';

const time = { at: '2026-10-01T14:27:05.315Z', basis: 'event' };

const urls = {
  approvalDetailsUrl: 'https://approvals.example.com/approval-123',
  resourceTargetUrl: 'https://deployments.example.com/myapp/prod',
};

const readApproval = (word: string, content: object, draft?: Draft) =>
  read('cdevents', cdEvent(`approval.${word}`, { ...urls, ...content }, draft));

const approval = {
  kind: 'approval',
  time,
  link: urls.approvalDetailsUrl,
  environment: 'prod',
  channel: 'ticket',
  approver: null,
  requester: null,
  comment: null,
  repository: null,
  commit: null,
  artifact: null,
  digest: null,
  tag: null,
  run: null,
};

const person = (name: string) => ({ account: null, name, email: null });

describe('an approval', () => {
  it('is requested', () => {
    expect(readApproval('created', { requestor: 'urn:user:alice' })).toEqual([
      { ...approval, decision: 'requested', requester: person('alice') },
    ]);
  });

  it.each([
    ['updated', { decision: 'approved' }, 'approved'],
    ['updated', { decision: 'rejected' }, 'rejected'],
    ['updated', { decision: 'requestChanges' }, 'rejected'],
    ['closed', { decision: 'approved', status: 'approved' }, 'approved'],
    ['closed', { decision: 'rejected', status: 'approved' }, 'rejected'],
    ['closed', { decision: 'requestChanges', status: 'rejected' }, 'rejected'],
    ['closed', { decision: 'approved', status: 'rejected' }, 'rejected'],
  ])('that is %s with %j is %s', (word, content, decision) => {
    expect(
      readApproval(word, { ...content, responder: 'urn:user:bob' }),
    ).toEqual([{ ...approval, decision, approver: person('bob') }]);
  });

  it.each([
    ['updated', { decision: 'escalated' }, 'content.decision'],
    ['updated', { decision: 'delegate' }, 'content.decision'],
    ['updated', {}, 'content.decision'],
    ['closed', { decision: 'approved', status: 'expired' }, 'content.status'],
    ['closed', { decision: 'approved', status: 'cancelled' }, 'content.status'],
    ['closed', { decision: 'approved' }, 'content.status'],
    ['closed', { decision: 'deferred', status: 'approved' }, 'decision'],
  ])('that is %s with %j decides nothing', (word, content, field) => {
    expect(readApproval(word, content)).toMatch(
      new RegExp(`^subject\\..*${field}: neither approved nor rejected`),
    );
  });
});

describe('what is approved', () => {
  const closed = { decision: 'approved', status: 'approved' };
  const named = {
    artifact: 'ghcr.io/acme/payments',
    digest: DIGEST,
    tag: '1.4.2',
  };
  const link = (domainId: string) => ({
    context: {
      links: [
        { linkType: 'PATH', from: { contextId: 'x' } },
        { linkType: 'RELATION', linkKind: 'GATES', target: { domainId } },
      ],
    },
  });
  const linked = `cdevents:v0:::::artifact:${encodeURIComponent(PURL)}`;

  it.each<[string, object, Draft]>([
    ['its own artifactId', { artifactId: PURL }, {}],
    ['its custom data', {}, { customData: { artifactId: PURL } }],
    [
      'its custom data in base64',
      {},
      {
        customData: Buffer.from(JSON.stringify({ artifactId: PURL })).toString(
          'base64',
        ),
      },
    ],
    ['a link to the artifact', {}, link(linked)],
  ])('is the digest of %s', (_, content, draft) => {
    expect(readApproval('closed', { ...closed, ...content }, draft)).toEqual([
      { ...approval, ...named, decision: 'approved' },
    ]);
  });

  it('is the digest of the target, when that is the artifact', () => {
    expect(
      readApproval(
        'closed',
        { ...closed, resourceTargetUrl: PURL },
        { customData: { environment: 'prod' } },
      ),
    ).toMatchObject([{ ...named, environment: 'prod' }]);
  });

  it.each([
    'cdevents:v0:::::artifact:%zz',
    'cdevents:v0:::::artifact:payments',
    'cdevents:v0:github::acme:payments:pr:7',
    'artifact',
  ])('is not told by a link to %s', domainId => {
    expect(readApproval('closed', closed, link(domainId))).toMatchObject([
      { digest: null, artifact: null },
    ]);
  });

  it('is not told by custom data that is nothing', () => {
    for (const customData of ['%%%', 'bnVsbA==', [HEX], { artifactId: 7 }]) {
      expect(readApproval('closed', closed, { customData })).toMatchObject([
        { digest: null },
      ]);
    }
  });
});

describe('the environment that it is for', () => {
  const environmentFor = (content: object, draft?: Draft) => {
    const said = readApproval('created', content, draft);
    return Array.isArray(said)
      ? (said[0] as { environment: string }).environment
      : said;
  };

  it.each<[object, Draft, string]>([
    [{ environment: { id: 'production' } }, {}, 'production'],
    [{ environment: 'production' }, {}, 'production'],
    [{}, { customData: { environment: { id: 'eu' } } }, 'eu'],
    [{}, { customData: { environment: 'eu' } }, 'eu'],
    [
      {},
      {
        context: {
          links: [
            { target: { domainId: 'cdevents:v0:argo:::eu:environment:live' } },
          ],
        },
      },
      'live',
    ],
    [{}, {}, 'prod'],
    [{ resourceTargetUrl: 'https://cd.acme.test/envs/eu-west' }, {}, 'eu-west'],
  ])('with %j and %j is %s', (content, draft, environment) => {
    expect(environmentFor(content, draft)).toBe(environment);
  });

  it.each([
    'https://cd.acme.test/runs/17',
    'https://cd.acme.test/runs/f62a1b4d-10f9-4790-bc1c-e2c3a0c80983',
    'https://cd.acme.test/',
    'deployments/prod',
    null,
  ])('is not guessed from %s', resourceTargetUrl => {
    expect(environmentFor({ resourceTargetUrl })).toContain(
      'subject.content.environment.id: missing',
    );
  });
});

it.each([
  ['https://acme.slack.com/archives/C1/p2', 'chat'],
  ['https://teams.microsoft.com/l/message/1', 'chat'],
  ['https://notslack.com/x', 'ticket'],
  [undefined, 'ticket'],
])('an approval at %s came by %s', (approvalDetailsUrl, channel) => {
  expect(readApproval('created', { approvalDetailsUrl })).toMatchObject([
    { channel },
  ]);
});

it.each([
  ['urn:user:alice', person('alice')],
  ['alice', person('alice')],
  [
    'mailto:alice@acme.test',
    { ...person(''), name: null, email: 'alice@acme.test' },
  ],
  [
    'https://GitHub.com/Alice',
    { account: 'github.com/alice', name: null, email: null },
  ],
  ['', null],
  [7, null],
])('%s requested it as %j', (requestor, requester) => {
  expect(readApproval('created', { requestor })).toMatchObject([{ requester }]);
});
