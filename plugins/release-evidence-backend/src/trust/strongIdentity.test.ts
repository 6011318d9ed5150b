import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  Health,
  ReleaseDocument,
} from 'backstage-plugin-release-evidence-common';
import request from 'supertest';
import {
  deliverRegistry,
  eventually,
  pushEvent,
  read,
} from '../__testUtils__/deliver';
import { BASE, startPlugin, testConfig } from '../__testUtils__/startPlugin';
import { createSigstore, Identity } from 'release-evidence-demo/sigstore';

jest.setTimeout(120_000);

const WORKFLOW =
  'https://github.com/acme/payments/.github/workflows/release.yml@refs/heads/main';
const COMMIT = 'c'.repeat(40);

const identity = (change: Partial<Identity> = {}): Identity => ({
  name: WORKFLOW,
  claims: {
    11: 'github-hosted',
    12: 'https://github.com/acme/payments',
    13: COMMIT,
    18: WORKFLOW,
    19: COMMIT,
  },
  ...change,
});

interface Claims {
  hex: string;
  builder?: string;
  repository?: string;
}

const provenance = ({
  hex,
  builder = WORKFLOW,
  repository = 'https://github.com/acme/payments',
}: Claims) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'payments', digest: { sha256: hex } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {
        workflow: {
          repository,
          ref: 'refs/heads/main',
          path: '.github/workflows/release.yml',
        },
      },
      resolvedDependencies: [
        {
          uri: `git+${repository}@refs/heads/main`,
          digest: { gitCommit: COMMIT },
        },
      ],
    },
    runDetails: { builder: { id: builder } },
  },
});

const sbom = (hex: string) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {
    component: {
      type: 'container',
      name: 'payments',
      hashes: [{ alg: 'SHA-256', content: hex }],
    },
  },
});

/** What the requirements of a release say, by their ids. */
function requirementsOf({ assessment }: ReleaseDocument) {
  const all = assessment!.controls.flatMap(({ cells }) =>
    cells.flatMap(({ requirements }) => requirements),
  );
  return new Map(all.map(entry => [entry.id, entry]));
}

describe('strong artifact identity', () => {
  let sigstore: Awaited<ReturnType<typeof createSigstore>>;
  let server: Server;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    sigstore = await createSigstore();
    const folder = mkdtempSync(path.join(tmpdir(), 'trust-'));
    const file = path.join(folder, 'acme.json');
    writeFileSync(file, sigstore.root);
    ({ server, stop } = await startPlugin({
      config: {
        ...testConfig,
        trust: {
          roots: [{ file }],
          signers: [
            {
              issuer: 'https://token.actions.githubusercontent.com',
              identity:
                'https://github.com/acme/*/.github/workflows/release.yml@refs/heads/main',
            },
          ],
          builders: [
            {
              id: WORKFLOW,
              hardened: { network: 'declared', identity: 'attested' },
            },
          ],
        },
      },
    }));
  });
  afterAll(() => stop());

  const upload = async (digest: string, document: object) =>
    request(server)
      .post(`${BASE}/evidence`)
      .query({ digest })
      .set('authorization', mockCredentials.service.header())
      .set('content-type', 'application/json')
      .send(JSON.stringify(document))
      .expect(202);

  /** Pushes an artifact with all of its documents, and reads it once verified. */
  async function release(
    change: (parts: { hex: string; bytes: Buffer }) => Promise<{
      provenance?: object;
      signature?: object;
    }> = async () => ({}),
  ) {
    const bytes = randomBytes(16);
    const hex = createHash('sha256').update(bytes).digest('hex');
    const digest = `sha256:${hex}`;
    await deliverRegistry(server, [pushEvent({ digest })]);
    const changed = await change({ hex, bytes });
    await upload(digest, sbom(hex));
    await upload(
      digest,
      changed.provenance ??
        (await sigstore.attest(provenance({ hex }), identity())),
    );
    await upload(
      digest,
      changed.signature ?? (await sigstore.signBytes(bytes, identity())),
    );
    return eventually(async () => {
      const found = await read<ReleaseDocument>(
        server,
        `/releases/${digest}`,
      ).catch(() => undefined);
      const judged = found?.evidence.filter(
        ({ verification }) =>
          verification && !/waits/.test(verification.reason ?? ''),
      );
      return judged?.length === 3 ? found : undefined;
    });
  }

  it('is reached by a good release', async () => {
    const found = await release();
    const control = found.assessment!.controls.find(
      entry => entry.control === 'artifact-identity',
    );
    expect(control).toMatchObject({ level: 'strong' });
    const requirements = requirementsOf(found);
    expect(requirements.get('builder-verified')).toMatchObject({
      status: 'met',
    });
    expect(requirements.get('builder-hardened')).toMatchObject({
      status: 'met',
      reason: expect.stringMatching(/network declared, identity attested/),
    });
    const signed = found.evidence.filter(
      ({ verification }) => verification?.status === 'verified',
    );
    expect(signed).toHaveLength(2);
    expect(signed[0]).toMatchObject({
      binding: 'attested',
      verification: {
        signer: WORKFLOW,
        reason: null,
        checks: {
          signature: { result: 'ok' },
          subject: { result: 'ok' },
          signer: { result: 'ok' },
        },
      },
    });
  });

  const flipped = (bundle: Awaited<ReturnType<typeof sigstore.attest>>) => {
    const { payload } = bundle.dsseEnvelope;
    const statement = JSON.parse(Buffer.from(payload, 'base64').toString());
    statement.predicate.runDetails.metadata = { invocationId: '2' };
    const changed = Buffer.from(JSON.stringify(statement)).toString('base64');
    return {
      ...bundle,
      dsseEnvelope: { ...bundle.dsseEnvelope, payload: changed },
    };
  };

  const evil =
    'https://github.com/evil/payments/.github/workflows/x.yml@refs/heads/main';

  it.each<[string, (hex: string) => Promise<object>, string, RegExp]>([
    [
      'a changed statement',
      async hex =>
        flipped(await sigstore.attest(provenance({ hex }), identity())),
      'not-met',
      /^The signature check failed: The transparency log lists something else/,
    ],
    [
      'another subject',
      () => sigstore.attest(provenance({ hex: 'ee'.repeat(32) }), identity()),
      'not-met',
      /^The subject check failed: Its subject is another digest/,
    ],
    [
      'another signer',
      hex =>
        sigstore.attest(
          provenance({ hex, builder: evil }),
          identity({ name: evil }),
        ),
      'not-met',
      /^The signer check failed: .*evil.* is not expected to sign/,
    ],
    [
      'a signer whose name contains the expected one',
      hex =>
        sigstore.attest(
          provenance({ hex }),
          identity({ name: `${WORKFLOW}-2` }),
        ),
      'not-met',
      /^The signer check failed: .*main-2 is not expected/,
    ],
    [
      'the expected name by another issuer',
      hex =>
        sigstore.attest(
          provenance({ hex }),
          identity({ issuer: 'https://evil.example' }),
        ),
      'not-met',
      /^The signer check failed: .*authenticated by https:\/\/evil\.example/,
    ],
    [
      'another builder than the signer',
      hex => sigstore.attest(provenance({ hex, builder: evil }), identity()),
      'not-met',
      /^The builder check failed: The provenance names the builder .*evil/,
    ],
    [
      'another repository',
      hex =>
        sigstore.attest(
          provenance({ hex, repository: 'https://github.com/acme/other' }),
          identity({
            claims: {
              ...identity().claims,
              12: 'https://github.com/acme/other',
            },
          }),
        ),
      'not-met',
      /^The source check failed: It was built from github.com\/acme\/other/,
    ],
    [
      'a certificate of another repository than the statement says',
      hex =>
        sigstore.attest(
          provenance({ hex }),
          identity({
            claims: {
              ...identity().claims,
              12: 'https://github.com/acme/other',
            },
          }),
        ),
      'not-met',
      /^The source check failed: The certificate was issued to a run of github.com\/acme\/other/,
    ],
    [
      'an instance that no root lists',
      async hex =>
        (await createSigstore()).attest(provenance({ hex }), identity()),
      'unknown',
      /^No trust root lists the authority that issued the certificate/,
    ],
    [
      'a bare statement that looks like it',
      async hex => provenance({ hex, builder: '' }),
      'unknown',
      /Nobody signed it/,
    ],
  ])('is lost by %s, and nothing else is', async (_, make, status, reason) => {
    const good = requirementsOf(await release());
    const bad = requirementsOf(
      await release(async ({ hex }) => ({ provenance: await make(hex) })),
    );
    expect(bad.get('provenance-verified')).toMatchObject({
      status,
      reason: expect.stringMatching(reason),
    });
    const others = (all: typeof good) =>
      [...all]
        .filter(([id]) => !/^(provenance|builder|source-provenance)/.test(id))
        .map(([id, entry]) => [id, entry.status]);
    expect(others(bad)).toEqual(others(good));
  });

  it('is lost without a signature over the digest', async () => {
    const found = requirementsOf(
      await release(async () => ({
        signature: await sigstore.signBytes(Buffer.from('other'), identity()),
      })),
    );
    expect(found.get('provenance-verified')).toMatchObject({ status: 'met' });
    expect(found.get('signature-verified')).toMatchObject({
      status: 'not-met',
      reason: expect.stringMatching(/subject check failed/),
    });
  });

  it('names the roots and their age', async () => {
    const { trust } = await read<Health>(server, '/health');
    expect(trust).toEqual([
      { root: 'acme', ageDays: expect.any(Number), refused: [] },
    ]);
  });
});
