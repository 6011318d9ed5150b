import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RegistryContent, TestDescriptor } from './registryContent';

const REGISTRY = process.env.REGISTRY_PATH ?? 'docker-registry';
const SKOPEO = process.env.SKOPEO_PATH ?? 'skopeo';

/**
 * Describes tests that need a real registry and the tool that pushes to it.
 * Where they are missing, the tests say so aloud, and fail where all must run.
 */
export function describeWithRegistry(name: string, define: () => void): void {
  const runner = globalThis;
  const missing = [REGISTRY, SKOPEO].filter(tool => !runs(tool));
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

function runs(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Debian's `docker-registry` 2.8, which has tags and no referrers API. */
export class DebianRegistry {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly host: string,
  ) {}

  static async start(): Promise<DebianRegistry> {
    const folder = mkdtempSync(path.join(tmpdir(), 'release-evidence-oci-'));
    const host = `127.0.0.1:${await freePort()}`;
    const config = path.join(folder, 'config.yml');
    writeFileSync(
      config,
      JSON.stringify({
        version: '0.1',
        log: { level: 'error', accesslog: { disabled: true } },
        storage: { filesystem: { rootdirectory: path.join(folder, 'data') } },
        http: { addr: host },
      }),
    );
    const child = spawn(REGISTRY, ['serve', config], { stdio: 'ignore' });
    await untilAnswers(child, `http://${host}/v2/`);
    return new DebianRegistry(child, folder, host);
  }

  /** Pushes an index with all that it lists, as a build would. */
  copy(
    content: RegistryContent,
    index: TestDescriptor,
    name: string,
    tag: string,
  ): void {
    const layout = path.join(this.folder, 'layout');
    mkdirSync(path.join(layout, 'blobs', 'sha256'), { recursive: true });
    const all = [
      ...content.blobs,
      ...[...content.manifests].map(
        ([digest, { bytes }]) => [digest, bytes] as const,
      ),
    ];
    for (const [digest, bytes] of all) {
      writeFileSync(
        path.join(layout, 'blobs', digest.replace(':', '/')),
        bytes,
      );
    }
    writeFileSync(
      path.join(layout, 'oci-layout'),
      JSON.stringify({ imageLayoutVersion: '1.0.0' }),
    );
    writeFileSync(
      path.join(layout, 'index.json'),
      JSON.stringify({
        schemaVersion: 2,
        manifests: [
          {
            ...index,
            annotations: { 'org.opencontainers.image.ref.name': tag },
          },
        ],
      }),
    );
    execFileSync(SKOPEO, [
      '--insecure-policy',
      'copy',
      '--all',
      '--preserve-digests',
      '--dest-tls-verify=false',
      `oci:${layout}:${tag}`,
      `docker://${this.host}/${name}:${tag}`,
    ]);
  }

  /** Pushes one manifest and its blobs, as clients that attach things do. */
  async push(
    content: RegistryContent,
    manifest: TestDescriptor,
    name: string,
    reference: string = manifest.digest,
  ): Promise<void> {
    const { bytes, mediaType } = content.manifests.get(manifest.digest)!;
    const { config, layers = [] } = JSON.parse(bytes.toString('utf8'));
    for (const { digest } of [config, ...layers].filter(Boolean)) {
      await this.pushBlob(name, digest, content.blobs.get(digest)!);
    }
    await this.send('PUT', `/v2/${name}/manifests/${reference}`, {
      type: mediaType,
      body: bytes,
    });
  }

  async stop(): Promise<void> {
    const gone = new Promise(resolve => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async pushBlob(name: string, digest: string, body: Buffer) {
    const started = await this.send('POST', `/v2/${name}/blobs/uploads/`, {
      type: 'application/octet-stream',
      body: Buffer.alloc(0),
    });
    const location = new URL(
      started.headers.get('location')!,
      `http://${this.host}`,
    );
    location.searchParams.set('digest', digest);
    await this.send('PUT', location.pathname + location.search, {
      type: 'application/octet-stream',
      body,
    });
  }

  private async send(
    method: string,
    where: string,
    { type, body }: { type: string; body: Buffer },
  ): Promise<Response> {
    const response = await fetch(`http://${this.host}${where}`, {
      method,
      headers: { 'content-type': type },
      body: new Uint8Array(body),
    });
    if (!response.ok) {
      throw new Error(
        `The registry answered ${response.status}: ${await response.text()}`,
      );
    }
    return response;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function untilAnswers(child: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) {
      throw new Error('The registry stopped while it was starting');
    }
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  throw new Error('The registry does not answer');
}
