import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  Source,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import {
  acrSourceType,
  distributionSourceType,
  dockerhubSourceType,
  ecrSourceType,
  garSourceType,
  harborSourceType,
  jfrogSourceType,
  nexusSourceType,
  quaySourceType,
} from '..';
import {
  acrEvent,
  dockerhubPush,
  ecrAction,
  ecrScan,
  garInsert,
  gridCloudEvent,
  gridEvent,
  harborCloudEvent,
  harborEvent,
  harborScan,
  jfrogEvent,
  nexusEvent,
  quayPush,
} from './payloads';
import { TOKEN } from './registryEvents';

export const SOURCE_TYPES: SourceType[] = [
  acrSourceType,
  distributionSourceType,
  dockerhubSourceType,
  ecrSourceType,
  garSourceType,
  harborSourceType,
  jfrogSourceType,
  nexusSourceType,
  quaySourceType,
];

/** A file as Google publishes its keys; nothing that is sent in a test fits. */
export function keyFile(content: unknown): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'release-evidence-'));
  const file = path.join(folder, 'google.jwks.json');
  writeFileSync(
    file,
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  return file;
}

/** A sender, and a request of each kind that it is understood in. */
export interface Sender {
  source: Source;
  requests: unknown[];
}

/** The senders that are read an event at a time. */
export const SENDERS: Record<string, Sender> = {
  acr: {
    source: servedSource(acrSourceType, { token: TOKEN }),
    requests: [
      acrEvent('push'),
      acrEvent('delete', { tag: undefined }),
      [gridEvent('ContainerRegistry.ImagePushed', acrEvent('push'))],
      gridCloudEvent('ContainerRegistry.ImagePushed', acrEvent('push')),
    ],
  },
  dockerhub: {
    source: servedSource(dockerhubSourceType, { token: TOKEN }),
    requests: [dockerhubPush()],
  },
  ecr: {
    source: servedSource(ecrSourceType, { token: TOKEN }),
    requests: [
      ecrAction({ 'manifest-media-type': 'application/x', 'image-tag': null }),
      ecrAction({ 'action-type': 'DELETE' }),
      ecrScan({}),
    ],
  },
  gar: {
    source: servedSource(garSourceType, {
      audience: 'a',
      email: 'e',
      jwks: {
        file: keyFile({ keys: [{ kty: 'oct', kid: '1', k: 'c2VjcmV0' }] }),
      },
    }),
    requests: [garInsert(), garInsert({ action: 'DELETE', digest: null })],
  },
  harbor: {
    source: servedSource(harborSourceType, { token: TOKEN }),
    requests: [
      harborEvent('PUSH_ARTIFACT'),
      harborEvent('DELETE_ARTIFACT'),
      harborEvent('SCANNING_COMPLETED', harborScan()),
      harborCloudEvent('harbor.artifact.pushed'),
    ],
  },
  jfrog: {
    source: servedSource(jfrogSourceType, { token: TOKEN }),
    requests: [jfrogEvent('pushed'), jfrogEvent('deleted')],
  },
  nexus: {
    source: servedSource(nexusSourceType, {
      secret: TOKEN,
      host: 'nexus.acme.test',
    }),
    requests: [nexusEvent('CREATED'), nexusEvent('DELETED')],
  },
  quay: {
    source: servedSource(quaySourceType, { token: TOKEN }),
    requests: [quayPush(), quayPush({ '1.4.2': 'f1c0' })],
  },
};
