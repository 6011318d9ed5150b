import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, ROOT, whenChanged } from './toolchain.mjs';
import { step } from './progress.mjs';

const APP_SOURCES = [
  'yarn.lock',
  'packages/app/package.json',
  'packages/app/config.d.ts',
  'packages/app/public',
  'packages/app/src',
  'plugins/release-evidence',
  'plugins/release-evidence-common',
];

/** Builds the frontend when its sources changed since the last time. */
export async function buildApp({ env }) {
  const built = path.join(ROOT, 'packages', 'app', 'dist', 'index.html');
  await whenChanged(
    existsSync(built) ? 'app' : 'app-missing',
    APP_SOURCES,
    () =>
      step('Building the portal (half a minute)', () =>
        run('backstage-cli', ['package', 'build'], {
          cwd: path.join(ROOT, 'packages', 'app'),
          env: { ...env, NODE_ENV: 'production' },
          shell: process.platform === 'win32',
        }),
      ),
  );
}

/**
 * Starts the backend, which serves the built portal too, as one process.
 *
 * @param options.data - the folder that keeps what must survive a restart
 * @param options.configs - configuration files, the last one winning
 */
export async function startBackend({ node, env }, options) {
  const { port, data, configs = [], catalogs = [] } = options;
  await mkdir(data, { recursive: true });
  const generated = path.join(data, 'app-config.generated.json');
  await writeFile(
    generated,
    JSON.stringify(generatedConfig(port, data, catalogs), null, 2),
  );
  const files = [
    path.join(ROOT, 'app-config.yaml'),
    path.join(ROOT, 'demo', 'app-config.demo.yaml'),
    generated,
    ...configs,
  ];
  const child = spawn(
    node,
    [
      '--enable-source-maps',
      '--require',
      require_('@backstage/cli/config/nodeTransform.cjs'),
      '--import',
      pathToFileURL(path.join(ROOT, 'scripts', 'lib', 'exitWithParent.mjs'))
        .href,
      'src/index.ts',
      ...files.flatMap(file => ['--config', file]),
    ],
    {
      cwd: path.join(ROOT, 'packages', 'backend'),
      env: {
        LOG_LEVEL: 'warn',
        ...env,
        NODE_ENV: 'development',
        ...options.env,
      },
      stdio: [
        'ignore',
        options.stdout ?? 'inherit',
        options.stderr ?? 'inherit',
        'ipc',
      ],
    },
  );
  // The transform tells a watcher about every file it reads; there is none.
  child.on('message', () => {});
  return child;
}

function require_(request) {
  return path.join(ROOT, 'node_modules', request);
}

function generatedConfig(port, data, catalogs) {
  const url = `http://localhost:${port}`;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { port },
      database: {
        client: 'better-sqlite3',
        connection: { directory: path.join(data, 'database') },
      },
    },
    catalog: {
      locations: [
        path.join(ROOT, 'demo', 'catalog', 'all.yaml'),
        ...catalogs,
      ].map(target => ({
        type: 'file',
        target,
        rules: [
          {
            allow: [
              'Component',
              'System',
              'Domain',
              'API',
              'Resource',
              'Location',
              'User',
              'Group',
            ],
          },
        ],
      })),
    },
  };
}

/** Waits until the backend says that it is ready. */
export async function untilReady(child, port, timeoutMs = 180_000) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error('The backend stopped while it was starting');
    }
    try {
      const response = await fetch(
        `http://localhost:${port}/.backstage/health/v1/readiness`,
      );
      if (response.ok) {
        return;
      }
    } catch {
      // Not listening yet.
    }
    if (Date.now() > deadline) {
      throw new Error(`The backend was not ready in ${timeoutMs / 1000} s`);
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

/** The demo's people, from the configuration that the portal reads too. */
export async function demoPeople() {
  const text = await readFile(
    path.join(ROOT, 'demo', 'app-config.demo.yaml'),
    'utf8',
  );
  return [
    ...text.matchAll(
      /\{ name: (\S+), displayName: ([^,]+), role: ([^}]+?) \}/g,
    ),
  ].map(([, name, displayName, role]) => ({ name, displayName, role }));
}
