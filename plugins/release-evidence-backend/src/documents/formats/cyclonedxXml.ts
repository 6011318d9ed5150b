import { refuse } from '../documentFault';
import type { JsonObject } from '../json/jsonDocument';
import { checkSchema } from '../schemas/checkSchema';
import { cycloneDxSchema } from '../schemas/schemaStore';
import { copyOf, objectOf } from '../values';
import { readXml, XmlPlace, XmlTag } from '../xml/readXml';
import { jsonOf, unknownPart, XmlElement } from '../xml/xmlShape';
import { ComponentTally, contentOf, knownVersion } from './cyclonedx';
import { component, metadata, service } from './cyclonedxShapes';
import type { FormatReading } from './format';

const NAMESPACE = /^http:\/\/cyclonedx\.org\/schema\/bom\/(\d+\.\d+)$/;

/** Whether an element is the root of a CycloneDX document. */
export function isCycloneDxRoot({ name, namespace }: XmlTag): boolean {
  return name === 'bom' || NAMESPACE.test(namespace);
}

/** Parts of the document that are known, and of which nothing is read. */
const IGNORED = new Set([
  'externalReferences',
  'compositions',
  'properties',
  'vulnerabilities',
  'annotations',
  'formulation',
  'declarations',
  'definitions',
  'citations',
]);

class Bom {
  readonly #components = new ComponentTally();
  readonly #references = new Set<string>();
  readonly #warnings: string[] = [];
  /** Elements of the part being read, the outermost first. */
  readonly #open: XmlElement[] = [];
  #version = '';
  #namespace = '';
  #metadata: JsonObject = {};
  /** How deep inside of something that is not read. */
  #ignored = 0;

  constructor(private readonly place: XmlPlace) {}

  open(tag: XmlTag): void {
    const { depth } = this.place;
    if (this.#ignored > 0) {
      this.#ignored++;
    } else if (depth === 1) {
      this.#openRoot(tag);
    } else if (tag.namespace !== this.#namespace) {
      this.#ignored = 1;
    } else if (depth === 2 && tag.name !== 'metadata') {
      this.#openList(tag.name);
    } else {
      this.#openElement(tag);
    }
  }

  text(text: string): void {
    const element = this.#open.at(-1);
    if (element && this.#ignored === 0) {
      element.text += text;
    }
  }

  close(): void {
    if (this.#ignored > 0) {
      this.#ignored--;
      return;
    }
    const element = this.#open.pop();
    if (element && this.#open.length === 0) {
      this.#take(element, String(this.place));
    }
  }

  reading(): FormatReading {
    return {
      specVersion: this.#version,
      contents: [
        contentOf(this.#version, this.#metadata, this.#components.count),
      ],
      warnings: this.#warnings,
    };
  }

  #openRoot({ name, namespace, attributes }: XmlTag): void {
    if (name !== 'bom') {
      throw refuse(`/${name}`, 'is not bom', 'Make bom the root element');
    }
    this.#namespace = namespace;
    this.#version = knownVersion(NAMESPACE.exec(namespace)?.[1], '/bom/@xmlns');
    const version = attributes.get('version');
    const serialNumber = attributes.get('serialNumber');
    this.#check('', '/bom', {
      bomFormat: 'CycloneDX',
      specVersion: this.#version,
      ...(version === undefined ? {} : { version: Number(version) }),
      ...(serialNumber === undefined ? {} : { serialNumber }),
    });
  }

  #openList(name: string): void {
    if (IGNORED.has(name)) {
      this.#ignored = 1;
    } else if (!['components', 'services', 'dependencies'].includes(name)) {
      throw unknownPart(String(this.place), 'element');
    }
  }

  #openElement({ name, attributes }: XmlTag): void {
    const reference = attributes.get('bom-ref');
    if (reference !== undefined) {
      const own = copyOf(reference);
      if (this.#references.has(own)) {
        throw refuse(
          `${this.place}/@bom-ref`,
          'is that of another element',
          'Give every element a bom-ref of its own',
        );
      }
      this.#references.add(own);
      attributes.set('bom-ref', own);
    }
    const element = { name, attributes, children: [], text: '' };
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  #take(element: XmlElement, place: string): void {
    const [, , list] = place.split('/');
    switch (`${list.replace(/\[.*/, '')}/${element.name}`) {
      case 'metadata/metadata':
        this.#metadata = this.#checked('metadata', place, metadataOf(element));
        break;
      case 'components/component':
        this.#components.add(
          this.#checked(
            'components/items',
            place,
            jsonOf(element, component(), place),
          ),
        );
        break;
      case 'services/service':
        this.#check('services/items', place, jsonOf(element, service(), place));
        break;
      case 'dependencies/dependency':
        this.#check('dependencies/items', place, dependencyOf(element));
        break;
      default:
        throw unknownPart(place, 'element');
    }
  }

  #checked(part: string, place: string, value: unknown): JsonObject {
    this.#check(part, place, value);
    return objectOf(value);
  }

  #check(part: string, place: string, value: unknown): void {
    const schema = cycloneDxSchema(this.#version);
    this.#warnings.push(
      ...checkSchema(
        part ? `${schema}#/properties/${part}` : schema,
        value,
        place,
      ),
    );
  }
}

/** Reads CycloneDX as XML, one component at a time. */
export function readCycloneDxXml(bytes: Buffer): FormatReading {
  const place = new XmlPlace();
  const bom = new Bom(place);
  readXml(bytes, place, bom);
  return bom.reading();
}

/** Before 1.5, tools are a list; since then, they may be components. */
function metadataOf(element: XmlElement): JsonObject {
  const value = objectOf(jsonOf(element, metadata(), '/bom/metadata'));
  const { tool = [], ...tools } = objectOf(value.tools);
  return value.tools === undefined || Object.keys(tools).length > 0
    ? value
    : { ...value, tools: tool };
}

function dependencyOf({ attributes, children }: XmlElement): JsonObject {
  const named = (name: string) =>
    children
      .filter(child => child.name === name)
      .map(child => child.attributes.get('ref'));
  const ref = attributes.get('ref');
  return {
    ...(ref === undefined ? {} : { ref }),
    dependsOn: named('dependency'),
  };
}
