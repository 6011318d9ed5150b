import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020, { ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

interface Operation {
  responses: Record<
    string,
    { $ref?: string; content?: Record<string, { schema: object }> }
  >;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Operation['responses'][string]> };
}

const FILE = path.resolve(__dirname, '../schema/openapi.yaml');
const document: Document = parse(readFileSync(FILE, 'utf8'));

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(document, 'openapi');

/** Every operation that the document describes, as `GET /releases`. */
export const describedOperations: string[] = Object.entries(
  document.paths,
).flatMap(([route, methods]) =>
  Object.keys(methods).map(method => `${method.toUpperCase()} ${route}`),
);

const validators = new Map<string, ValidateFunction>();

/**
 * Checks an answer against the document.
 *
 * @throws when the operation or status is not described, or the body differs.
 */
export function expectDescribed(
  method: string,
  url: string,
  status: number,
  body: unknown,
): void {
  const route = routeOf(url);
  const response =
    document.paths[route]?.[method.toLowerCase()]?.responses[status];
  if (!response) {
    throw new Error(
      `${method} ${url} answered ${status}, which is not described`,
    );
  }
  const resolved = response.$ref
    ? document.components.responses[response.$ref.split('/').pop()!]
    : response;
  const schema = resolved.content?.['application/json']?.schema;
  if (schema) {
    const key = JSON.stringify(schema);
    const validate =
      validators.get(key) ?? ajv.compile(absolute(schema) as object);
    validators.set(key, validate);
    if (!validate(body)) {
      throw new Error(
        `${method} ${url}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(
          body,
          null,
          2,
        )}`,
      );
    }
  }
}

function routeOf(url: string): string {
  const steps = url.split('?')[0].split('/');
  const fits = (route: string) => {
    const wanted = route.split('/');
    return (
      wanted.length === steps.length &&
      wanted.every((step, n) => step.startsWith('{') || step === steps[n])
    );
  };
  return Object.keys(document.paths).find(fits) ?? url;
}

function absolute(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/'));
}
