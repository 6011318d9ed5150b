import { randomBytes } from 'node:crypto';
import { createSigstore } from 'release-evidence-demo/sigstore';
import { VerificationPool } from './verificationPool';

jest.setTimeout(120_000);

const envelope = () => ({
  payload: randomBytes(200).toString('base64'),
  payloadType: 'application/vnd.in-toto+json',
  signatures: [{ keyid: '', sig: randomBytes(70).toString('base64') }],
});

describe('the verification pool', () => {
  let pool: VerificationPool;
  afterEach(() => pool.close());

  it('verifies in threads, once for all who ask at the same time', async () => {
    const sigstore = await createSigstore();
    const bundle = await sigstore.attest({ predicateType: 'x' }, { name: 'a' });
    const roots = [{ name: 'acme', text: sigstore.root, configKey: 'roots' }];
    pool = new VerificationPool(
      { roots, keys: [] },
      { threads: 2, timeoutMs: 60_000 },
    );
    const bytes = Buffer.from(JSON.stringify(bundle));
    const ask = () => pool.verify('sha256:one', bytes, 'sigstore-bundle');
    const [first, second] = [ask(), ask()];
    expect(first).toBe(second);
    expect(await first).toMatchObject([
      { status: 'valid', signer: { identity: 'a', root: 'acme' } },
    ]);
  });

  it('ends a thread that takes too long, and goes on with another', async () => {
    pool = new VerificationPool(
      { roots: [], keys: [] },
      { threads: 1, timeoutMs: 1 },
    );
    const bytes = Buffer.from(JSON.stringify(envelope()));
    const slow = ['a', 'b'].map(name => pool.verify(name, bytes, 'dsse'));
    expect(await Promise.allSettled(slow)).toMatchObject([
      { status: 'rejected', reason: { name: 'VerificationTimeoutError' } },
      { status: 'rejected', reason: { name: 'VerificationTimeoutError' } },
    ]);
  });

  it('keeps its memory over ten thousand documents', async () => {
    pool = new VerificationPool(
      { roots: [], keys: [] },
      { threads: 1, timeoutMs: 60_000 },
    );
    const fifty = (from: number) =>
      Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          pool.verify(
            `${from + index}`,
            Buffer.from(JSON.stringify(envelope())),
            'dsse',
          ),
        ),
      );
    const some = async (count: number) => {
      const statuses = new Set<string>();
      for (let done = 0; done < count; done += 50) {
        const facts = (await fifty(done)).flat();
        facts.forEach(({ status }) => statuses.add(status));
      }
      expect([...statuses]).toEqual(['unverifiable']);
      return process.memoryUsage().rss;
    };
    const before = await some(2_000);
    const after = await some(8_000);
    expect(after - before).toBeLessThan(64 * 1024 * 1024);
  });
});
