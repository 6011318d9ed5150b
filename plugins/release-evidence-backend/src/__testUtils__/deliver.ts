import { createHmac, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { mockCredentials } from '@backstage/backend-test-utils';
import request, { Response } from 'supertest';
import { expectDescribed } from './openapi';
import { BASE, GITHUB_SECRET, REGISTRY_TOKEN } from './startPlugin';

export function githubSignature(body: string, secret = GITHUB_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Sends an event as GitHub does, with a valid signature. */
export async function deliverGithub(
  server: Server,
  event: string,
  payload: unknown,
  delivery: string = randomUUID(),
): Promise<Response> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return request(server)
    .post(`${BASE}/webhooks/github`)
    .set('content-type', 'application/json')
    .set('x-github-event', event)
    .set('x-github-delivery', delivery)
    .set('x-hub-signature-256', githubSignature(body))
    .send(body);
}

/** Sends an envelope as Docker Distribution does. */
export function deliverRegistry(
  server: Server,
  events: object[],
): Promise<Response> {
  return request(server)
    .post(`${BASE}/webhooks/registry`)
    .set('content-type', 'application/vnd.docker.distribution.events.v2+json')
    .set('authorization', `Bearer ${REGISTRY_TOKEN}`)
    .send(JSON.stringify({ events }));
}

export function pushEvent(options: {
  digest: string;
  tag?: string;
  repository?: string;
  timestamp?: string;
  id?: string;
}) {
  return {
    id: options.id ?? randomUUID(),
    timestamp: options.timestamp ?? '2026-10-01T10:00:00Z',
    action: 'push',
    target: {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: options.digest,
      repository: options.repository ?? 'payments',
      ...(options.tag ? { tag: options.tag } : {}),
    },
    request: { host: 'registry.acme.test' },
  };
}

/** Reads as the standard mock user. */
export async function read<T>(server: Server, path: string): Promise<T> {
  const response = await request(server)
    .get(`${BASE}${path}`)
    .set('authorization', mockCredentials.user.header());
  expectDescribed('GET', path, response.status, response.body);
  if (response.status !== 200) {
    throw new Error(`GET ${path}: ${response.status} ${response.text}`);
  }
  return response.body;
}

/** Waits for a condition that background work brings about. */
export async function eventually<T>(
  check: () => Promise<T | undefined | false>,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await check().catch(error => {
      if (Date.now() > deadline) {
        throw error;
      }
      return undefined;
    });
    if (value) {
      return value;
    }
    if (Date.now() > deadline) {
      throw new Error('It did not happen in time');
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}
