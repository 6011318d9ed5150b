import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  DocumentKind,
  EvidenceRecord,
  SignatureFact,
} from 'backstage-plugin-release-evidence-common';
import { connect } from '../database/connect';
import { SignatureStore } from './signatureStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const NOW = new Date('2027-01-01T00:00:00Z');
const LATER = new Date('2027-01-01T00:05:00Z');
const hash = (letter: string) => `sha256:${letter.repeat(64)}`;

const kept = (document: string, format: DocumentKind) =>
  ({ observation: { kind: 'document', document, format } } as EvidenceRecord);

const fact: SignatureFact = {
  status: 'unverifiable',
  reason: 'No root.',
  claimedSigner: null,
};

describe.each(databases.eachSupportedId())('signature facts, %s', id => {
  const open = async () => {
    const knex = await databases.init(id);
    await connect({ getClient: async () => knex });
    return {
      today: new SignatureStore(knex, hash('a')),
      tomorrow: new SignatureStore(knex, hash('b')),
    };
  };
  const claim = (store: SignatureStore, now = NOW) =>
    store.claim({ now, leaseUntil: LATER, limit: 10 });

  it('are asked for once, for what is signed', async () => {
    const { today } = await open();
    const records = [
      kept(hash('1'), 'sigstore-bundle'),
      kept(hash('1'), 'sigstore-bundle'),
      kept(hash('2'), 'cyclonedx'),
    ];
    expect(await today.consider(records, NOW)).toBe(true);
    await today.consider(records, NOW);
    expect(await claim(today)).toEqual([
      { document: hash('1'), format: 'sigstore-bundle', attempts: 0 },
    ]);
    expect(await today.consider([kept(hash('2'), 'spdx')], NOW)).toBe(false);
  });

  it('are leased to one, and come back when he is gone', async () => {
    const { today } = await open();
    await today.consider([kept(hash('1'), 'dsse')], NOW);
    expect(await claim(today)).toHaveLength(1);
    expect(await claim(today)).toHaveLength(0);
    expect(await claim(today, LATER)).toMatchObject([{ attempts: 1 }]);
  });

  it('are kept by document, and not asked for again', async () => {
    const { today } = await open();
    await today.consider([kept(hash('1'), 'dsse')], NOW);
    expect(await today.of([hash('1')])).toEqual(new Map());
    await today.save(hash('1'), [fact], NOW);
    expect(await today.of([hash('1'), hash('2')])).toEqual(
      new Map([[hash('1'), [fact]]]),
    );
    expect(await claim(today, LATER)).toEqual([]);
  });

  it('are found out again for other roots, while the old ones stay', async () => {
    const { today, tomorrow } = await open();
    await today.consider(
      [kept(hash('1'), 'dsse'), kept(hash('2'), 'sigstore-bundle')],
      NOW,
    );
    await today.save(hash('1'), [fact], NOW);
    await tomorrow.consider([kept(hash('2'), 'sigstore-bundle')], NOW);
    await tomorrow.adopt(NOW);
    await tomorrow.adopt(NOW);
    expect(await tomorrow.of([hash('1')])).toEqual(new Map());
    const waiting = await claim(tomorrow);
    expect(waiting.map(({ document }) => document).sort()).toEqual([
      hash('1'),
      hash('2'),
    ]);
    expect(await today.of([hash('1')])).toEqual(new Map([[hash('1'), [fact]]]));
    expect(await claim(today)).toHaveLength(1);
  });
});
