import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './toolchain.mjs';
import { step } from './progress.mjs';

/** Where a program is, looked for by name and by path. */
export function find(...names) {
  for (const name of names) {
    if (path.isAbsolute(name) && existsSync(name)) {
      return name;
    }
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) {
      return found.stdout.trim();
    }
  }
  return undefined;
}

const CHROMIUM = [
  process.env.CHROMIUM_PATH ?? '/nowhere',
  'chromium',
  'chromium-browser',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The programs of the system that the browser tests use. */
export function systemTools() {
  return {
    chromium: find(...CHROMIUM),
    registry: find('docker-registry', 'registry'),
    skopeo: find('skopeo'),
  };
}

/** Installs what is missing where that is possible: Debian, as root. */
export async function installSystemTools() {
  const missing = Object.entries(systemTools())
    .filter(([, where]) => where === undefined)
    .map(([name]) => ({ registry: 'docker-registry' }[name] ?? name));
  if (missing.length === 0 || process.getuid?.() !== 0 || !find('apt-get')) {
    return;
  }
  await step(`Installing ${missing.join(', ')}`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    };
    spawnSync('apt-get', ['update', '-qq'], options);
    const result = spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', ...missing],
      options,
    );
    if (result.status !== 0) {
      console.log(result.stderr);
    }
  });
}

/**
 * Starts a PostgreSQL for the tests.
 *
 * @returns its address and how to stop it; undefined when it cannot run here
 */
export async function startPostgres({ node, env }) {
  const child = spawn(
    node,
    [path.join(ROOT, 'scripts', 'lib', 'postgres.mjs')],
    {
      cwd: ROOT,
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise(resolve => {
    child.stdout.once('data', data => resolve(String(data).trim()));
    child.once('exit', () => resolve(undefined));
  });
  if (!url) {
    return undefined;
  }
  return {
    url,
    stop: () =>
      new Promise(resolve => {
        child.once('exit', resolve);
        child.stdin.end();
      }),
  };
}
