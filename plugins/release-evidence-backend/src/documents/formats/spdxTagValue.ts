import type { JsonObject } from '../json/jsonDocument';
import { checkSchema } from '../schemas/checkSchema';
import type { FormatReading } from './format';
import { spdx2Content, Spdx2Elements, spdx2Version } from './spdx2';

/*
 * SPDX 2 as lines of `Tag: value`
 *
 * Tags belong to the package or file named last. They are brought into the
 * form of JSON, one element at a time, so that the same schema checks both.
 */

/** What a document in this form begins with. */
export const TAG_VALUE_START = /^(#[^\n]*\n|\s)*SPDXVersion:/;

/** Reads SPDX 2.2 and 2.3 as tags and values. */
export function readSpdxTagValue(bytes: Buffer): FormatReading {
  const elements = new Spdx2Elements([]);
  for (const { tag, value } of tagsOf(bytes)) {
    if (tag === 'Relationship') {
      elements.relate(relationshipOf(value));
    }
  }
  const header = readElements(bytes, elements);
  const specVersion = spdx2Version(header.spdxVersion);
  const warnings = checkSchema('spdx-2', header, '');
  return {
    specVersion,
    contents: [spdx2Content(specVersion, header, elements)],
    warnings: [...warnings, ...elements.warnings()],
  };
}

interface Tag {
  tag: string;
  value: string;
}

function* tagsOf(bytes: Buffer): Generator<Tag> {
  let inText = false;
  for (const line of linesOf(bytes)) {
    if (inText) {
      inText = !line.includes('</text>');
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) {
      const value = line.slice(colon + 1).trim();
      inText = value.startsWith('<text>') && !value.includes('</text>');
      yield { tag: line.slice(0, colon).trim(), value };
    }
  }
}

const LONGEST_LINE = 16 * 1024;

function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    yield bytes.toString('utf8', start, Math.min(end, start + LONGEST_LINE));
    start = end + 1;
  }
}

function relationshipOf(value: string): JsonObject {
  const [spdxElementId, relationshipType, relatedSpdxElement] =
    value.split(/\s+/);
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

type Opened = { kind: 'package' | 'file' | 'snippet'; element: JsonObject };

const HEADER_TAGS: Record<string, string> = {
  SPDXVersion: 'spdxVersion',
  DataLicense: 'dataLicense',
  SPDXID: 'SPDXID',
  DocumentName: 'name',
  DocumentNamespace: 'documentNamespace',
};

/** Reads packages and files, and gives back what stands outside of them. */
function readElements(bytes: Buffer, elements: Spdx2Elements): JsonObject {
  const creators: string[] = [];
  const creationInfo: JsonObject = { creators };
  const header: JsonObject = { creationInfo };
  const taken = { package: 0, file: 0, snippet: 0 };
  let opened: Opened | undefined;
  const take = () => {
    if (opened && opened.kind !== 'snippet') {
      const { kind, element } = opened;
      const at = `/${kind}s/${taken[kind]++}`;
      checkSchema(`spdx-2#/definitions/${kind}`, element, at);
      elements[kind === 'package' ? 'addPackage' : 'addFile'](element);
    }
  };
  for (const { tag, value } of tagsOf(bytes)) {
    const next = openedBy(tag, value);
    if (next) {
      take();
      opened = next;
    } else if (tag === 'Creator') {
      creators.push(value);
    } else if (tag === 'Created') {
      creationInfo.created = value;
    } else if (opened) {
      setOnElement(opened.element, tag, value);
    } else if (Object.hasOwn(HEADER_TAGS, tag)) {
      header[HEADER_TAGS[tag]] = value;
    }
  }
  take();
  return header;
}

function openedBy(tag: string, value: string): Opened | undefined {
  switch (tag) {
    case 'PackageName':
      return { kind: 'package', element: { name: value } };
    case 'FileName':
      return { kind: 'file', element: { fileName: value } };
    case 'SnippetSPDXID':
    case 'LicenseID':
      return { kind: 'snippet', element: {} };
    default:
      return undefined;
  }
}

function setOnElement(element: JsonObject, tag: string, value: string): void {
  switch (tag) {
    case 'SPDXID':
      element.SPDXID = value;
      break;
    case 'PackageVersion':
      element.versionInfo = value;
      break;
    case 'PackageDownloadLocation':
      element.downloadLocation = value;
      break;
    case 'PackageChecksum':
    case 'FileChecksum': {
      const [algorithm, checksumValue] = value.split(/:\s*/);
      append(element, 'checksums', { algorithm, checksumValue });
      break;
    }
    case 'ExternalRef': {
      const [referenceCategory, referenceType, referenceLocator] =
        value.split(/\s+/);
      append(element, 'externalRefs', {
        referenceCategory,
        referenceType,
        referenceLocator,
      });
      break;
    }
    default:
  }
}

function append(element: JsonObject, name: string, value: JsonObject): void {
  element[name] = [...((element[name] as JsonObject[]) ?? []), value];
}
