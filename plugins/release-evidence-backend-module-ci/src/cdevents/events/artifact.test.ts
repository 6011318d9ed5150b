import {
  cdEvent,
  COMMIT,
  DIGEST,
  Draft,
  HEX,
  PURL,
} from '../../__testUtils__/cdEvents';
import { read } from '../../__testUtils__/send';

const time = { at: '2026-10-01T14:27:05.315Z', basis: 'event' };

const readEvent = (word: string, content: object = {}, draft: Draft = {}) =>
  read('cdevents', cdEvent(word, content, draft));

const about = (id: string) => ({ subject: { id } });

const pushed = {
  kind: 'artifact-pushed',
  time,
  name: 'ghcr.io/acme/payments',
  digest: DIGEST,
  tag: '1.4.2',
  mediaType: null,
  platforms: [],
  revision: null,
  sourceRepository: null,
  actor: null,
};

describe('an artifact', () => {
  it.each(['artifact.packaged', 'artifact.published'])('%s is one', word => {
    expect(readEvent(word, {}, about(PURL))).toEqual([pushed]);
  });

  it('that is signed existed then; its tag may be elsewhere by now', () => {
    expect(
      readEvent('artifact.signed', { signature: 'MEYC' }, about(PURL)),
    ).toEqual([{ ...pushed, tag: null }]);
  });

  it('tells the change it was made of, and by whom', () => {
    expect(
      readEvent(
        'artifact.packaged',
        {
          user: 'bot',
          change: { id: COMMIT, source: 'https://github.com/acme/payments' },
        },
        about(PURL),
      ),
    ).toEqual([
      {
        ...pushed,
        revision: COMMIT,
        sourceRepository: 'github.com/acme/payments',
        actor: { account: null, name: 'bot', email: null },
      },
    ]);
  });

  it('without a digest is only announced', () => {
    expect(
      readEvent('artifact.published', { user: 'bot' }, about('pkg:npm/pay@1')),
    ).toEqual([
      {
        kind: 'artifact-announced',
        time,
        name: 'pkg:npm/pay',
        tag: '1',
        actor: { account: null, name: 'bot', email: null },
      },
    ]);
  });

  it.each([
    [PURL, DIGEST, null],
    ['pkg:npm/pay@1', null, '1'],
  ])('%s is deleted', (id, digest, tag) => {
    expect(readEvent('artifact.deleted', {}, about(id))).toEqual([
      {
        kind: 'artifact-deleted',
        time,
        name: digest ? pushed.name : 'pkg:npm/pay',
        digest,
        tag,
      },
    ]);
  });

  it.each([
    ['artifact.published', 'payments', 'subject.id: no package URL'],
    ['artifact.published', HEX, 'subject.id: no package URL'],
    ['artifact.published', 'pkg:npm/pay', 'names no digest'],
    ['artifact.signed', 'pkg:npm/pay@1', 'names no digest'],
    ['artifact.deleted', 'pkg:npm/pay', 'neither a digest nor a tag'],
    ['artifact.deleted', 'payments', 'subject.id: no package URL'],
    ['artifact.downloaded', PURL, 'context.type: a download stores nothing'],
  ])('%s of %s says nothing', (word, id, reason) => {
    expect(readEvent(word, {}, about(id))).toContain(reason);
  });
});
