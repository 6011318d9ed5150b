import { DocumentSubject } from 'backstage-plugin-release-evidence-common';
import { refuse } from '../documentFault';
import type { JsonDocument, JsonObject } from '../json/jsonDocument';
import { checkSchema } from '../schemas/checkSchema';
import { spdx3Schema } from '../schemas/schemaStore';
import { digestOf, subjectFrom, subjectsFrom } from '../subjects';
import {
  isObject,
  listOf,
  objectsOf,
  textOf,
  textsOf,
  timeOf,
  wordOf,
} from '../values';
import type { FormatReading } from './format';

/*
 * SPDX 3 is a graph in no order: the document, its bills of materials, packages
 * and who made them stand beside each other and name each other by identifier.
 * The first pass checks every element and remembers the few that say what the
 * document is about; the second picks those out.
 *
 * The published schema tries each of some forty classes for each element. Every
 * element names its class, so it is checked against that one only, which is
 * many times faster and says what is wrong instead of that nothing fits.
 */

/** What the first pass remembers. */
class Graph {
  name: string | null = null;
  createdAt: string | null = null;
  packages = 0;
  readonly tools: unknown[] = [];
  readonly #documentRoots = new Set<string>();
  readonly #sbomRoots = new Map<string, string[]>();
  readonly #packageIds = new Set<string>();

  add(element: JsonObject): void {
    switch (element.type) {
      case 'SpdxDocument':
        this.name ??= textOf(element.name);
        listOf(element.rootElement).forEach(id =>
          this.#documentRoots.add(wordOf(id)),
        );
        break;
      case 'Bom':
      case 'software_Sbom':
        this.#sbomRoots.set(
          wordOf(element.spdxId),
          listOf(element.rootElement).map(wordOf),
        );
        break;
      case 'CreationInfo':
        this.createdAt ??= timeOf(element.created);
        break;
      case 'Tool':
        this.tools.push(element.name);
        break;
      default:
        this.#count(element);
    }
  }

  #count({ type, spdxId }: JsonObject): void {
    if (/(^|_)(Package|AIPackage|DatasetPackage)$/.test(wordOf(type))) {
      this.packages++;
      this.#packageIds.add(wordOf(spdxId));
    }
  }

  /** Documents are about a bill of materials, and that about its roots. */
  roots(): Set<string> {
    const named = [...this.#documentRoots].flatMap(
      id => this.#sbomRoots.get(id) ?? [id],
    );
    return new Set(
      named.length > 0 ? named : [...this.#sbomRoots.values()].flat(),
    );
  }

  rootPackages(roots: Set<string>): number {
    return [...roots].filter(id => this.#packageIds.has(id)).length;
  }
}

/** Reads SPDX 3.0 as JSON-LD. */
export function readSpdx3(document: JsonDocument): FormatReading {
  const specVersion = versionOf(document.member('@context'));
  const graph = new Graph();
  for (const { element, at } of elementsOf(document)) {
    checkElement(element, at);
    graph.add(element);
  }
  const roots = graph.roots();
  return {
    specVersion,
    contents: [
      {
        kind: 'sbom',
        format: 'spdx',
        specVersion,
        name: graph.name,
        createdAt: graph.createdAt,
        subjects: subjectsAt(document, roots),
        components: Math.max(0, graph.packages - graph.rootPackages(roots)),
        tools: textsOf(graph.tools).slice(0, 20),
      },
    ],
    warnings: [],
  };
}

function versionOf(context: unknown): string {
  const version = /^https?:\/\/spdx\.org\/rdf\/(3\.0\.\d+)\//.exec(
    wordOf(listOf(context)[0] ?? context),
  )?.[1];
  if (!version) {
    throw refuse(
      '/@context',
      'is not the context of SPDX 3.0',
      'Have the tool write SPDX 3.0.1, with https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    );
  }
  return version;
}

function* elementsOf(
  document: JsonDocument,
): Generator<{ element: unknown; at: string }> {
  if (!document.has('@graph')) {
    const { '@context': context, ...element } = document.frame([]);
    yield { element, at: '' };
    return;
  }
  const { '@graph': graph } = document.frame(['@graph']);
  if (!Array.isArray(graph)) {
    throw refuse('/@graph', 'is no list', 'Make it a list of elements');
  }
  for (const { first, values } of document.elements('@graph')) {
    for (const [index, element] of values.entries()) {
      yield { element, at: `/@graph/${first + index}` };
    }
  }
}

function checkElement(
  element: unknown,
  at: string,
): asserts element is JsonObject {
  const type = isObject(element) ? element.type : undefined;
  const schema = typeof type === 'string' ? spdx3Schema(type) : undefined;
  if (!schema) {
    throw refuse(
      `${at}/type`,
      type === undefined ? 'missing' : 'is no class of SPDX 3.0.1',
      'Name the class of the element, such as software_Package',
    );
  }
  checkSchema(schema, element, at);
}

function subjectsAt(
  document: JsonDocument,
  roots: Set<string>,
): DocumentSubject[] {
  const subjects: (DocumentSubject | undefined)[] = [];
  const missing = new Set(roots);
  for (const { element } of missing.size > 0 ? elementsOf(document) : []) {
    if (isObject(element) && missing.delete(wordOf(element.spdxId))) {
      subjects.push(subjectOf(element));
    }
    if (missing.size === 0) {
      break;
    }
  }
  return subjectsFrom(subjects);
}

function subjectOf(element: JsonObject): DocumentSubject | undefined {
  const identifier = objectsOf(element.externalIdentifier).find(
    ({ externalIdentifierType }) => externalIdentifierType === 'packageUrl',
  );
  return subjectFrom({
    name: element.name,
    purl: element.software_packageUrl ?? identifier?.identifier,
    digests: objectsOf(element.verifiedUsing).map(({ algorithm, hashValue }) =>
      digestOf(algorithm, hashValue),
    ),
  });
}
