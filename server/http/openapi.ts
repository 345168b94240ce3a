/** Describes the API (OpenAPI 3.1) out of the route table, so that the two can't drift apart. */
import * as z from 'zod/mini';
import { PROBLEMS } from '../../shared/wire/problems.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { AnswerShape, Route } from '../../shared/wire/route.ts';
import { namedSchemas, routeNames } from '../../shared/wire/routes.ts';
import type { Row } from './row.ts';

/** An OpenAPI 3.1 document as plain JSON; `paths` has one entry for each path, with an operation for each method. */
export interface ApiDescription {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [field: string]: unknown;
}

/** Each row under its path and method. Schemas that have a name of their own stand once, among the components. */
export function apiDescription(rows: readonly Row[]): ApiDescription {
  const schemas = new SchemaWriter(rows);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { route } of rows) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Galley',
      version: '1',
      description: 'Live articles, annotations, reports and annotated copies.',
    },
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'galley_session',
          description: 'On https it is called __Host-galley_session.',
        },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: { ...schemas.named, Problem: problemSchema() },
    },
  };
}

/** A schema in JSON Schema, or a reference to one. */
type JsonSchema = Readonly<Record<string, unknown>>;

/** Writes the schemas of bodies and answers as JSON Schema, all at once so that they can refer to each other. */
class SchemaWriter {
  /** Those that have a name, by it. */
  readonly named: Readonly<Record<string, JsonSchema | undefined>>;
  readonly #registry = z.registry<{ readonly id: string }>();
  readonly #written = new Map<string, JsonSchema>();

  constructor(rows: readonly Row[]) {
    const names = namedSchemas();
    for (const [id, schema] of names) this.#registry.add(schema, { id });
    for (const [at, schema] of rows.flatMap(({ route }) => schemasOf(route)).entries())
      if (!this.#registry.has(schema)) this.#registry.add(schema, { id: `nameless ${at}` });
    const { schemas } = z.toJSONSchema(this.#registry, { io: 'input', uri: addressOf });
    for (const [id, schema] of Object.entries(schemas)) this.#written.set(id, inDocument(schema));
    this.named = Object.fromEntries([...names.keys()].map((id) => [id, this.#written.get(id)]));
  }

  /** A reference where it has a name, else the schema itself. */
  of(schema: z.ZodMiniType): JsonSchema {
    const id = this.#registry.get(schema)?.id ?? '';
    return id in this.named ? { $ref: addressOf(id) } : (this.#written.get(id) ?? {});
  }
}

/** Without what only a document of its own has. */
function inDocument(schema: JsonSchema): JsonSchema {
  const own = Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id');
  return Object.fromEntries(own);
}

function addressOf(name: string): string {
  return `#/components/schemas/${name}`;
}

function schemasOf({ body, answer }: Route): z.ZodMiniType[] {
  return [...(body ? [body] : []), ...(answer.kind === 'json' ? [answer.schema] : [])];
}

function operation(route: Route, schemas: SchemaWriter): unknown {
  const { summary, access, path, query, answer } = route;
  return {
    operationId: routeNames().get(route),
    summary,
    security: access === 'anyone' ? [] : [{ session: [] }, { token: [] }],
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...requestBody(route, schemas),
    responses: {
      ...response(answer, schemas),
      default: {
        description: 'Not done',
        content: {
          'application/problem+json': { schema: { $ref: addressOf('Problem') } },
        },
      },
    },
  };
}

function requestBody({ upload, body }: Route, schemas: SchemaWriter): object {
  if (upload === undefined && body === undefined) return {};
  const file = {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
  };
  const content = {
    ...(body && { 'application/json': { schema: schemas.of(body) } }),
    ...(upload && { 'multipart/form-data': { schema: file } }),
  };
  return { requestBody: { required: true, content } };
}

const DESCRIPTIONS = { 200: 'Done', 201: 'Made', 202: 'Taken in, to be worked on' } as const;

function response(answer: AnswerShape, schemas: SchemaWriter): Record<string, unknown> {
  const text = { schema: { type: 'string' } };
  switch (answer.kind) {
    case 'json': {
      const { status, schema } = answer;
      const content = { 'application/json': { schema: schemas.of(schema) } };
      return { [status]: { description: DESCRIPTIONS[status], content } };
    }
    case 'nothing':
      return { 204: { description: 'Done' } };
    case 'text':
      return { 200: { description: 'Done', content: { 'text/plain': text } } };
    case 'page':
      return { 200: { description: 'The page', content: { 'text/html': text } } };
    case 'file': {
      const content = Object.fromEntries(answer.mediaTypes.map((type) => [type, {}]));
      return { 200: { description: 'The file', content } };
    }
    case 'redirect':
      return { 303: { description: 'Goes on to another page' } };
    default:
      return unreachable(answer);
  }
}

function pathParameters(path: string): unknown[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: Route['query']): unknown[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function problemSchema(): JsonSchema {
  const types = Object.keys(PROBLEMS).map((id) => `/problems/${id}`);
  return {
    type: 'object',
    required: ['type', 'title', 'status'],
    properties: {
      type: { type: 'string', enum: types },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
    },
  };
}
