import {
  cdEvent,
  DIGEST,
  Draft,
  HEX,
  PURL,
} from '../../__testUtils__/cdEvents';
import { read } from '../../__testUtils__/send';

const time = { at: '2026-10-01T14:27:05.315Z', basis: 'event' };

const readEvent = (word: string, content: object = {}, draft: Draft = {}) =>
  read('cdevents', cdEvent(word, content, draft));

const KEY =
  'cdevents:["/ci/tekton","271069a8-fc18-44f1-b38f-9d70a1695819","dev.cdevents.service.WORD.0.3.0"]';

const nothingTold = {
  repository: null,
  commit: null,
  artifact: null,
  digest: null,
  tag: null,
  run: null,
};

const named = {
  ...nothingTold,
  artifact: 'ghcr.io/acme/payments',
  digest: DIGEST,
  tag: '1.4.2',
};

describe('a service', () => {
  it.each(['deployed', 'upgraded', 'rolledback'])(
    'that is %s has this artifact from now on',
    word => {
      expect(
        readEvent(`service.${word}`, {
          environment: { id: 'production', source: '/clusters' },
          artifactId: PURL,
        }),
      ).toEqual([
        {
          ...named,
          kind: 'deployment',
          time,
          deployment: KEY.replace('WORD', word),
          environment: 'production',
          status: 'succeeded',
          by: null,
        },
      ]);
    },
  );

  it.each([
    [
      `pkg:oci/myapp@sha256%3A${HEX}`,
      { artifact: 'pkg:oci/myapp', digest: DIGEST, tag: null },
    ],
    [HEX, { artifact: null, digest: DIGEST, tag: null }],
    [DIGEST, { artifact: null, digest: DIGEST, tag: null }],
    [
      `ghcr.io/acme/pay:1@${DIGEST}`,
      { artifact: 'ghcr.io/acme/pay', digest: DIGEST, tag: '1' },
    ],
    [
      'pkg:golang/mygit.com/myorg/myapp@234fd47e07d1004f0aed9c',
      {
        artifact: 'pkg:golang/mygit.com/myorg/myapp',
        digest: null,
        tag: '234fd47e07d1004f0aed9c',
      },
    ],
  ])('is of the artifact %s', (artifactId, expected) => {
    expect(
      readEvent('service.deployed', { environment: { id: 'p' }, artifactId }),
    ).toMatchObject([expected]);
  });

  it('that is removed no longer runs', () => {
    expect(
      readEvent('service.removed', { environment: { id: 'test' } }),
    ).toEqual([
      {
        ...nothingTold,
        kind: 'deployment',
        time,
        deployment: KEY.replace('WORD', 'removed'),
        environment: 'test',
        status: 'inactive',
        by: null,
      },
    ]);
  });

  it.each([
    ['service.deployed', { artifactId: PURL }, 'environment.id: missing'],
    [
      'service.deployed',
      { environment: { id: 'p' } },
      'subject.content.artifactId: no package URL',
    ],
    [
      'service.upgraded',
      { environment: { id: 'p' }, artifactId: 'payments' },
      'subject.content.artifactId: no package URL',
    ],
    ['service.removed', {}, 'subject.content.environment.id: missing'],
    ['service.published', {}, 'context.type: a service that can be reached'],
  ])('%s with %j says nothing', (word, content, reason) => {
    expect(readEvent(word, content)).toContain(reason);
  });
});
