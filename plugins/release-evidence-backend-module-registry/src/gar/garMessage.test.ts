import {
  EDGE_VALUES,
  faultsOf,
  placesIn,
  replacedAt,
} from 'backstage-plugin-release-evidence-node/testUtils';
import {
  DIGEST,
  GAR_IMAGE,
  garInsert,
  garMessage,
} from '../__testUtils__/payloads';
import { keysOf, readBy } from '../__testUtils__/read';
import { SENDERS } from '../__testUtils__/senders';

const { source } = SENDERS.gar;

const read = (body: unknown) => readBy(source, body);

const time = { at: '2026-10-01T10:00:05.343Z', basis: 'event' };

const pushed = {
  kind: 'artifact-pushed',
  time,
  name: GAR_IMAGE,
  digest: DIGEST,
  tag: '1.4.2',
  mediaType: null,
  platforms: [],
  revision: null,
  sourceRepository: null,
  actor: null,
};

const deleted = { kind: 'artifact-deleted', time, name: GAR_IMAGE };

describe('a message of Artifact Registry', () => {
  it('says what was pushed, with its tag or without', () => {
    expect(read(garInsert())).toEqual([pushed]);
    expect(read(garInsert({ tag: undefined }))).toEqual([
      { ...pushed, tag: null },
    ]);
  });

  it('says which digest or tag was deleted', () => {
    const remove = (content: object) =>
      read(garInsert({ action: 'DELETE', ...content }));
    expect(remove({ tag: undefined })).toEqual([
      { ...deleted, digest: DIGEST, tag: null },
    ]);
    expect(remove({ digest: undefined })).toEqual([
      { ...deleted, digest: null, tag: '1.4.2' },
    ]);
  });

  it('is of the time at which it was published, under either name', () => {
    const { message } = garInsert();
    const { publishTime: _, ...rest } = message;
    expect(read({ message: rest })).toMatchObject([{ time }]);
  });

  const noImage =
    'message.data: digest: no image of a registry with a digest, or no digest (sha256: and 64 hex digits)';

  it.each([
    [{}, 'message: missing'],
    [{ message: {} }, 'message.data: missing'],
    [{ message: { data: '%' } }, 'message.data: no JSON in base64'],
    [garMessage('no JSON'), 'message.data: no JSON in base64'],
    [
      garMessage('7'),
      'message.data: the payload: number where object is expected',
    ],
    [
      garMessage({ action: 'PULL' }),
      'message.data: action: none of INSERT, DELETE',
    ],
    [garMessage({ action: 'DELETE' }), noImage],
    [garInsert({ digest: undefined }), noImage],
    [garInsert({ digest: `${GAR_IMAGE}@sha256:6ec128e26cd5` }), noImage],
    [garInsert({ digest: `payments@${DIGEST}`, tag: null }), noImage],
  ])('is ignored: %j', (body, reason) => {
    expect(read(body)).toBe(reason);
  });

  it('ends as an observation or a reason, whatever is in its content', () => {
    const content = JSON.parse(
      Buffer.from(garInsert().message.data, 'base64').toString(),
    );
    const faults = placesIn(content).flatMap(place =>
      EDGE_VALUES.flatMap(edge =>
        faultsOf(
          source.observe({
            id: 'delivery',
            headers: {},
            receivedAt: '2026-10-02T00:00:00.000Z',
            body: Buffer.from(
              JSON.stringify(
                garMessage(replacedAt(content, place, edge) ?? null),
              ),
            ),
          }),
        ).map(fault => [place, edge, fault]),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('is known by its id', () => {
    const { message } = garInsert();
    const { messageId, message_id, ...rest } = message;
    expect(keysOf(source, garInsert())).toEqual([messageId]);
    expect(keysOf(source, { message: { ...rest, message_id } })).toEqual([
      messageId,
    ]);
    expect(keysOf(source, { message: rest })).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });
});
