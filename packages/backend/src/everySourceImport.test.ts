import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import releaseEvidence from 'backstage-plugin-release-evidence-backend';
import ci from 'backstage-plugin-release-evidence-backend-module-ci';
import deploy from 'backstage-plugin-release-evidence-backend-module-deploy';
import github from 'backstage-plugin-release-evidence-backend-module-github';
import gitlab from 'backstage-plugin-release-evidence-backend-module-gitlab';
import registry from 'backstage-plugin-release-evidence-backend-module-registry';
import request from 'supertest';
import { GOOGLE_KEYS, Proof, senders } from './__testUtils__/senders';

jest.setTimeout(120_000);

/*
 * A recording without a credential is taken on the importer's word, one with a
 * wrong credential never, whatever a sender's credential looks like.
 */

const folder = mkdtempSync(path.join(tmpdir(), 'every-import-'));
const keyFile = path.join(folder, 'google.json');
writeFileSync(keyFile, JSON.stringify(GOOGLE_KEYS));
const SENDERS = senders(keyFile);
const BODY = Buffer.from('{}');

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend({
    features: [
      releaseEvidence,
      github,
      gitlab,
      registry,
      ci,
      deploy,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          releaseEvidence: {
            sources: Object.fromEntries(
              SENDERS.map(({ type, config }) => [type, { type, ...config }]),
            ),
          },
        },
      }),
    ],
  });
});
afterAll(async () => {
  await backend.stop();
  rmSync(folder, { recursive: true });
});

/** Why an import of one line was refused; undefined when it was not. */
async function refusal(
  source: string,
  headers: Record<string, string>,
): Promise<string | undefined> {
  const response = await request(backend.server)
    .post('/api/release-evidence/deliveries/import')
    .set('authorization', mockCredentials.user.header())
    .set('content-type', 'application/x-ndjson')
    .send(JSON.stringify({ source, headers, body: BODY.toString() }));
  expect(response.status).toBe(200);
  return response.body.failed[0]?.reason;
}

/** The credential of a request as its headers; a recording has no URL. */
const credential = ({ headers, query }: Proof): Record<string, string> =>
  headers ?? { authorization: `Bearer ${query?.token}` };

/** The same headers, with something in each that its sender did not write. */
const forged = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      `${value.slice(0, -8)}AAAA${value.slice(-4)}`,
    ]),
  );

describe.each(SENDERS)('a recording of $type', ({ type, prove }) => {
  it('with its credential is believed', async () => {
    const headers = credential(await prove(BODY));
    expect((await refusal(type, headers)) ?? '').not.toMatch(/^headers: /);
  });

  it('with a forged credential is refused', async () => {
    expect(await refusal(type, forged(credential(await prove(BODY))))).toMatch(
      /^headers: /,
    );
  });

  it('without a credential stands on the word of whoever imports it', async () => {
    expect((await refusal(type, {})) ?? '').not.toMatch(/^headers: /);
  });
});
