import { createBackend } from '@backstage/backend-defaults';
import eventsPlugin from '@backstage/plugin-events-backend';
import eventsModuleGithub from '@backstage/plugin-events-backend-module-github';
import { answerControl, endWith } from './control';

/** The ingress that the portal itself has for webhooks. */
async function main(): Promise<void> {
  const backend = createBackend();
  backend.add(eventsPlugin);
  backend.add(eventsModuleGithub);
  await backend.start();
  answerControl();
}

main().catch(endWith);
