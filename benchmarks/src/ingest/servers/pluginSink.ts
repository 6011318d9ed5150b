import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { answerControl, endWith } from './control';
import { createSink } from './sink';

/**
 * The same sink as a plugin of the portal, behind all that the portal does for
 * every request. What it costs more than the bare one, no plugin can save.
 */
const sink = createBackendPlugin({
  pluginId: 'sink',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpRouter: coreServices.httpRouter,
      },
      async init({ config, database, httpRouter }) {
        const knex = await database.getClient();
        httpRouter.use(await createSink(knex, config.getString('sink.secret')));
        httpRouter.addAuthPolicy({
          path: '/webhooks',
          allow: 'unauthenticated',
        });
      },
    });
  },
});

async function main(): Promise<void> {
  const backend = createBackend();
  backend.add(sink);
  await backend.start();
  answerControl();
}

main().catch(endWith);
