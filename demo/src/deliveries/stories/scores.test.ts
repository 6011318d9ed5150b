import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The demo talks to the plugin by HTTP alone; only here both meet.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import releaseEvidencePlugin from 'backstage-plugin-release-evidence-backend';
import githubModule from 'backstage-plugin-release-evidence-backend-module-github';
import registryModule from 'backstage-plugin-release-evidence-backend-module-registry';
import type {
  DeliverySummary,
  Page,
  ReleaseDocument,
  ReleaseSummary,
} from 'backstage-plugin-release-evidence-common';
import { catalogEntities } from '../../__testUtils__/catalog';
import { demoConfig } from '../../__testUtils__/demoConfig';
import { demoDeliveriesPlugin } from '../demoPlugin';

jest.setTimeout(120_000);

/**
 * The levels of source protection, build isolation, artifact identity and
 * deployment approval, then the requirements that evidence speaks against.
 */
type Scores = Record<string, string>;

const production: Record<string, Scores> = {
  payments: {
    '2.3.0': 'better better better minimum',
    '2.3.1': 'better better better minimum',
    '2.4.0': 'strong strong strong minimum',
    '2.4.1': 'strong strong strong minimum',
    '2.5.0': 'strong strong strong minimum',
  },
  storefront: {
    '1.8.0': 'minimum better better minimum: code-owner-review-required',
    '1.9.0': 'minimum better better minimum: code-owner-review-required',
    '1.9.1': 'minimum better minimum minimum: code-owner-review-required',
    '1.10.0': 'minimum better better minimum: code-owner-review-required',
  },
  ledger: {
    '0.31.0': 'minimum better better minimum: code-owner-review-required',
    '0.32.0': 'minimum better better minimum: code-owner-review-required',
    '0.32.1':
      'minimum better minimum none: code-owner-review-required approved-before-deployment',
  },
  search: {
    '4.1.0': 'minimum minimum better minimum: dedicated-or-ephemeral-runner',
    '4.2.0':
      'minimum minimum better none: dedicated-or-ephemeral-runner approved-before-deployment',
  },
  'mobile-gateway': {
    '0.7.0':
      'minimum minimum minimum minimum: code-owner-review-required dedicated-or-ephemeral-runner',
    '0.8.0':
      'minimum none minimum minimum: code-owner-review-required run-not-from-fork',
  },
  notifications: {
    '1.0.0':
      'none minimum minimum minimum: branch-protected-at-merge dedicated-or-ephemeral-runner',
    '1.1.0':
      'minimum minimum minimum minimum: code-owner-review-required dedicated-or-ephemeral-runner',
  },
  identity: {
    '3.0.0': 'minimum better better minimum',
    '3.1.0': 'minimum better minimum none: approved-before-deployment',
    '3.1.1': 'minimum better better minimum',
    '3.2.0': 'minimum better better none',
  },
  invoices: {
    '7.2.0':
      'minimum minimum minimum minimum: code-owner-review-required dedicated-or-ephemeral-runner',
    '7.3.0':
      'minimum minimum minimum minimum: code-owner-review-required workflow-changes-reviewed dedicated-or-ephemeral-runner',
  },
  'feature-flags': {
    '0.4.0': 'none better minimum none: branch-protected-at-merge',
    '0.5.0': 'none better minimum none: branch-protected-at-merge',
  },
};

/** Whose releases were approved for staging too, and whose were not. */
const staging: Record<string, string[]> = {
  minimum: ['payments', 'notifications', 'identity', 'invoices'],
  none: ['storefront', 'search', 'feature-flags'],
};

/** The kinds of evidence that only uploads bring here. */
const DOCUMENTS = [
  'cyclonedx',
  'spdx',
  'junit',
  'trivy',
  'sarif',
  'log',
  'slsa-provenance',
];

describe('what the stories are worth', () => {
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let releases: ReleaseDocument[];

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        releaseEvidencePlugin,
        githubModule,
        registryModule,
        demoDeliveriesPlugin,
        catalogServiceMock.factory({ entities: catalogEntities() }),
        mockServices.rootConfig.factory({ data: demoConfig.data }),
      ],
    });
    releases = await settledReleases();
  });
  afterAll(() => backend.stop());

  async function read<T>(path: string): Promise<T> {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/release-evidence${path}`,
      { headers: { authorization: mockCredentials.user.header() } },
    );
    if (!response.ok) {
      throw new Error(`GET ${path}: ${response.status}`);
    }
    return (await response.json()) as T;
  }

  async function deliveriesThat(status: string) {
    const page = await read<Page<DeliverySummary>>(
      `/deliveries?status=${status}&limit=100`,
    );
    return page.items.map(({ type, reason, error }) => [type, reason, error]);
  }

  const release = (
    { component, digest }: ReleaseSummary,
    environment: string,
  ) =>
    read<ReleaseDocument>(
      `/releases/${digest}?component=${component}&environment=${environment}`,
    );

  async function everyRelease(environment: string): Promise<ReleaseDocument[]> {
    const { items } = await read<Page<ReleaseSummary>>('/releases?limit=100');
    return Promise.all(items.map(summary => release(summary, environment)));
  }

  /** Signatures are verified after their documents were taken. */
  const isVerified = ({ evidence }: ReleaseDocument) =>
    evidence.every(
      ({ verification }) => !/waits/.test(verification?.reason ?? ''),
    );

  /** Releases look at each other, so the last one scored may move another. */
  async function settledReleases(): Promise<ReleaseDocument[]> {
    const expected = Object.values(production).flatMap(Object.keys).length;
    const deadline = Date.now() + 60_000;
    let last: string | undefined;
    for (;;) {
      await new Promise(resolve => setTimeout(resolve, 500));
      const found = await everyRelease('production');
      const pending = await deliveriesThat('pending');
      const now = JSON.stringify(found.map(scoreOf));
      if (
        (found.length >= expected &&
          pending.length === 0 &&
          found.every(isVerified) &&
          now === last) ||
        Date.now() > deadline
      ) {
        return found;
      }
      last = now;
    }
  }

  it('is told by deliveries that were all understood', async () => {
    expect(await deliveriesThat('dead')).toEqual([]);
    expect(await deliveriesThat('ignored')).toEqual([]);
    expect(await deliveriesThat('pending')).toEqual([]);
  });

  it.each(Object.entries(production))(
    'scores %s in production as its story says',
    (name, scores) => {
      expect(scoresOf(releases, name)).toEqual(scores);
    },
  );

  it.each(Object.entries(staging))(
    'finds the approval for staging %s',
    async (level, names) => {
      const found = await everyRelease('staging');
      for (const name of names) {
        const reached = found
          .filter(({ component }) => component.endsWith(`/${name}`))
          .map(({ assessment }) => assessment!.controls[3].level);
        expect([name, new Set(reached)]).toEqual([name, new Set([level])]);
      }
    },
  );

  it('has no release of what has none', () => {
    expect(Object.keys(scoresOf(releases, 'reports'))).toEqual([]);
    expect(Object.keys(scoresOf(releases, 'ui-kit'))).toEqual([]);
    expect(releases).toHaveLength(
      Object.values(production).flatMap(Object.keys).length,
    );
  });

  it('shows each deployment under the release that it deployed', () => {
    const named = Object.fromEntries(
      releases.map(found => [
        `${nameOf(found)} ${versionOf(found)}`,
        found.deployments.map(({ environment, namedBy }) =>
          [environment, namedBy].join(' by '),
        ),
      ]),
    );
    expect(named['payments 2.5.0']).toEqual([
      'staging by digest',
      'production by digest',
    ]);
    expect(named['storefront 1.9.1']).toEqual([
      'staging by tag',
      'production by tag',
    ]);
    expect(named['storefront 1.10.0']).toEqual([
      'staging by tag',
      'production by tag',
    ]);
    expect(named['invoices 7.3.0']).toEqual([
      'staging by commit',
      'production by commit',
    ]);
    expect(named['ledger 0.32.1']).toEqual(['production by digest']);
    expect(named['identity 3.2.0']).toEqual(['staging by digest']);
  });

  const theRelease = (name: string, version: string) =>
    releases.find(
      found => nameOf(found) === name && versionOf(found) === version,
    )!;

  const documentsOf = (name: string, version: string) =>
    theRelease(name, version)
      .evidence.map(({ kind }) => kind)
      .filter(kind => DOCUMENTS.includes(kind))
      .sort();

  it('shows the documents of each release under it', () => {
    expect(documentsOf('payments', '2.5.0')).toEqual([
      'cyclonedx',
      'junit',
      'slsa-provenance',
      'trivy',
    ]);
    expect(documentsOf('search', '4.2.0')).toEqual(['junit', 'spdx']);
    expect(documentsOf('invoices', '7.3.0')).toEqual(['junit', 'log']);
    expect(documentsOf('identity', '3.0.0')).toEqual([
      'cyclonedx',
      'cyclonedx',
      'trivy',
    ]);
    expect(documentsOf('notifications', '1.1.0')).toEqual(['sarif']);
    expect(documentsOf('ledger', '0.32.1')).toEqual([]);
  });

  it.each([
    ['payments', '2.5.0', /A CycloneDX document names this digest/],
    ['search', '4.2.0', /An SPDX document names this digest/],
    ['identity', '3.0.0', /Every platform of this index/],
    ['identity', '3.1.0', /Not every platform of this index/],
    ['identity', '3.2.0', /A CycloneDX document names this digest/],
    ['storefront', '1.9.1', /names another digest/],
    ['ledger', '0.32.1', /No SBOM for this digest/],
  ])('says of %s %s what its SBOM is worth', (name, version, reason) => {
    const [sbom] = theRelease(name, version)
      .assessment!.controls.flatMap(({ cells }) => cells)
      .flatMap(({ requirements }) => requirements)
      .filter(({ id }) => id === 'sbom-for-digest');
    expect(sbom.reason).toMatch(reason);
  });

  it('knows an index and its platforms as one release', () => {
    const found = theRelease('identity', '3.1.1');
    expect(found.digests).toHaveLength(3);
    expect(found.source).toMatchObject({ binding: 'authenticated' });
  });
});

function nameOf({ component }: ReleaseDocument): string {
  return component.split('/')[1];
}

function versionOf({ tags }: ReleaseDocument): string {
  return tags.find(({ name }) => /^\d/.test(name))!.name;
}

function scoresOf(releases: ReleaseDocument[], name: string): Scores {
  return Object.fromEntries(
    releases
      .filter(found => nameOf(found) === name)
      .map(found => [versionOf(found), scoreOf(found)]),
  );
}

/** Nobody at Acme approves digests yet, which is not what the stories tell. */
const EVERYWHERE = 'approval-names-digest';

function scoreOf({ assessment }: ReleaseDocument): string {
  const controls = assessment!.controls;
  const against = controls.flatMap(({ cells }) => {
    const next = cells.find(({ status }) => status !== 'met');
    return (next?.requirements ?? [])
      .filter(({ id, status }) => status === 'not-met' && id !== EVERYWHERE)
      .map(({ id }) => id);
  });
  const levels = controls.map(({ level }) => level).join(' ');
  return against.length > 0 ? `${levels}: ${against.join(' ')}` : levels;
}
