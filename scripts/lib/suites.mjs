import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './toolchain.mjs';

const REPORTS = path.join(ROOT, '.reports');

/** Runs a command with its output shown; answers whether it succeeded. */
function show(command, args, options) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      ...options,
    });
    child.on('error', error => {
      console.error(error.message);
      resolve(false);
    });
    child.on('close', code => resolve(code === 0));
  });
}

/** A suite that is one check: it holds or it does not. */
export async function check(title, command, args, env) {
  console.log(`\n▸ ${title}`);
  const ok = await show(command, args, { env });
  return { title, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** All unit and store tests, counted from jest's own report. */
export async function jestSuite(title, env) {
  console.log(`\n▸ ${title}`);
  const report = await freshReport('unit.json');
  const ok = await show(
    'backstage-cli',
    [
      'repo',
      'test',
      '--watchAll=false',
      '--json',
      `--outputFile=${report}`,
      '--silent',
    ],
    { env, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (!existsSync(report)) {
    return { title, passed: 0, failed: 1, skipped: 0 };
  }
  const result = JSON.parse(await readFile(report, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    title,
    passed: result.numPassedTests,
    // A run that ends badly without a failed test has failed all the same.
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** Tests of Node's own runner, counted from its report. */
export async function nodeSuite(title, files, { node, env }) {
  console.log(`\n▸ ${title}`);
  const report = await freshReport(`${title.replace(/\W+/g, '-')}.tap`);
  await show(
    node,
    [
      '--require',
      path.join(ROOT, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      '--test',
      '--test-concurrency=1',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      ...files,
    ],
    { env },
  );
  const text = existsSync(report) ? await readFile(report, 'utf8') : '';
  const count = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? NaN);
  const failed = count('fail') + count('cancelled');
  return Number.isNaN(failed) || count('tests') === 0
    ? { title, passed: 0, failed: 1, skipped: 0 }
    : {
        title,
        passed: count('pass'),
        failed,
        skipped: count('skipped') + count('todo'),
      };
}

/** A suite that cannot run here; where nobody would notice, that is a failure. */
export function skipped(title, why, mustRun) {
  console.log(`\n!! SKIPPED: ${title}\n!! ${why}`);
  return {
    title,
    passed: 0,
    failed: mustRun ? 1 : 0,
    skipped: mustRun ? 0 : 1,
  };
}

async function freshReport(name) {
  await mkdir(REPORTS, { recursive: true });
  const report = path.join(REPORTS, name);
  await rm(report, { force: true });
  return report;
}
