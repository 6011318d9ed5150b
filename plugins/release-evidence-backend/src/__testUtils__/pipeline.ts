import { createHash } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { assess } from 'backstage-plugin-release-evidence-common';
import { readComponentAnnotations } from 'backstage-plugin-release-evidence-common';
import { githubSourceType } from 'backstage-plugin-release-evidence-backend-module-github';
import { distributionSourceType } from 'backstage-plugin-release-evidence-backend-module-registry';
import type { SourceType } from 'backstage-plugin-release-evidence-node';
import type { Knex } from 'knex';
import { Assessor } from '../assessment/assessor';
import { AssessmentStore } from '../assessment/assessmentStore';
import { Gatherer } from '../assessment/gather';
import { policyFrom } from '../config/settings';
import { releaseEvidenceSchema } from '../config/schema';
import { connect } from '../database/connect';
import { createDeliveryProcessor } from '../evidence/deliveryProcessor';
import { EvidenceStore } from '../evidence/evidenceStore';
import { DeliveryStore } from '../inbox/deliveryStore';
import { InboxWorker } from '../inbox/inboxWorker';
import { Intake } from '../inbox/intake';
import { SourceRegistry } from '../ingress/sourceRegistry';
import { ComponentStore } from '../releases/componentStore';
import { ReleaseQueue } from '../releases/releaseQueue';
import { ReleaseTracker } from '../releases/releaseTracker';
import type { GithubEvent } from './payloads';
import { createTrustSet, SignatureStore } from '../trust';
import { testConfig } from './startPlugin';

const NO_TRUST = createTrustSet({ roots: [], keys: [] });

/** The time at which tests assess, so that answers can be compared. */
export const ASSESSED_AT = new Date('2027-01-01T00:00:00Z');

/** Everything between the inbox and the score, worked by hand. */
export async function createPipeline(
  knex: Knex,
  components: Record<string, Record<string, string>>,
) {
  await connect({ getClient: async () => knex });
  const logger = mockServices.logger.mock();
  const settings = releaseEvidenceSchema.parse(testConfig);
  const policy = policyFrom(settings);
  const sources = SourceRegistry.create(
    settings.sources,
    new Map<string, SourceType<unknown>>([
      ['github', githubSourceType as SourceType<unknown>],
      ['distribution', distributionSourceType as SourceType<unknown>],
    ]),
  );
  const evidence = new EvidenceStore(knex);
  const componentStore = new ComponentStore(knex);
  const tracker = new ReleaseTracker(knex, evidence);
  const deliveries = new DeliveryStore(knex);
  const intake = new Intake(knex);
  const signatures = new SignatureStore(knex, NO_TRUST.hash);
  const gatherer = new Gatherer(
    knex,
    evidence,
    componentStore,
    policy.environments,
    signatures,
  );
  const worker = new InboxWorker({
    store: deliveries,
    logger,
    process: createDeliveryProcessor({
      observe: sources.observe,
      evidence,
      onAppended: (records, now) => tracker.track(records, now),
    }),
  });
  const assessor = new Assessor({
    queue: new ReleaseQueue(knex),
    gatherer,
    store: new AssessmentStore(knex, policy.environments),
    policy,
    logger,
  });

  const registerComponents = async () => {
    const changed = Object.entries(components).map(([ref, annotations]) => ({
      facts: readComponentAnnotations(ref, annotations),
      relations: { owner: [], system: [], lifecycle: [], tag: [] },
    }));
    await componentStore.save({ changed, removed: [] });
    for (const { facts } of changed) {
      await tracker.adopt(facts, ASSESSED_AT);
    }
  };

  return {
    knex,
    policy,
    logger,
    evidence,
    deliveries,
    tracker,
    gatherer,
    intake,
    registerComponents,

    github: (event: GithubEvent) => {
      const body = Buffer.from(JSON.stringify(event.payload));
      const key = createHash('sha256').update(body).digest('hex');
      return intake.accept({
        source: 'github',
        type: event.event,
        keys: [key],
        headers: {
          'content-type': 'application/json',
          'x-github-event': event.event,
          'x-github-delivery': key,
        },
        body,
        receivedAt: ASSESSED_AT,
      });
    },

    registry: (events: { id: string }[]) =>
      intake.accept({
        source: 'registry',
        type: 'notification',
        keys: events.map(({ id }) => id),
        headers: {},
        body: Buffer.from(JSON.stringify({ events })),
        receivedAt: ASSESSED_AT,
      }),

    workInbox: () => worker.work(ASSESSED_AT),
    workScoring: () => assessor.work(ASSESSED_AT),

    /** Works until nothing is left to do. */
    async settle() {
      while (
        (await worker.work(ASSESSED_AT)) ||
        (await assessor.work(ASSESSED_AT))
      );
    },

    /** All that was derived, in a form to compare. */
    async snapshot() {
      const rows: {
        id: number;
        component: string;
        digest: string;
        part_of: string | null;
        commit: string | null;
        summary: string;
      }[] = await knex('releases').orderBy(['component', 'digest']).select();
      const gathered = await gatherer.gather(rows.map(({ id }) => Number(id)));
      return Promise.all(
        rows.map(async row => {
          const { facts } = gathered.find(({ id }) => id === Number(row.id))!;
          const stored: { document: string }[] = await knex('assessments')
            .where({ release_id: row.id })
            .orderBy('environment')
            .select('document');
          return {
            component: row.component,
            digest: row.digest,
            partOf: row.part_of,
            commit: row.commit,
            summary: JSON.parse(row.summary),
            facts,
            stored: stored.map(({ document }) => JSON.parse(document)),
            fresh: [...policy.environments]
              .sort((a, b) => (a.name < b.name ? -1 : 1))
              .map(environment =>
                assess(facts, environment, policy, ASSESSED_AT.toISOString()),
              ),
          };
        }),
      );
    },
  };
}

export type Pipeline = Awaited<ReturnType<typeof createPipeline>>;
