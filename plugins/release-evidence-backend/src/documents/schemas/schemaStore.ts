import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import Ajv, { AnySchemaObject, Options, ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { hasRepeats } from '../json/repeats';

/*
 * The published schemas
 *
 * They lie in `schemas/`, as their publishers wrote them; where each is from and
 * under which licence stands in the README there. A schema takes some hundred
 * milliseconds to compile, so each is compiled when the first document needs it,
 * and only the parts of it that are asked for.
 */

const PACKAGE = 'backstage-plugin-release-evidence-backend';

const CYCLONEDX = 'http://cyclonedx.org/schema';

interface Family {
  Draft: typeof Ajv | typeof Ajv2020;
  /** Files by the id under which other schemas and the readers name them. */
  files: Record<string, string>;
}

const CYCLONEDX_FILES = [
  'spdx',
  'jsf-0.82',
  'cryptography-defs',
  'bom-1.4',
  'bom-1.5',
  'bom-1.6',
  'bom-1.7',
].map(name => [
  `${CYCLONEDX}/${name}.SNAPSHOT.schema.json`,
  `cyclonedx/${name}.SNAPSHOT.schema.json`,
]);

const FAMILIES: Family[] = [
  { Draft: Ajv, files: Object.fromEntries(CYCLONEDX_FILES) },
  {
    Draft: Ajv,
    files: {
      'spdx-2': 'spdx/spdx-2.schema.json',
      openvex: 'openvex/openvex.schema.json',
      sarif: 'sarif/sarif-2.1.0-rtm.5.json',
    },
  },
  { Draft: Ajv2020, files: { 'spdx-3': 'spdx/spdx-3.0.1.schema.json' } },
  {
    Draft: Ajv2020,
    files: {
      'csaf-2.0': 'csaf/csaf-2.0.schema.json',
      'csaf-2.1': 'csaf/csaf-2.1.schema.json',
      ...Object.fromEntries(
        ['2.0', '3.0', '3.1', '4.0'].map(version => [
          `https://www.first.org/cvss/cvss-v${version}.json`,
          `csaf/cvss-v${version}.json`,
        ]),
      ),
      ...Object.fromEntries(
        ['Decision_Point', 'Decision_Point_Value_Selection'].map(name => [
          `https://certcc.github.io/SSVC/data/schema/v1/${name}-1-0-1.schema.json`,
          `csaf/ssvc-${name}-1-0-1.schema.json`,
        ]),
      ),
    },
  },
];

/** The id of the schema of a CycloneDX version. */
export function cycloneDxSchema(version: string): string {
  return `${CYCLONEDX}/bom-${version}.SNAPSHOT.schema.json`;
}

const compilers = new Map<Family, Ajv>();
const checks = new Map<string, ValidateFunction>();

const SPDX_3 = 'spdx-3';

/** The schema of a class of SPDX 3; undefined when there is no such class. */
export function spdx3Schema(type: string): string | undefined {
  const family = familyOf(SPDX_3);
  const definitions = compilerOf(family).getSchema(SPDX_3)?.schema;
  const classes = (definitions as AnySchemaObject | undefined)?.$defs ?? {};
  // A class, unlike what it is made of, begins by asking for its own name.
  return Object.hasOwn(classes, type) &&
    classes[type].if?.properties?.type?.const === type
    ? `${SPDX_3}#/$defs/${type}`
    : undefined;
}

/** Texts in the place of an IRI that no schema refuses, but that lead nowhere. */
export const oddTexts = new Set<string>();

/** Checks a value against a schema, or `<schema>#/<pointer>` for a part of it. */
export function schemaCheck(reference: string): ValidateFunction {
  const known = checks.get(reference);
  if (known) {
    return known;
  }
  const [id] = reference.split('#', 1);
  const check = compilerOf(familyOf(id)).compile({
    $ref: reference,
    // The classes of SPDX 3 leave it to whoever refers to them to be closed.
    ...(id === SPDX_3 ? { unevaluatedProperties: false } : {}),
  });
  checks.set(reference, check);
  return check;
}

function familyOf(id: string): Family {
  const family = FAMILIES.find(({ files }) => id in files);
  if (!family) {
    throw new TypeError(`There is no schema ${id}`);
  }
  return family;
}

const OPTIONS: Options = {
  strict: false,
  validateSchema: false,
  allErrors: false,
  // SARIF has a pattern that is none under the flag `u`.
  unicodeRegExp: false,
  // Files are known by the ids above; those inside differ by version suffixes.
  addUsedSchema: false,
};

function compilerOf(family: Family): Ajv {
  const known = compilers.get(family);
  if (known) {
    return known;
  }
  const compiler = new family.Draft(OPTIONS);
  addFormats(compiler);
  compiler.addFormat('idn-email', true);
  // What the specifications call an IRI is often none in real documents.
  const reference = { type: 'string', validate: notesOddText } as const;
  compiler.addFormat('iri-reference', reference);
  compiler.addFormat('iri', reference);
  compiler.removeKeyword('uniqueItems');
  compiler.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: hasNoRepeats,
    error: { message: 'must not repeat an element' },
  });
  for (const [id, file] of Object.entries(family.files)) {
    compiler.addSchema(readSchema(file), id);
  }
  compilers.set(family, compiler);
  return compiler;
}

function readSchema(file: string): AnySchemaObject {
  const schema = JSON.parse(
    readFileSync(resolvePackagePath(PACKAGE, 'schemas', file), 'utf8'),
  );
  // The drafts that are named here differ in nothing that these schemas use.
  delete schema.$schema;
  delete schema.id;
  return schema;
}

function hasNoRepeats(asked: boolean, elements: unknown[]): boolean {
  return !asked || !hasRepeats(elements);
}

const MOST_ODD_TEXTS = 100;

function notesOddText(text: string): boolean {
  const odd = isBomLink(text) || !isIriReference(text);
  if (odd && oddTexts.size < MOST_ODD_TEXTS) {
    oddTexts.add(text);
  }
  return true;
}

/**
 * An IRI reference (RFC 3987) has no blanks, control characters, brackets or
 * stray per cent signs, and what stands before its first colon is a scheme;
 * nothing more is told apart here.
 */
function isIriReference(text: string): boolean {
  return (
    !/[\s\p{Cc}"<>\\^`{|}]/u.test(text) &&
    !/%(?![0-9a-fA-F]{2})/.test(text) &&
    !/^(?![a-zA-Z][a-zA-Z0-9+.-]*:)[^/?#:]*:/.test(text)
  );
}

/** A BOM-Link names something in another document, which is not at hand. */
export function isBomLink(text: string): boolean {
  return text.startsWith('urn:cdx:');
}
