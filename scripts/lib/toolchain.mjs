// Runs on any Node from 18 and without any dependency: this is what gets the
// right Node, Yarn and the dependencies onto a machine that has none of them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprintOf } from './fingerprint.mjs';
import { step } from './progress.mjs';

export const ROOT = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

const NODE_VERSION = '24.21.0';
const YARN_VERSION = '4.13.0';
const STAMPS = path.join(ROOT, 'node_modules', '.release-evidence');

/** `engines` in package.json, without a library to read it. */
export function isRightNode(version) {
  const [major, minor, patch] = version.split('.').map(Number);
  return (
    (major === 22 && (minor > 22 || (minor === 22 && patch >= 2))) ||
    (major === 24 && minor >= 15)
  );
}

function npmExec(args, options = {}) {
  const npm = process.env.npm_execpath;
  const viaNode = npm && /npm-cli\.c?js$/.test(npm);
  return {
    command: viaNode ? process.execPath : 'npm',
    args: [...(viaNode ? [npm] : []), 'exec', '--yes', ...args],
    options: {
      cwd: ROOT,
      shell: !viaNode && process.platform === 'win32',
      ...options,
    },
  };
}

/** The path of a Node that can run the project; gets one when this is none. */
async function ensureNode() {
  if (isRightNode(process.versions.node)) {
    return process.execPath;
  }
  const remembered = path.join(STAMPS, 'node-path');
  if (existsSync(remembered)) {
    const known = (await readFile(remembered, 'utf8')).trim();
    if (existsSync(known)) {
      return known;
    }
  }
  return step(
    `Getting Node ${NODE_VERSION} (this is ${process.versions.node})`,
    async () => {
      const call = npmExec([
        `--package=node-${
          process.platform === 'win32' ? 'win' : process.platform
        }-${process.arch}@${NODE_VERSION}`,
        '--',
        'node',
        '-p',
        'process.execPath',
      ]);
      const result = spawnSync(call.command, call.args, {
        ...call.options,
        encoding: 'utf8',
      });
      const found = (result.stdout ?? '').trim().split('\n').pop();
      if (result.status !== 0 || !found || !existsSync(found)) {
        throw new Error(
          `Node ${NODE_VERSION} could not be had from npm. Install it by hand and try again.\n${result.stderr}`,
        );
      }
      return found;
    },
  );
}

/**
 * Everything that is needed before anything of the project can run: Node, Yarn
 * and the dependencies. Quick when it is all there.
 *
 * @returns the path of Node and the environment to run the project's tools in
 */
export async function ensureToolchain() {
  const node = await ensureNode();
  const env = {
    ...process.env,
    PATH: [
      path.dirname(node),
      path.join(ROOT, 'node_modules', '.bin'),
      process.env.PATH,
    ].join(path.delimiter),
    YARN_ENABLE_TELEMETRY: '0',
    NODE_NO_WARNINGS: '1',
  };
  // Another Node's settings for native builds would be wrong for this one.
  delete env.npm_config_nodedir;
  await ensureDependencies(env);
  await mkdir(STAMPS, { recursive: true });
  await writeFile(path.join(STAMPS, 'node-path'), node);
  return { node, env };
}

async function ensureDependencies(env) {
  await whenChanged(
    'install',
    ['package.json', 'yarn.lock', '.yarnrc.yml'],
    () =>
      step('Installing the dependencies (two minutes the first time)', () => {
        const call = npmExec(
          [
            `--package=@yarnpkg/cli-dist@${YARN_VERSION}`,
            '--',
            'yarn',
            'install',
            '--immutable',
          ],
          { env: { ...env, YARN_NPM_REGISTRY_SERVER: yarnRegistry() } },
        );
        return run(call.command, call.args, call.options);
      }),
  );
}

/** Where npm gets packages from, Yarn can get them too. */
function yarnRegistry() {
  if (process.env.YARN_NPM_REGISTRY_SERVER) {
    return process.env.YARN_NPM_REGISTRY_SERVER;
  }
  const npm = process.env.npm_execpath;
  const viaNode = npm && /npm-cli\.c?js$/.test(npm);
  const result = spawnSync(
    viaNode ? process.execPath : 'npm',
    [...(viaNode ? [npm] : []), 'config', 'get', 'registry'],
    { encoding: 'utf8', shell: !viaNode && process.platform === 'win32' },
  );
  const registry = (result.stdout ?? '').trim().replace(/\/$/, '');
  return registry.startsWith('http') ? registry : 'https://registry.npmjs.org';
}

/** Does something when any of the files changed since it was last done. */
export async function whenChanged(name, sources, action) {
  const stamp = path.join(STAMPS, name);
  const wanted = await fingerprintOf(ROOT, sources);
  const known = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  if (known === wanted) {
    return;
  }
  await action();
  await mkdir(STAMPS, { recursive: true });
  await writeFile(stamp, wanted);
}

/** Runs a command quietly; its output is shown only when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = chunk => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', code =>
      code === 0
        ? resolve(output)
        : reject(
            new Error(
              `${command} ${args.join(' ')} ended with ${code}\n${output}`,
            ),
          ),
    );
  });
}
