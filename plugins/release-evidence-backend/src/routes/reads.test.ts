import type { Server } from 'node:http';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  ComponentOverview,
  DeliveryDetail,
  DeliverySummary,
  Page,
  ReleaseDocument,
  ReleaseSummary,
} from 'backstage-plugin-release-evidence-common';
import request from 'supertest';
import {
  createReleaseEvidenceConditionalDecision,
  releaseEvidenceConditions,
} from '../permissions/releaseRules';
import {
  deliverGithub,
  deliverRegistry,
  eventually,
  pushEvent,
  read,
} from '../__testUtils__/deliver';
import { expectDescribed } from '../__testUtils__/openapi';
import {
  branchProtection,
  containerPackage,
  deploymentReview,
  deploymentStatus,
  digestOf,
  GithubEvent,
  pullRequestMerged,
  push,
  review,
  sha,
  workflowJob,
  workflowRun,
} from '../__testUtils__/payloads';
import { BASE, component, startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const repository = 'acme/payments';
const PAYMENTS = 'component:default/payments';
const commit = sha('release');
const head = sha('head');
const digest = digestOf('release');

/** One release with everything that webhooks can tell of it. */
const story: GithubEvent[] = [
  branchProtection({ repository, at: '2026-08-01T08:00:00Z' }),
  push({
    repository,
    at: '2026-09-01T10:00:00Z',
    before: sha('before'),
    commits: [{ id: commit, author: 'ada' }],
  }),
  pullRequestMerged({
    repository,
    number: 7,
    at: '2026-09-01T10:00:00Z',
    author: 'ada',
    head,
    mergeCommit: commit,
  }),
  review({
    repository,
    number: 7,
    id: 70,
    at: '2026-09-01T09:00:00Z',
    reviewer: 'grace',
    author: 'ada',
    commit: head,
  }),
  workflowRun({
    repository,
    id: 17,
    head: commit,
    startedAt: '2026-09-01T10:01:00Z',
    at: '2026-09-01T10:09:00Z',
  }),
  workflowJob({
    repository,
    id: 170,
    run: 17,
    head: commit,
    at: '2026-09-01T10:08:00Z',
  }),
  containerPackage({
    repository,
    name: repository,
    digest,
    tag: '1.4.2',
    commit,
    at: '2026-09-01T10:07:00Z',
  }),
  deploymentReview({
    repository,
    run: 17,
    head: commit,
    environment: 'production',
    approver: 'mira',
    at: '2026-09-01T11:00:00Z',
  }),
  deploymentStatus({
    repository,
    id: 9,
    commit,
    environment: 'prod',
    state: 'success',
    at: '2026-09-01T12:00:00Z',
    digest,
  }),
];

const deliverStory = async (server: Server) => {
  for (const { event, payload } of story) {
    expect((await deliverGithub(server, event, payload)).status).toBe(202);
  }
};

const settled = (server: Server, count: number) =>
  eventually(async () => {
    const page = await read<Page<ReleaseSummary>>(
      server,
      '/releases?limit=100',
    );
    return page.items.length === count &&
      page.items.every(({ environment }) => environment !== null)
      ? page
      : undefined;
  });

describe('reading', () => {
  let server: Server;
  let stop: () => Promise<void>;

  const start = async (options?: Parameters<typeof startPlugin>[0]) => {
    ({ server, stop } = await startPlugin(options));
  };

  afterEach(() => stop());

  const get = async (path: string) => {
    const response = await request(server)
      .get(`${BASE}${path}`)
      .buffer(true)
      .set('authorization', mockCredentials.user.header());
    expectDescribed('GET', path, response.status, response.body);
    return response;
  };

  it('shows a release with its score, reasons and evidence', async () => {
    await start();
    await deliverStory(server);
    const release = await eventually(async () => {
      const document = await read<ReleaseDocument>(
        server,
        `/releases/${digest}`,
      );
      return document.deployments.length > 0 && document.approvals.length > 0
        ? document
        : undefined;
    });
    expect(release).toMatchObject({
      component: PAYMENTS,
      digest,
      digests: [digest],
      repository: 'ghcr.io/acme/payments',
      tags: [{ name: '1.4.2', from: '2026-09-01T10:07:00.000Z', to: null }],
      source: {
        repository: 'github.com/acme/payments',
        commit,
        binding: 'authenticated',
      },
      recordedAt: '2026-09-01T10:07:00.000Z',
      environments: ['staging', 'production'],
    });
    const { controls, environment } = release.assessment!;
    expect(environment).toBe('production');
    expect(
      Object.fromEntries(controls.map(entry => [entry.control, entry.level])),
    ).toEqual({
      'source-protection': 'minimum',
      'build-isolation': 'better',
      'artifact-identity': 'minimum',
      'deployment-approval': 'minimum',
    });
    const known = new Set(release.evidence.map(({ id }) => id));
    const cited = controls.flatMap(({ cells }) =>
      cells.flatMap(({ requirements }) =>
        requirements.flatMap(({ evidence }) => evidence),
      ),
    );
    expect(cited.length).toBeGreaterThan(0);
    expect(cited.filter(id => !known.has(id))).toEqual([]);
    expect(new Set(release.evidence.map(item => item.class))).toEqual(
      new Set(['source', 'build', 'artifact', 'approval', 'deployment']),
    );
    expect(release.approvals).toEqual([
      expect.objectContaining({ approver: 'mira', namedBy: 'run' }),
    ]);
  });

  it('scores the environment that is asked for, by any of its names', async () => {
    await start();
    await deliverStory(server);
    await settled(server, 1);
    const staging = await read<ReleaseDocument>(
      server,
      `/releases/${digest}?environment=staging`,
    );
    expect(staging.assessment!.environment).toBe('staging');
    const production = await read<ReleaseDocument>(
      server,
      `/releases/${digest}?environment=PROD`,
    );
    expect(production.assessment!.environment).toBe('production');
    const unknown = await get(`/releases/${digest}?environment=moon`);
    expect(unknown.status).toBe(400);
    expect(unknown.body.error.message).toMatch(/use staging, production/);
  });

  it('says what runs where, and the next step', async () => {
    await start();
    await deliverStory(server);
    const overview = await eventually(async () => {
      const answer = await read<ComponentOverview>(
        server,
        '/components/component/default/payments',
      );
      return answer.environments[1].running?.approvedBy ? answer : undefined;
    });
    const [staging, production] = overview.environments;
    expect(staging).toMatchObject({ environment: 'staging', running: null });
    expect(production).toMatchObject({
      environment: 'production',
      protected: true,
      drift: false,
      running: {
        digest,
        tag: '1.4.2',
        level: 'minimum',
        since: '2026-09-01T12:00:00.000Z',
        approvedBy: 'mira',
      },
      nextStep: { control: 'source-protection', level: 'better' },
    });
  });

  it('pages newest first, and filters', async () => {
    await start();
    await deliverRegistry(
      server,
      [1, 2, 3, 4, 5].map(n =>
        pushEvent({
          digest: digestOf(n),
          tag: `1.${n}`,
          timestamp: `2026-09-0${n}T10:00:00Z`,
        }),
      ),
    );
    await settled(server, 5);
    const digests: string[] = [];
    let cursor = '';
    do {
      const page = await read<Page<ReleaseSummary>>(
        server,
        `/releases?component=${PAYMENTS}&limit=2${cursor}`,
      );
      digests.push(...page.items.map(entry => entry.digest));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor);
    expect(digests).toEqual([5, 4, 3, 2, 1].map(digestOf));
    expect(
      (await read<Page<ReleaseSummary>>(server, '/releases?level=none')).items,
    ).toHaveLength(5);
    expect(
      (await read<Page<ReleaseSummary>>(server, '/releases?level=strong'))
        .items,
    ).toEqual([]);
  });

  it('shows an index and its platforms as one release', async () => {
    await start();
    const index = pushEvent({ digest: digestOf('index'), tag: '2.0' });
    await deliverRegistry(server, [
      pushEvent({ digest: digestOf('arm64') }),
      {
        ...index,
        target: {
          ...index.target,
          mediaType: 'application/vnd.oci.image.index.v1+json',
          references: [{ digest: digestOf('arm64') }],
        },
      },
    ]);
    await settled(server, 1);
    for (const any of ['index', 'arm64']) {
      expect(
        await read<ReleaseDocument>(server, `/releases/${digestOf(any)}`),
      ).toMatchObject({
        digest: digestOf('index'),
        digests: [digestOf('index'), digestOf('arm64')],
      });
    }
  });

  it('never shows a signature’s tag as a release', async () => {
    await start();
    await deliverRegistry(server, [
      pushEvent({
        digest: digestOf('signature'),
        tag: `${digest.replace(':', '-')}.sig`,
      }),
      pushEvent({ digest, tag: '1.0' }),
    ]);
    const page = await settled(server, 1);
    expect(page.items[0].digest).toBe(digest);
  });

  it.each([
    ['/releases?limit=0', 400, /limit/],
    ['/releases?limit=101', 400, /limit/],
    ['/releases?level=best', 400, /level/],
    ['/releases?colour=red', 400, /colour|nrecognized/],
    ['/releases?cursor=abc', 400, /cursor/],
    ['/releases?component=payments', 400, /component/],
    ['/releases/latest', 400, /sha256: and 64/],
    [`/releases/sha256:${'0'.repeat(64)}`, 404, /No release/],
    ['/releases?component=component:default/nobody', 404, /no component/],
    ['/components/component/default/nobody', 404, /no component/],
    ['/deliveries?status=lost', 400, /status/],
    ['/deliveries/7', 400, /no id/],
    ['/deliveries/00000000-0000-0000-0000-000000000000', 404, /no delivery/],
  ])('answers %s with %d', async (path, status, message) => {
    await start();
    const response = await get(path);
    expect(response.body.error?.message).toMatch(message);
    expect(response.status).toBe(status);
  });

  it('asks for the component when several share a digest', async () => {
    await start({
      entities: ['payments', 'billing'].map(name =>
        component(name, {
          'release-evidence.io/artifacts': 'registry.acme.test/payments',
        }),
      ),
    });
    await deliverRegistry(server, [pushEvent({ digest, tag: '1.0' })]);
    await settled(server, 2);
    const ambiguous = await get(`/releases/${digest}`);
    expect(ambiguous.status).toBe(409);
    expect(ambiguous.body.error.message).toMatch(
      /component:default\/billing, component:default\/payments/,
    );
    expect(
      await read<ReleaseDocument>(
        server,
        `/releases/${digest}?component=component:default/billing`,
      ),
    ).toMatchObject({ component: 'component:default/billing' });
  });

  it('shows nothing to whom the policy denies it', async () => {
    await start({
      features: [
        mockServices.permissions.mock({
          authorize: async queries =>
            queries.map(() => ({ result: AuthorizeResult.DENY })),
          authorizeConditional: async queries =>
            queries.map(() => ({ result: AuthorizeResult.DENY })),
        }).factory,
      ],
    });
    await deliverRegistry(server, [pushEvent({ digest, tag: '1.0' })]);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect((await get('/releases')).body).toEqual({ items: [] });
    expect((await get(`/releases/${digest}`)).status).toBe(404);
    expect((await get(`/releases?component=${PAYMENTS}`)).status).toBe(404);
    for (const path of ['/deliveries', '/health']) {
      const response = await get(path);
      expect(response.status).toBe(403);
      expect(response.body.error.message).toMatch(
        /release-evidence\.delivery\.read/,
      );
    }
  });

  it('shows what a conditional decision lets through, and only that', async () => {
    await start({
      entities: [
        component('payments', {
          'release-evidence.io/artifacts': 'registry.acme.test/payments',
        }),
        {
          ...component('ledger', {
            'release-evidence.io/artifacts': 'registry.acme.test/ledger',
          }),
          relations: [{ type: 'ownedBy', targetRef: 'group:default/other' }],
        },
      ],
      features: [
        mockServices.permissions.mock({
          authorize: async queries =>
            queries.map(() => ({ result: AuthorizeResult.ALLOW })),
          authorizeConditional: async queries =>
            queries.map(({ permission }) =>
              createReleaseEvidenceConditionalDecision(
                permission as never,
                releaseEvidenceConditions.isComponentOwner({
                  claims: ['group:default/other'],
                }),
              ),
            ),
        }).factory,
      ],
    });
    await deliverRegistry(server, [
      pushEvent({ digest: digestOf('p'), tag: '1.0' }),
      pushEvent({ digest: digestOf('l'), tag: '1.0', repository: 'ledger' }),
    ]);
    const page = await settled(server, 1);
    expect(page.items[0].component).toBe('component:default/ledger');
    expect((await get(`/releases/${digestOf('l')}`)).status).toBe(200);
    expect((await get(`/releases/${digestOf('p')}`)).status).toBe(404);
  });

  it('shows a delivery with what was made of it, raw too, and replays it', async () => {
    await start();
    await deliverRegistry(server, [
      pushEvent({ digest, tag: '1.0', id: 'event-1' }),
    ]);
    await settled(server, 1);
    const [{ id }] = (await read<Page<DeliverySummary>>(server, '/deliveries'))
      .items;
    const detail = await read<DeliveryDetail>(server, `/deliveries/${id}`);
    expect(detail.evidence).toEqual([
      expect.objectContaining({
        kind: 'artifact-pushed',
        subject: digest,
        delivery: id,
      }),
    ]);
    const raw = await get(`/deliveries/${id}/body`);
    expect(JSON.parse(raw.body.toString()).events[0].id).toBe('event-1');
    expect(raw.headers['content-type']).toBe('application/octet-stream');

    const replayed = await request(server)
      .post(`${BASE}/deliveries/${id}/replay`)
      .set('authorization', mockCredentials.user.header());
    expect(replayed.status).toBe(202);
    expectDescribed('POST', `/deliveries/${id}/replay`, 202, replayed.body);
    await eventually(async () => {
      const again = await read<DeliveryDetail>(server, `/deliveries/${id}`);
      return again.status === 'done';
    });
    const after = await read<DeliveryDetail>(server, `/deliveries/${id}`);
    expect(after.evidence).toEqual(detail.evidence);
  });
});
