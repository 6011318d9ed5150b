import {
  DocumentSubject,
  parseArtifactPurl,
  parseDigest,
  SbomContent,
} from 'backstage-plugin-release-evidence-common';
import { refuse } from '../documentFault';
import type { JsonDocument, JsonObject } from '../json/jsonDocument';
import { checkPieces } from '../schemas/checkPieces';
import { cycloneDxSchema } from '../schemas/schemaStore';
import {
  digestOf,
  digestOfReference,
  subjectFrom,
  subjectsFrom,
} from '../subjects';
import {
  isObject,
  objectOf,
  objectsOf,
  textOf,
  textsOf,
  timeOf,
} from '../values';
import type { FormatReading } from './format';

const VERSIONS = ['1.4', '1.5', '1.6', '1.7'];

const LONG = [
  'components',
  'services',
  'dependencies',
  'compositions',
  'vulnerabilities',
  'annotations',
];

/** Counts components, those inside of others too. */
export class ComponentTally {
  #count = 0;
  #repeated = 0;
  readonly #references = new Set<string>();

  add(component: JsonObject): void {
    this.#count++;
    const reference = component['bom-ref'];
    if (typeof reference === 'string') {
      this.#repeated += this.#references.has(reference) ? 1 : 0;
      this.#references.add(reference);
    }
    objectsOf(component.components).forEach(inner => this.add(inner));
  }

  get count(): number {
    return this.#count;
  }

  warnings(): string[] {
    return this.#repeated > 0
      ? [
          `/components: ${
            this.#repeated
          } repeat the bom-ref of another, which names two things then`,
        ]
      : [];
  }
}

/** Reads CycloneDX as JSON. */
export function readCycloneDx(document: JsonDocument): FormatReading {
  const version = knownVersion(document.member('specVersion'), '/specVersion');
  const schema = cycloneDxSchema(version);
  const components = new ComponentTally();
  const { frame, warnings } = checkPieces({
    document,
    schema,
    at: '',
    long: LONG.map(name => ({
      name,
      schema: `${schema}#/properties/${name}/items`,
      unique: true,
      visit: name === 'components' ? c => components.add(c) : undefined,
    })),
  });
  return {
    specVersion: version,
    contents: [contentOf(version, objectOf(frame.metadata), components.count)],
    warnings: [...warnings, ...components.warnings()],
  };
}

/** A version of CycloneDX that is read. */
export function knownVersion(version: unknown, field: string): string {
  if (typeof version !== 'string' || !VERSIONS.includes(version)) {
    throw refuse(
      field,
      version === undefined
        ? 'missing'
        : `is none of ${VERSIONS.join(
            ', ',
          )}, the versions of CycloneDX that are read`,
      'Have the tool write CycloneDX 1.4 or newer',
    );
  }
  return version;
}

/** What the metadata of a CycloneDX document say, in our words. */
export function contentOf(
  specVersion: string,
  metadata: JsonObject,
  components: number,
): SbomContent {
  const component = objectOf(metadata.component);
  return {
    kind: 'sbom',
    format: 'cyclonedx',
    specVersion,
    name: textOf(component.name),
    createdAt: timeOf(metadata.timestamp),
    subjects: subjectsFrom([subjectOf(component)]),
    components,
    tools: toolsOf(metadata.tools),
  };
}

/*
 * Scanners put the digest of an image into whichever field they have left: its
 * hashes, its package URL, its version, its reference, a property of their own.
 * `ImageID` is never read: it is the digest of the image's configuration.
 */
function subjectOf(component: JsonObject): DocumentSubject | undefined {
  return subjectFrom({
    name: component.name,
    purl: component.purl,
    digests: [
      ...objectsOf(component.hashes).map(({ alg, content }) =>
        digestOf(alg, content),
      ),
      parseDigest(component.version),
      parseArtifactPurl(textOf(component['bom-ref']) ?? '')?.digest ??
        undefined,
      ...objectsOf(component.properties)
        .filter(({ name }) => name === 'aquasecurity:trivy:RepoDigest')
        .map(({ value }) => digestOfReference(value)),
    ],
  });
}

function toolsOf(tools: unknown): string[] {
  const listed = isObject(tools)
    ? [...objectsOf(tools.components), ...objectsOf(tools.services)]
    : objectsOf(tools);
  return textsOf(
    listed.map(({ name, version }) =>
      [name, version].filter(part => typeof part === 'string').join(' '),
    ),
  ).slice(0, 20);
}
