/** Describes the API (OpenAPI 3.1) out of the route table, so that the two can't drift apart. */
import * as z from 'zod/mini';
import { PROBLEMS } from '../../shared/wire/problems.ts';
import type { Route } from './route.ts';

export function apiDescription(routes: readonly Route[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
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
      schemas: { Problem: problemSchema() },
    },
  };
}

function operation(route: Route): unknown {
  return {
    summary: route.summary,
    ...(route.access === 'anyone'
      ? { security: [] }
      : { security: [{ session: [] }, { token: [] }] }),
    parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
    ...(route.body === null ? {} : { requestBody: requestBody(route) }),
    responses: {
      '2XX': { description: 'Done' },
      default: {
        description: 'Not done',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  };
}

function requestBody(route: Route): unknown {
  const file = {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
  };
  return {
    required: true,
    content: {
      'application/json': { schema: schemaOf(route.body) },
      ...(route.upload ? { 'multipart/form-data': { schema: file } } : {}),
    },
  };
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
  const { properties = {}, required = [] } = query === null ? {} : schemaOf(query);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

function schemaOf(type: Route['body']): ObjectSchema {
  return type === null ? {} : (z.toJSONSchema(type, { io: 'input' }) as ObjectSchema);
}

function problemSchema(): unknown {
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
