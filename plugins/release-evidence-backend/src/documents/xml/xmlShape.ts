import { refuse } from '../documentFault';
import type { JsonObject } from '../json/jsonDocument';

/** An element with all that is in it. */
export interface XmlElement {
  name: string;
  attributes: Map<string, string>;
  children: XmlElement[];
  text: string;
}

/** How an element is written in JSON. */
export type Shape =
  | 'text'
  | 'time'
  | 'boolean'
  | 'integer'
  /** Known, and left out. */
  | 'ignored'
  | List
  | Fields;

/** A list, of the elements inside by their names. */
interface List {
  list: Record<string, () => Shape>;
  /** Those that JSON tells from the others by what it wraps them in. */
  wrapped?: string[];
}

interface Fields {
  /** Members from the elements inside. */
  fields?: Record<string, () => Shape>;
  /** Those of them that may stand several times and make a list. */
  repeated?: string[];
  /** Members from attributes, by the attribute's name. */
  attributes?: Record<string, string>;
  integers?: string[];
  /** The member that the text becomes. */
  text?: string;
}

/** What an element says, in the form of JSON. */
export function jsonOf(
  element: XmlElement,
  shape: Shape,
  place: string,
): unknown {
  if (typeof shape === 'string') {
    return scalarOf(element.text.trim(), shape);
  }
  return 'list' in shape
    ? listOf(element, shape, place)
    : fieldsOf(element, shape, place);
}

function scalarOf(value: string, shape: Shape & string): unknown {
  switch (shape) {
    case 'integer':
      return /^[+-]?\d+$/.test(value) ? Number(value) : value;
    case 'boolean':
      return { true: true, 1: true, false: false, 0: false }[value] ?? value;
    case 'time':
      // XML Schema lets the zone be left out, JSON Schema does not.
      return /T[\d:.]+$/.test(value) ? `${value}Z` : value;
    case 'ignored':
      return undefined;
    default:
      return value;
  }
}

function listOf(
  element: XmlElement,
  { list: items, wrapped = [] }: List,
  place: string,
): unknown[] {
  return element.children.flatMap((child, index) => {
    const at = `${place}/${child.name}[${index + 1}]`;
    const value = jsonOf(child, shapeOf(items, child.name, at), at);
    if (value === undefined) {
      return [];
    }
    return [wrapped.includes(child.name) ? { [child.name]: value } : value];
  });
}

function fieldsOf(
  element: XmlElement,
  {
    fields = {},
    repeated = [],
    attributes = {},
    integers,
    text: member,
  }: Fields,
  place: string,
): JsonObject {
  const object: JsonObject = {};
  for (const [name, value] of element.attributes) {
    if (!Object.hasOwn(attributes, name)) {
      throw unknownPart(`${place}/@${name.slice(0, 100)}`, 'attribute');
    }
    object[attributes[name]] = scalarOf(
      value,
      integers?.includes(name) ? 'integer' : 'text',
    );
  }
  for (const child of element.children) {
    const at = `${place}/${child.name}`;
    const value = jsonOf(child, shapeOf(fields, child.name, at), at);
    if (repeated.includes(child.name)) {
      object[child.name] = [...((object[child.name] as []) ?? []), value];
    } else if (value !== undefined) {
      object[child.name] = value;
    }
  }
  if (member) {
    object[member] = element.text.trim();
  }
  return object;
}

function shapeOf(
  known: Record<string, () => Shape>,
  name: string,
  at: string,
): Shape {
  if (!Object.hasOwn(known, name)) {
    throw unknownPart(at, 'element');
  }
  return known[name]();
}

/** A part that the format does not have. */
export function unknownPart(at: string, what: 'element' | 'attribute') {
  return refuse(at, `the format has no such ${what} there`, 'Remove it');
}
