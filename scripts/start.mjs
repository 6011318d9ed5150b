// `npm start`: from an empty clone to a running portal with a demo in it.
import path from 'node:path';
import {
  buildApp,
  demoPeople,
  startBackend,
  untilReady,
} from './lib/portal.mjs';
import { step } from './lib/progress.mjs';
import { ensureToolchain, ROOT } from './lib/toolchain.mjs';

const port = Number(process.env.PORT ?? 7007);
const data = path.resolve(
  process.env.RELEASE_EVIDENCE_DATA ?? path.join(ROOT, '.data'),
);
const absolute = name =>
  process.env[name] ? [path.resolve(process.env[name])] : [];

try {
  const toolchain = await ensureToolchain();
  await buildApp(toolchain);
  const child = await startBackend(toolchain, {
    port,
    data,
    configs: absolute('RELEASE_EVIDENCE_CONFIG'),
    catalogs: absolute('RELEASE_EVIDENCE_CATALOG'),
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping = true;
      child.kill(signal);
    });
  }
  child.on('exit', code => process.exit(stopping ? 0 : code ?? 1));
  await step('Starting the portal', () => untilReady(child, port));
  await printHowToSignIn();
} catch (error) {
  console.error(`✗ ${error.message}`);
  process.exit(1);
}

async function printHowToSignIn() {
  const url = `http://localhost:${port}`;
  console.log(`
Release Evidence is running at ${url}
Its data is in ${data}

Open ${url} and choose who you are. For the API, these commands each answer
with a token (backstageIdentity.token) of one person of the demo:
`);
  for (const { name } of await demoPeople()) {
    console.log(`curl -s '${url}/api/auth/demo/refresh?person=${name}'`);
  }
  console.log(`
Send it as "Authorization: Bearer <token>". Stop with Ctrl+C.`);
}
