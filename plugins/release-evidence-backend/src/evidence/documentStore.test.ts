import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { connect } from '../database/connect';
import { DatabaseDocumentStore } from './documentStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const LIMIT = 3_000_000;

describe.each(databases.eachSupportedId())('documents on %s', databaseId => {
  let knex: Knex;
  let store: DatabaseDocumentStore;

  beforeEach(async () => {
    knex = await connect({ getClient: () => databases.init(databaseId) });
    store = new DatabaseDocumentStore(knex);
  });

  const pieces = () => knex('document_pieces').select('position');

  it('gives back the very bytes, in whatever parts they came', async () => {
    const bytes = randomBytes(2_000_000);
    const parts = [
      bytes.subarray(0, 1),
      bytes.subarray(1, 1_500_000),
      bytes.subarray(1_500_000),
    ];
    const kept = await store.keep(Readable.from(parts), LIMIT);
    expect(kept.size).toBe(bytes.length);
    expect((await pieces()).length).toBeGreaterThan(4);
    const read = await buffer(await store.open(kept.digest));
    expect(read.equals(bytes)).toBe(true);
  });

  it('keeps the empty document under its well-known hash', async () => {
    const { digest } = await store.keep(Readable.from([]), LIMIT);
    expect(digest).toBe(
      'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(await buffer(await store.open(digest))).toHaveLength(0);
  });

  it('keeps equal bytes once, also when they come at the same time', async () => {
    const bytes = randomBytes(10_000);
    const kept = await Promise.all(
      Array.from({ length: 5 }, () =>
        store.keep(Readable.from([bytes]), LIMIT),
      ),
    );
    expect(new Set(kept.map(({ digest }) => digest)).size).toBe(1);
    expect(await knex('documents').select('digest')).toHaveLength(1);
    expect(await pieces()).toHaveLength(1);
    const read = await buffer(await store.open(kept[0].digest));
    expect(read.equals(bytes)).toBe(true);
  });

  it.each([
    [
      'is too long',
      () => Readable.from([Buffer.alloc(LIMIT), Buffer.alloc(1)]),
      /documents\.maxSize/,
    ],
    [
      'breaks off',
      () =>
        Readable.from(
          (function* broken() {
            yield randomBytes(1_000_000);
            throw new Error('the line went dead');
          })(),
        ),
      /the line went dead/,
    ],
  ])('keeps nothing of what %s', async (_, source, message) => {
    await expect(store.keep(source(), LIMIT)).rejects.toThrow(message);
    expect(await knex('documents').select('digest')).toEqual([]);
    expect(await pieces()).toEqual([]);
  });

  it('sweeps what a killed process left behind, and nothing else', async () => {
    const { digest } = await store.keep(
      Readable.from([randomBytes(1000)]),
      LIMIT,
    );
    const piece = (upload_id: string, stored_at: Date) => ({
      upload_id,
      position: 0,
      data: Buffer.from('half'),
      stored_at,
    });
    const now = new Date();
    const hours = (count: number) =>
      new Date(now.getTime() - count * 3_600_000);
    await knex('document_pieces').insert([
      piece('abandoned', hours(25)),
      piece('under-way', hours(1)),
    ]);
    await knex('document_pieces')
      .whereIn('upload_id', knex('documents').select('upload_id'))
      .update({ stored_at: hours(1000) });
    await store.sweep(now);
    const left: { upload_id: string }[] = await knex('document_pieces').select(
      'upload_id',
    );
    expect(left.map(({ upload_id }) => upload_id)).toContain('under-way');
    expect(left).toHaveLength(2);
    expect(await buffer(await store.open(digest))).toHaveLength(1000);
  });

  it('says so when there is no such document', async () => {
    await expect(store.open(`sha256:${'0'.repeat(64)}`)).rejects.toThrow(
      'No document',
    );
  });
});
