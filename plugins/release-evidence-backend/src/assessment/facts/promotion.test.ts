import { TestDatabases } from '@backstage/backend-test-utils';
import { pushEvent } from '../../__testUtils__/deliver';
import {
  containerPackage,
  deploymentReview,
  deploymentStatus,
  digestOf,
  push,
  sha,
} from '../../__testUtils__/payloads';
import { createPipeline } from '../../__testUtils__/pipeline';

jest.setTimeout(60_000);

const REF = 'component:default/payments';
const repository = 'acme/payments';

describe('which release a deployment belongs to', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function pipelineWithTwoReleases() {
    const knex = await databases.init('SQLITE_3');
    const pipeline = await createPipeline(knex, {
      [REF]: {
        'github.com/project-slug': repository,
        'release-evidence.io/artifacts':
          'ghcr.io/acme/payments, registry.acme.test/payments',
      },
    });
    await pipeline.registerComponents();
    for (const [index, day] of ['01', '02'].entries()) {
      await pipeline.github(
        push({
          repository,
          at: `2026-10-${day}T08:00:00Z`,
          before: sha(index),
          commits: [{ id: sha(index + 1), author: 'ada' }],
        }),
      );
      await pipeline.github(
        containerPackage({
          repository,
          name: repository,
          digest: digestOf(index + 1),
          tag: `1.${index + 1}`,
          commit: sha(index + 1),
          at: `2026-10-${day}T09:00:00Z`,
        }),
      );
      await pipeline.registry([
        pushEvent({
          digest: digestOf(index + 1),
          tag: 'latest',
          timestamp: `2026-10-${day}T09:01:00Z`,
        }),
      ]);
    }
    return pipeline;
  }

  async function factsOf(
    pipeline: Awaited<ReturnType<typeof createPipeline>>,
    digest: string,
  ) {
    await pipeline.settle();
    const releases = await pipeline.snapshot();
    return releases.find(release => release.digest === digest)!.facts;
  }

  it('is the only one of its commit, whatever was built from earlier ones', async () => {
    const pipeline = await pipelineWithTwoReleases();
    await pipeline.github(
      deploymentReview({
        repository,
        run: 7,
        head: sha(2),
        environment: 'production',
        approver: 'mira',
        at: '2026-10-02T10:00:00Z',
      }),
    );
    await pipeline.github(
      deploymentStatus({
        repository,
        id: 2,
        commit: sha(2),
        environment: 'production',
        state: 'success',
        run: 7,
        at: '2026-10-02T11:00:00Z',
      }),
    );
    const { deployments, approvals } = await factsOf(pipeline, digestOf(2));
    expect(deployments).toMatchObject([
      { namedBy: 'commit', binding: 'authenticated' },
    ]);
    expect(approvals).toMatchObject([
      { decision: 'approved', namedBy: 'run', binding: 'authenticated' },
    ]);
  });

  it('is in doubt while another artifact was built from the same commit', async () => {
    const pipeline = await pipelineWithTwoReleases();
    await pipeline.github(
      containerPackage({
        repository,
        name: repository,
        digest: digestOf('debug'),
        tag: '1.2-debug',
        commit: sha(2),
        at: '2026-10-02T09:05:00Z',
      }),
    );
    await pipeline.github(
      deploymentStatus({
        repository,
        id: 2,
        commit: sha(2),
        environment: 'production',
        state: 'success',
        at: '2026-10-02T11:00:00Z',
      }),
    );
    const { deployments } = await factsOf(pipeline, digestOf(2));
    expect(deployments).toMatchObject([
      { namedBy: 'commit', binding: 'inferred' },
    ]);
  });

  it('is not the one that its tag has moved to when it ends', async () => {
    const pipeline = await pipelineWithTwoReleases();
    const report = {
      repository,
      id: 1,
      commit: sha(1),
      environment: 'production',
      image: 'registry.acme.test/payments:latest',
    };
    await pipeline.github(
      deploymentStatus({
        ...report,
        state: 'success',
        at: '2026-10-01T12:00:00Z',
      }),
    );
    await pipeline.github(
      deploymentStatus({
        ...report,
        state: 'inactive',
        at: '2026-10-02T12:00:00Z',
      }),
    );
    expect((await factsOf(pipeline, digestOf(1))).deployments).toMatchObject([
      {
        namedBy: 'tag',
        status: 'inactive',
        deployedAt: '2026-10-01T12:00:00.000Z',
        finishedAt: '2026-10-02T12:00:00.000Z',
      },
    ]);
    expect((await factsOf(pipeline, digestOf(2))).deployments).toEqual([]);
  });
});
