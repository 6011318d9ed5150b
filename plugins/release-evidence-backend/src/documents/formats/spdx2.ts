import {
  DocumentSubject,
  parseDigest,
  SbomContent,
} from 'backstage-plugin-release-evidence-common';
import { refuse } from '../documentFault';
import type { JsonDocument, JsonObject } from '../json/jsonDocument';
import { checkPieces } from '../schemas/checkPieces';
import { digestOf, subjectFrom, subjectsFrom } from '../subjects';
import {
  listOf,
  objectOf,
  objectsOf,
  textOf,
  textsOf,
  timeOf,
  wordOf,
} from '../values';
import type { FormatReading } from './format';

const DOCUMENT = 'SPDXRef-DOCUMENT';

function checksumsOf(element: JsonObject) {
  return objectsOf(element.checksums).map(({ algorithm, checksumValue }) =>
    digestOf(algorithm, checksumValue),
  );
}

function packageSubject(element: JsonObject): DocumentSubject | undefined {
  const purl = objectsOf(element.externalRefs).find(
    ({ referenceType }) => referenceType === 'purl',
  );
  return subjectFrom({
    name: element.name,
    purl: purl?.referenceLocator,
    digests: [
      ...checksumsOf(element),
      parseDigest(element.versionInfo),
      parseDigest(element.name),
    ],
  });
}

/** The elements of a document, of which only the subjects are remembered. */
export class Spdx2Elements {
  readonly #described: Set<string>;
  readonly #subjects: (DocumentSubject | undefined)[] = [];
  readonly #ids = new Set<string>();
  #only: JsonObject | undefined;
  #packages = 0;
  #describedPackages = 0;
  #repeated = 0;

  constructor(described: unknown) {
    this.#described = new Set(listOf(described).map(wordOf));
  }

  relate(relationship: JsonObject): void {
    const { spdxElementId, relatedSpdxElement, relationshipType } =
      relationship;
    if (spdxElementId === DOCUMENT && relationshipType === 'DESCRIBES') {
      this.#described.add(wordOf(relatedSpdxElement));
    }
    if (
      relatedSpdxElement === DOCUMENT &&
      relationshipType === 'DESCRIBED_BY'
    ) {
      this.#described.add(wordOf(spdxElementId));
    }
  }

  addPackage(element: JsonObject): void {
    this.#packages++;
    this.#only = this.#packages === 1 ? element : undefined;
    if (this.#see(element)) {
      this.#describedPackages++;
      this.#subjects.push(packageSubject(element));
    }
  }

  addFile(element: JsonObject): void {
    if (this.#see(element)) {
      this.#subjects.push(
        subjectFrom({
          name: element.fileName,
          digests: checksumsOf(element),
        }),
      );
    }
  }

  /** A document of one package describes that, without saying so. */
  subjects(): DocumentSubject[] {
    return subjectsFrom(
      this.#described.size === 0 && this.#only
        ? [packageSubject(this.#only)]
        : this.#subjects,
    );
  }

  components(): number {
    return this.#packages - this.#describedPackages;
  }

  warnings(): string[] {
    return this.#repeated > 0
      ? [`${this.#repeated} elements repeat the SPDXID of another`]
      : [];
  }

  #see({ SPDXID }: JsonObject): boolean {
    const id = wordOf(SPDXID);
    this.#repeated += this.#ids.has(id) ? 1 : 0;
    this.#ids.add(id);
    return this.#described.has(id);
  }
}

/** Reads SPDX 2.2 and 2.3 as JSON. */
export function readSpdx2(document: JsonDocument): FormatReading {
  const specVersion = spdx2Version(document.member('spdxVersion'));
  const elements = new Spdx2Elements(document.member('documentDescribes'));
  const { frame, warnings } = checkPieces({
    document,
    schema: 'spdx-2',
    at: '',
    // Relationships first: they tell which packages are the subject.
    long: [
      {
        name: 'relationships',
        schema: 'spdx-2#/definitions/relationship',
        visit: relationship => elements.relate(relationship),
      },
      {
        name: 'packages',
        schema: 'spdx-2#/definitions/package',
        visit: element => elements.addPackage(element),
      },
      {
        name: 'files',
        schema: 'spdx-2#/definitions/file',
        visit: element => elements.addFile(element),
      },
      { name: 'snippets', schema: 'spdx-2#/definitions/snippet' },
    ],
  });
  return {
    specVersion,
    contents: [spdx2Content(specVersion, frame, elements)],
    warnings: [...warnings, ...elements.warnings()],
  };
}

/** The version as people say it: `2.3`. */
export function spdx2Version(value: unknown): string {
  const version = /^SPDX-(2\.[23])$/.exec(wordOf(value))?.[1];
  if (!version) {
    throw refuse(
      '/spdxVersion',
      value === undefined ? 'missing' : 'is none of SPDX-2.2, SPDX-2.3',
      'Have the tool write SPDX 2.2 or 2.3, or 3.0 as JSON-LD',
    );
  }
  return version;
}

/** What the header of an SPDX document says, in our words. */
export function spdx2Content(
  specVersion: string,
  header: JsonObject,
  elements: Spdx2Elements,
): SbomContent {
  const { created, creators } = objectOf(header.creationInfo);
  return {
    kind: 'sbom',
    format: 'spdx',
    specVersion,
    name: textOf(header.name),
    createdAt: timeOf(created),
    subjects: elements.subjects(),
    components: elements.components(),
    tools: textsOf(
      listOf(creators).map(
        creator => /^Tool:\s*(.*)$/.exec(wordOf(creator))?.[1],
      ),
    ).slice(0, 20),
  };
}
