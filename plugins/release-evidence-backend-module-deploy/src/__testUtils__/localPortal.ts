import { execFile, execFileSync } from 'node:child_process';
import { createServer, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Source } from 'backstage-plugin-release-evidence-node';
import { RECEIVED_AT } from './deliveries';

/*
 * The scripts and manifests that are shipped are run as they are, against a
 * server that does what the portal does with a delivery. They need the tools
 * that they name; where one is missing, the tests say so aloud.
 */

/** Describes tests that need tools of the system. */
export function describeWithTools(
  name: string,
  tools: string[],
  define: () => void,
): void {
  const runner = globalThis;
  const missing = tools.filter(tool => !hasTool(tool));
  if (missing.length === 0) {
    runner.describe(name, define);
    return;
  }
  if (process.env.RELEASE_EVIDENCE_CI === '1') {
    runner.it(`${name}: has its tools`, () => {
      throw new Error(`These tools are missing: ${missing.join(', ')}`);
    });
    return;
  }
  // eslint-disable-next-line no-console
  console.warn(`SKIPPED "${name}": no ${missing.join(', ')} here`);
  runner.describe.skip(name, define);
}

function hasTool(tool: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What the local portal was sent, and how it was answered. */
export interface LocalPortal {
  url: string;
  received: { status: number; body: string; said: unknown[] }[];
  close(): Promise<void>;
}

/** Listens on this machine and takes each request through a source. */
export async function startLocalPortal(source: Source): Promise<LocalPortal> {
  const received: LocalPortal['received'] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const answer = await take(source, request, body);
    received.push({ ...answer, body: body.toString('utf8') });
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ message: answer.message }));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/source`,
    received,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function take(source: Source, request: IncomingMessage, body: Buffer) {
  const webhook = {
    headers: request.headers as Record<string, string | undefined>,
    query: new URLSearchParams(),
    body,
  };
  const authentication = await source.authenticate(webhook);
  if (!authentication.authenticated) {
    return { status: 401, message: authentication.reason, said: [] };
  }
  try {
    source.identify(webhook);
  } catch (error) {
    return { status: 400, message: String(error), said: [] };
  }
  const { events } = source.observe({
    id: 'delivery',
    headers: {},
    body,
    receivedAt: RECEIVED_AT,
  });
  const said = events.flatMap(({ observations }) => observations);
  return { status: 202, message: 'accepted', said };
}

/** Runs a shell script with an environment of its own, and something to read. */
export function runScript(
  args: string[],
  options: { env: Record<string, string>; input?: string },
): Promise<{ code: number; output: string }> {
  return new Promise(resolve => {
    const env = { PATH: process.env.PATH ?? '', ...options.env };
    const child = execFile('sh', args, { env }, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? 1) : 0;
      resolve({ code, output: `${stdout}${stderr}` });
    });
    // A script that refuses its environment ends before it reads.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input ?? '');
  });
}
