// `npm test`: types, format, lint, unit and store tests on both databases,
// durability and the browser, from a bare machine. The last line counts them
// all, from the runners' own reports.
import { buildApp } from './lib/portal.mjs';
import { check, jestSuite, nodeSuite, skipped } from './lib/suites.mjs';
import {
  installSystemTools,
  startPostgres,
  systemTools,
} from './lib/tools.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

const mustRun = Boolean(process.env.CI || process.env.RELEASE_EVIDENCE_CI);

const toolchain = await ensureToolchain();
const results = [];
const add = result => results.push(result);

add(await check('Types', 'tsc', ['--pretty'], toolchain.env));
add(
  await check(
    'Format',
    'prettier',
    ['--check', '--loglevel', 'warn', '.'],
    toolchain.env,
  ),
);
add(await check('Lint', 'backstage-cli', ['repo', 'lint'], toolchain.env));

await installSystemTools();
const postgres = await startPostgres(toolchain);
const { chromium, registry, skopeo } = systemTools();
const env = {
  ...toolchain.env,
  ...definedOnly({
    CHROMIUM_PATH: chromium,
    REGISTRY_PATH: registry,
    SKOPEO_PATH: skopeo,
  }),
  ...(mustRun ? { RELEASE_EVIDENCE_CI: '1' } : {}),
  // Where CI is set, the stores' tests would start every database in Docker.
  BACKSTAGE_TEST_DISABLE_DOCKER: '1',
  ...(postgres
    ? {
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
        DURABILITY_POSTGRES: `${postgres.url}/postgres`,
      }
    : {}),
};
if (!postgres) {
  add(
    skipped(
      'PostgreSQL',
      'No PostgreSQL could be started; the stores are tested on SQLite only',
      mustRun,
    ),
  );
}
try {
  add(await jestSuite('Unit and store tests', env));
  add(
    await nodeSuite(
      'Durability',
      ['plugins/release-evidence-backend/durability-tests/kill.test.ts'],
      { node: toolchain.node, env },
    ),
  );
  add(await browserSuite());
} finally {
  await postgres?.stop();
}
report();

async function browserSuite() {
  const missing = Object.entries({
    chromium,
    'docker-registry': registry,
    skopeo,
  })
    .filter(([, where]) => !where)
    .map(([name]) => name);
  if (missing.length > 0) {
    return skipped('Browser', `Not installed: ${missing.join(', ')}`, mustRun);
  }
  await buildApp(toolchain);
  return nodeSuite('Browser', ['packages/app/e2e-tests/**/*.test.ts'], {
    node: toolchain.node,
    env,
  });
}

function definedOnly(values) {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  );
}

function report() {
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  console.log('');
  for (const { title, passed, failed, skipped: left } of results) {
    const mark = failed > 0 ? '✗' : left > 0 ? '!' : '✓';
    console.log(
      `${mark} ${title}: ${passed} passed, ${failed} failed, ${left} skipped`,
    );
  }
  const failures = sum('failed') + (mustRun ? sum('skipped') : 0);
  if (mustRun && sum('skipped') > 0) {
    console.log('A skipped test is a failure here.');
  }
  process.exitCode = failures > 0 ? 1 : 0;
  console.log(
    `${sum('passed')} passed, ${sum('failed')} failed, ${sum(
      'skipped',
    )} skipped`,
  );
}
