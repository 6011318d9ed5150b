import {
  coreServices,
  createBackendPlugin,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Memory } from './memory';
import { sendAll } from './postOffice';
import { configuredSenders, Senders } from './senders';
import { tellStories } from './stories';

/**
 * Sends what happened at Acme to the portal's own webhooks when it is first
 * started, as GitHub and the registry would have, and uploads the documents
 * that its pipelines wrote.
 */
export const demoDeliveriesPlugin = createBackendPlugin({
  pluginId: 'release-evidence-demo',
  register(registration) {
    registration.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ auth, config, database, discovery, lifecycle, logger }) {
        const stopping = new AbortController();
        const senders = configuredSenders(config, auth);
        const memory = await Memory.open(database);
        lifecycle.addStartupHook(async () => {
          const baseUrl = await discovery.getBaseUrl('release-evidence');
          // The portal must not wait for its own webhooks to answer.
          void deliver({
            memory,
            senders,
            baseUrl,
            logger,
            signal: stopping.signal,
          }).catch(error => {
            if (!stopping.signal.aborted) {
              logger.warn(
                `The demo is incomplete until the next start: ${error}`,
              );
            }
          });
        });
        lifecycle.addShutdownHook(() => stopping.abort());
      },
    });
  },
});

async function deliver(options: {
  memory: Memory;
  senders: Senders;
  baseUrl: string;
  logger: LoggerService;
  signal: AbortSignal;
}): Promise<void> {
  const { memory, logger, ...to } = options;
  const start = await memory.firstStart(new Date());
  if (start.delivered) {
    return;
  }
  const { accepted, duplicate, unsent } = await sendAll(
    tellStories(start.at),
    to,
  );
  logger.info(
    `Sent the demo's deliveries: ${accepted} accepted, ${duplicate} known already`,
  );
  if (unsent > 0) {
    logger.warn(
      `${unsent} of the demo's deliveries have no sender: configure a source of type github with a secret and one of type distribution with a token`,
    );
    return;
  }
  await memory.allDelivered();
}
