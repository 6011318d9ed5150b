import { Digest, parseDigest } from 'backstage-plugin-release-evidence-common';
import { readPayload } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import type { RegistryManifest } from './registryClient';

/*
 * What a manifest says
 *
 * Whoever may push writes manifests, and may write anything. One entry of a list
 * that cannot be read takes nothing from the others: it is left out and becomes
 * a fault. What claims to be an index and an image at once is neither, as two
 * readers could take it for different things (image spec 1.1, manifest).
 */

/** What a manifest says about a blob or another manifest. */
export interface Descriptor {
  mediaType: string;
  digest: Digest;
  size: number;
  artifactType: string | null;
  annotations: Record<string, string>;
  platform: { os: string; architecture: string } | null;
}

/** A manifest or index as far as it matters here. */
export interface ManifestContent {
  mediaType: string;
  artifactType: string | null;
  isIndex: boolean;
  config: Descriptor | null;
  layers: Descriptor[];
  manifests: Descriptor[];
  subject: Digest | null;
  annotations: Record<string, string>;
  /** What could not be read, each with its field. */
  faults: string[];
}

const MAX_ENTRIES = 1000;
const MAX_ANNOTATIONS = 64;

const text = z.string().nullish().catch(null);

const annotationsSchema = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(null)
  .transform(
    (value): Record<string, string> =>
      Object.fromEntries(
        Object.entries(value ?? {})
          .filter((entry): entry is [string, string] => {
            const [, content] = entry;
            return typeof content === 'string';
          })
          .slice(0, MAX_ANNOTATIONS),
      ),
  );

const digestSchema = z
  .string()
  .refine(value => parseDigest(value) !== undefined, 'no digest');

const descriptorSchema = z.object({
  mediaType: z.string(),
  digest: digestSchema,
  size: z.number().int().nonnegative(),
  artifactType: text.transform(value => value ?? null),
  annotations: annotationsSchema,
  platform: z
    .object({ os: z.string(), architecture: z.string() })
    .nullish()
    .catch(null)
    .transform(value => value ?? null),
});

const list = z.array(z.unknown()).nullish();

const manifestSchema = z.object({
  mediaType: text,
  artifactType: text,
  config: z.unknown().optional(),
  layers: list,
  /** The older artifact manifest of the OCI calls its layers so. */
  blobs: list,
  manifests: list,
  subject: z.unknown().optional(),
  annotations: annotationsSchema,
});

/** Reads a manifest; whatever it is, the answer is one, with faults perhaps. */
export function readManifest(
  manifest: Pick<RegistryManifest, 'bytes' | 'mediaType'>,
): ManifestContent {
  const reading = readPayload(manifestSchema, parseJson(manifest.bytes));
  if ('reason' in reading) {
    return nothing(manifest, reading.reason);
  }
  const { value } = reading;
  const layers = value.layers ?? value.blobs;
  if (value.manifests && (layers || value.config)) {
    return nothing(
      manifest,
      'manifests: an index has neither config nor layers',
    );
  }
  const faults: string[] = [];
  const descriptors = (field: string, entries: unknown[] | null | undefined) =>
    readDescriptors(field, entries ?? [], faults);
  const one = (field: string, entry: unknown) =>
    entry ? descriptors(field, [entry])[0] ?? null : null;
  return {
    mediaType: value.mediaType || manifest.mediaType,
    artifactType: value.artifactType || null,
    isIndex: Boolean(value.manifests),
    config: one('config', value.config),
    layers: descriptors('layers', layers),
    manifests: descriptors('manifests', value.manifests),
    subject: one('subject', value.subject)?.digest ?? null,
    annotations: value.annotations,
    faults,
  };
}

function nothing(
  manifest: Pick<RegistryManifest, 'mediaType'>,
  fault: string,
): ManifestContent {
  return {
    mediaType: manifest.mediaType,
    artifactType: null,
    isIndex: false,
    config: null,
    layers: [],
    manifests: [],
    subject: null,
    annotations: {},
    faults: [fault],
  };
}

function readDescriptors(
  field: string,
  entries: unknown[],
  faults: string[],
): Descriptor[] {
  if (entries.length > MAX_ENTRIES) {
    faults.push(
      `${field}: more than ${MAX_ENTRIES}; the rest is not looked at`,
    );
  }
  return entries.slice(0, MAX_ENTRIES).flatMap((entry, index) => {
    const reading = readPayload(descriptorSchema, entry);
    if ('reason' in reading) {
      faults.push(`${field}.${index}.${reading.reason}`);
      return [];
    }
    return [reading.value];
  });
}

/** What is no JSON is read as nothing, which no schema takes. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
