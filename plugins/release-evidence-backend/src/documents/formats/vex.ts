import {
  DocumentSubject,
  VexContent,
  VexStatusCounts,
} from 'backstage-plugin-release-evidence-common';
import { refuse } from '../documentFault';
import type { JsonDocument, JsonObject } from '../json/jsonDocument';
import { checkPieces } from '../schemas/checkPieces';
import { checkSchema } from '../schemas/checkSchema';
import { digestOf, Subject, subjectFrom, subjectsFrom } from '../subjects';
import {
  isObject,
  listOf,
  objectOf,
  objectsOf,
  textOf,
  timeOf,
  wordOf,
} from '../values';
import type { FormatReading } from './format';

function noStatuses(): VexStatusCounts {
  return { notAffected: 0, affected: 0, fixed: 0, underInvestigation: 0 };
}

const OPENVEX_STATUSES: Record<string, keyof VexStatusCounts> = {
  not_affected: 'notAffected',
  affected: 'affected',
  fixed: 'fixed',
  under_investigation: 'underInvestigation',
};

/** Reads OpenVEX, of which the oldest form names products by bare text. */
export function readOpenVex(document: JsonDocument): FormatReading {
  const statuses = noStatuses();
  const subjects: (DocumentSubject | undefined)[] = [];
  const { frame, warnings } = checkPieces({
    document,
    schema: 'openvex',
    at: '',
    long: [
      {
        name: 'statements',
        schema: 'openvex#/definitions/statement',
        unique: true,
        visit: ({ status, products }) => {
          const named = listOf(products);
          statuses[OPENVEX_STATUSES[wordOf(status)]] += named.length || 1;
          subjects.push(...named.map(openVexProduct));
        },
      },
    ],
  });
  const specVersion = /v([\d.]+)$/.exec(wordOf(frame['@context']))?.[1];
  if (Object.values(statuses).every(count => count === 0)) {
    throw refuse(
      '/statements',
      'has no statement',
      'State at least one vulnerability; an empty document says nothing',
    );
  }
  return {
    specVersion: specVersion ?? '0.0.1',
    contents: [
      {
        kind: 'vex',
        format: 'openvex',
        specVersion: specVersion ?? '0.0.1',
        author: textOf(frame.author),
        at: timeOf(frame.last_updated) ?? timeOf(frame.timestamp),
        statuses,
        subjects: subjectsFrom(subjects),
      },
    ],
    warnings: [
      ...warnings,
      ...['@id', 'author', 'timestamp', 'version']
        .filter(name => frame[name] === undefined)
        .map(name => `/${name}: missing, though OpenVEX asks for it`),
    ],
  };
}

function openVexProduct(product: unknown): DocumentSubject | undefined {
  if (!isObject(product)) {
    return subjectFrom(identified(product));
  }
  const { purl } = objectOf(product.identifiers);
  const own = identified(product['@id']);
  return subjectFrom({
    ...own,
    purl: purl ?? own.purl,
    digests: Object.entries(objectOf(product.hashes)).map(([name, hex]) =>
      digestOf(name, hex),
    ),
  });
}

function identified(id: unknown): Subject {
  return wordOf(id).startsWith('pkg:') ? { purl: id } : { name: id };
}

const CSAF_STATUSES: [string, keyof VexStatusCounts][] = [
  ['known_not_affected', 'notAffected'],
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['under_investigation', 'underInvestigation'],
];

/** Reads CSAF 2.0 and 2.1 of the VEX profile. */
export function readCsafVex(document: JsonDocument): FormatReading {
  const header = objectOf(document.member('document'));
  const specVersion = header.csaf_version;
  if (specVersion !== '2.0' && specVersion !== '2.1') {
    throw refuse(
      '/document/csaf_version',
      specVersion === undefined ? 'missing' : 'is none of 2.0, 2.1',
      'Write the document as CSAF 2.0 or 2.1',
    );
  }
  if (header.category !== 'csaf_vex') {
    throw refuse(
      '/document/category',
      'is not csaf_vex',
      'Send a document of the VEX profile; advisories are no evidence of a release',
    );
  }
  const whole = document.frame([]);
  const warnings = checkSchema(`csaf-${specVersion}`, whole, '');
  return {
    specVersion,
    contents: [csafContent(specVersion, header, whole)],
    warnings,
  };
}

function csafContent(
  specVersion: string,
  header: JsonObject,
  whole: JsonObject,
): VexContent {
  const statuses = noStatuses();
  const named = new Set<string>();
  for (const { product_status: status } of objectsOf(whole.vulnerabilities)) {
    for (const [name, count] of CSAF_STATUSES) {
      const products = listOf(objectOf(status)[name]).map(wordOf);
      statuses[count] += products.length;
      products.forEach(product => named.add(product));
    }
  }
  return {
    kind: 'vex',
    format: 'csaf',
    specVersion,
    author: textOf(objectOf(header.publisher).name),
    at: timeOf(objectOf(header.tracking).current_release_date),
    statuses,
    subjects: csafProducts(objectOf(whole.product_tree), named),
  };
}

/** The products that statements name; a combined one by its parts too. */
function csafProducts(tree: JsonObject, named: Set<string>): DocumentSubject[] {
  const relationships = objectsOf(tree.relationships);
  const wanted = new Set(named);
  for (const relation of relationships) {
    const { product_id: id } = objectOf(relation.full_product_name);
    if (named.has(wordOf(id))) {
      wanted.add(wordOf(relation.product_reference));
    }
  }
  const products = [
    ...branchProducts(tree),
    ...objectsOf(tree.full_product_names),
    ...relationships.map(({ full_product_name: name }) => objectOf(name)),
  ];
  return subjectsFrom(
    products
      .filter(({ product_id: id }) => wanted.has(wordOf(id)))
      .map(csafProduct),
  );
}

function branchProducts({ branches }: JsonObject): JsonObject[] {
  return objectsOf(branches).flatMap(branch => [
    ...(isObject(branch.product) ? [branch.product] : []),
    ...branchProducts(branch),
  ]);
}

function csafProduct(product: JsonObject): DocumentSubject | undefined {
  const helper = objectOf(product.product_identification_helper);
  return subjectFrom({
    name: product.name,
    purl: helper.purl ?? listOf(helper.purls)[0],
    digests: objectsOf(helper.hashes)
      .flatMap(({ file_hashes: hashes }) => objectsOf(hashes))
      .map(({ algorithm, value }) => digestOf(algorithm, value)),
  });
}
