import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** A real registry that notifies the product of every push. */
export interface Registry {
  host: string;
  /** Pushes a new image and answers the digest that the registry gave it. */
  push(name: string, tag: string, content: string): string;
  stop(): Promise<void>;
}

export async function startRegistry(options: {
  port: number;
  notify: { url: string; token: string };
}): Promise<Registry> {
  const { port, notify } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'release-evidence-registry-'));
  const config = path.join(folder, 'config.yml');
  writeFileSync(config, configuration(folder, port, notify));
  const child = spawn(process.env.REGISTRY_PATH ?? 'docker-registry', [
    'serve',
    config,
  ]);
  await untilAnswers(child, `http://127.0.0.1:${port}/v2/`);
  const host = `127.0.0.1:${port}`;
  return {
    host,
    push: (name, tag, content) => {
      const layout = path.join(folder, `layout-${name}-${tag}`);
      writeLayout(layout, tag, content);
      skopeo(
        'copy',
        '--dest-tls-verify=false',
        `oci:${layout}:${tag}`,
        `docker://${host}/${name}:${tag}`,
      );
      const inspected = skopeo(
        'inspect',
        '--tls-verify=false',
        `docker://${host}/${name}:${tag}`,
      );
      return JSON.parse(inspected).Digest;
    },
    stop: async () => {
      const gone = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function skopeo(...args: string[]): string {
  return execFileSync(
    process.env.SKOPEO_PATH ?? 'skopeo',
    ['--insecure-policy', ...args],
    { encoding: 'utf8' },
  );
}

function configuration(
  folder: string,
  port: number,
  notify: { url: string; token: string },
): string {
  return JSON.stringify({
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: path.join(folder, 'data') } },
    http: { addr: `127.0.0.1:${port}` },
    notifications: {
      endpoints: [
        {
          name: 'release-evidence',
          url: notify.url,
          headers: { Authorization: [`Bearer ${notify.token}`] },
          timeout: '2s',
          threshold: 5,
          backoff: '1s',
        },
      ],
    },
  });
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

/** An OCI image layout with one small layer (OCI image spec 1.1). */
function writeLayout(folder: string, tag: string, content: string): void {
  mkdirSync(path.join(folder, 'blobs', 'sha256'), { recursive: true });
  const blob = (mediaType: string, data: Buffer) => {
    const hex = createHash('sha256').update(data).digest('hex');
    writeFileSync(path.join(folder, 'blobs', 'sha256', hex), data);
    return { mediaType, digest: `sha256:${hex}`, size: data.length };
  };
  const tar = tarOf('content.txt', content);
  const layer = blob(
    'application/vnd.oci.image.layer.v1.tar+gzip',
    gzipSync(tar),
  );
  const config = blob(
    'application/vnd.oci.image.config.v1+json',
    Buffer.from(
      JSON.stringify({
        architecture: 'amd64',
        os: 'linux',
        rootfs: {
          type: 'layers',
          diff_ids: [
            `sha256:${createHash('sha256').update(tar).digest('hex')}`,
          ],
        },
      }),
    ),
  );
  const manifest = blob(
    'application/vnd.oci.image.manifest.v1+json',
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config,
        layers: [layer],
      }),
    ),
  );
  writeFileSync(
    path.join(folder, 'oci-layout'),
    JSON.stringify({ imageLayoutVersion: '1.0.0' }),
  );
  writeFileSync(
    path.join(folder, 'index.json'),
    JSON.stringify({
      schemaVersion: 2,
      manifests: [
        {
          ...manifest,
          annotations: { 'org.opencontainers.image.ref.name': tag },
        },
      ],
    }),
  );
}

/** A tar archive with one file (POSIX ustar). */
function tarOf(name: string, content: string): Buffer {
  const data = Buffer.from(content);
  const header = Buffer.alloc(512);
  const octal = (value: number, length: number) =>
    `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(data.length, 12), 124);
  header.write(octal(0, 12), 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (data.length % 512)) % 512);
  return Buffer.concat([header, data, padding, Buffer.alloc(1024)]);
}
