import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  ArtifactPushed,
  canonicalJson,
  DocumentKind,
} from 'backstage-plugin-release-evidence-common';
import type {
  Delivery,
  Observed,
} from 'backstage-plugin-release-evidence-node';
import { readDocument } from '../documents';
import {
  DocumentNote,
  noteDelivery,
  observeNote,
} from '../evidence/documentNote';
import type { DocumentStore } from '../evidence/documentStore';
import type { Intake } from '../inbox/intake';
import { cosignSignature } from './cosignSignature';
import type { FoundDocument } from './documentCollector';
import type {
  DeliverFinding,
  InspectedManifest,
  Resolution,
} from './registryFinding';
import { FINDINGS_SOURCE } from './registryTask';

/*
 * What a registry was asked for comes in as a delivery of our own: it is kept,
 * shown and replayed like what a webhook brought, and the registry need not be
 * there any more. Asked again, it says the same again; only the time differs,
 * which is therefore no part of the key.
 */

type Manifest = Resolution | InspectedManifest;

/** Takes findings into the inbox, and their documents into the store. */
export function createFindingDelivery(options: {
  intake: Intake;
  documents: DocumentStore;
  maxBytes: number;
}): DeliverFinding {
  const { intake, documents, maxBytes } = options;
  return async finding => {
    if (finding.kind === 'document') {
      const note = await keepDocument(finding.found, documents, maxBytes);
      await intake.accept(
        noteDelivery(FINDINGS_SOURCE, note, new Date(finding.at)),
      );
      return;
    }
    await intake.accept({
      source: FINDINGS_SOURCE,
      type: finding.kind,
      keys: [keyOf(finding)],
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(finding)),
      receivedAt: new Date(timeOf(finding)),
    });
  };
}

/** Reads a finding again out of its delivery. */
export async function observeFinding(
  { body }: Delivery,
  documents: DocumentStore,
): Promise<Observed> {
  const found: Manifest | DocumentNote = JSON.parse(body.toString('utf8'));
  if (!('kind' in found)) {
    return observeNote(found, documents);
  }
  return found.holdsStatements
    ? { events: [], reason: 'it speaks of another artifact and is no release' }
    : { events: [{ key: keyOf(found), observations: [pushOf(found)] }] };
}

function pushOf(found: Manifest): ArtifactPushed {
  return {
    kind: 'artifact-pushed',
    time: { at: timeOf(found), basis: 'event' },
    name: found.name,
    digest: found.digest,
    tag: found.kind === 'resolution' ? found.tag : null,
    mediaType: found.mediaType,
    platforms: found.platforms,
    revision: found.revision,
    sourceRepository: found.sourceRepository,
    actor: null,
  };
}

function timeOf(found: Manifest): string {
  return found.kind === 'resolution' ? found.resolvedAt : found.inspectedAt;
}

/**
 * A tag that came back to a digest after it had pointed elsewhere has moved
 * again, so when a tag was resolved counts, and when a digest was looked at
 * does not.
 */
function keyOf(found: Manifest): string {
  const {
    problems: _,
    inspectedAt: __,
    ...said
  } = {
    problems: [],
    inspectedAt: '',
    ...found,
  };
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}

async function keepDocument(
  found: FoundDocument,
  documents: DocumentStore,
  maxBytes: number,
): Promise<DocumentNote> {
  const bytes = cosignSignature(found) ?? found.bytes;
  const { digest, size } = await documents.keep(
    Readable.from([bytes]),
    maxBytes,
  );
  return {
    document: digest,
    bytes: size,
    mediaType: found.mediaType,
    format: formatOf(bytes, found.mediaType),
    via: 'registry',
    digest: found.subject,
    repository: null,
    commit: null,
    component: null,
    attachment: {
      manifest: found.manifest,
      artifactType: found.artifactType,
      annotations: found.annotations,
    },
    by: null,
  };
}

/** What nobody understands is kept all the same: it may be understood later. */
function formatOf(bytes: Buffer, mediaType: string | null): DocumentKind {
  const reading = readDocument({ bytes, mediaType });
  return 'problem' in reading ? 'other' : reading.kind;
}
