import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { demoKeys } from './sigstore';

const root = JSON.parse(
  readFileSync(
    path.join(__dirname, '..', '..', 'trust', 'acme-sigstore.json'),
    'utf8',
  ),
);

describe('the demo’s trusted root', () => {
  it('lists the keys that the demo signs with', () => {
    const { ca, log, certificateLog } = demoKeys();
    const spki = (key: typeof ca) =>
      key.publicKey.export({ type: 'spki', format: 'der' });
    const [authority] = root.certificateAuthorities[0].certChain.certificates;
    expect(Buffer.from(authority.rawBytes, 'base64').includes(spki(ca))).toBe(
      true,
    );
    expect(root.tlogs).toMatchObject([
      { publicKey: { rawBytes: spki(log).toString('base64') } },
    ]);
    expect(root.ctlogs).toMatchObject([
      {
        logId: {
          keyId: createHash('sha256')
            .update(spki(certificateLog))
            .digest('base64'),
        },
      },
    ]);
  });
});
