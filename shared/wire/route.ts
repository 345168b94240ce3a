/** What a route is on the wire: one declaration, from which come its parsers, their types, the client's call and the API's description. */
import type * as z from 'zod/mini';

/** A method of the contract. PUT is for what the sender names and what is the same when it is sent again. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A row of the table in `routes.ts`. Optional fields are left out where they don't apply. */
export interface Route {
  readonly method: Method;
  /** As Express reads it, such as `/api/articles/:id`. */
  readonly path: `/${string}`;
  /** One phrase for the API's description. */
  readonly summary: string;
  /** Open to somebody without an account; every other route answers them 401. */
  readonly access?: 'anyone';
  /** Its `:id` is an article's: rights are those in that article, and its handler gets it, else the answer is 404. */
  readonly on?: 'article';
  readonly query?: z.ZodMiniObject;
  /** The JSON body. */
  readonly body?: z.ZodMiniType;
  /** What a file may be that comes as the multipart field `file`: instead of the JSON body where there is one, else alone. */
  readonly upload?: 'article' | 'picture';
  /** What comes where it isn't a problem. */
  readonly answer: AnswerShape;
}

/** What a route answers. Names of fields that a schema doesn't know may be added in time, so clients overlook them. */
export type AnswerShape =
  | JsonShape<z.ZodMiniType>
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text' }
  | { readonly kind: 'file'; readonly mediaTypes: readonly string[] }
  | { readonly kind: 'page' }
  | { readonly kind: 'redirect' };

/** 2xx with JSON. */
export interface JsonShape<Schema extends z.ZodMiniType> {
  readonly kind: 'json';
  readonly status: 200 | 201 | 202;
  readonly schema: Schema;
}

/** 204, without a body. */
export const NOTHING = { kind: 'nothing' } as const satisfies AnswerShape;
/** 200 with plain text. */
export const TEXT = { kind: 'text' } as const satisfies AnswerShape;
/** A page of HTML, with whatever status the page has. */
export const PAGE = { kind: 'page' } as const satisfies AnswerShape;
/** 303 to another page. */
export const REDIRECT = { kind: 'redirect' } as const satisfies AnswerShape;

/** 200 with JSON. */
export function json<Schema extends z.ZodMiniType>(schema: Schema): JsonShape<Schema> {
  return { kind: 'json', status: 200, schema };
}

/** 201 with what was made. */
export function created<Schema extends z.ZodMiniType>(schema: Schema): JsonShape<Schema> {
  return { kind: 'json', status: 201, schema };
}

/** 202: taken in, to be worked on after the answer. */
export function accepted<Schema extends z.ZodMiniType>(schema: Schema): JsonShape<Schema> {
  return { kind: 'json', status: 202, schema };
}

/** 200 with a file to keep, of one of these media types, which are without parameters. */
export function file(...mediaTypes: readonly string[]) {
  return { kind: 'file', mediaTypes } as const;
}

/** What a schema of an answer reads, as plain data that nobody changes. */
export type Answered<Schema extends z.ZodMiniType> = DeepReadonly<z.output<Schema>>;

type DeepReadonly<T> = T extends object
  ? { readonly [Field in keyof T]: DeepReadonly<T[Field]> } // of a tuple a tuple
  : T;

/**
 * What a route answers in JSON; null where it doesn't answer in JSON, `unknown` where all that is known is that it is a route.
 */
export type AnswerOf<R extends Route> =
  R['answer'] extends JsonShape<infer Schema>
    ? Answered<Schema>
    : AnswerShape extends R['answer']
      ? unknown
      : null;

/** The names in a path, each with a string; any names where the path isn't known. */
export type PathParams<Path extends string> = `/${string}` extends Path
  ? Readonly<Record<string, string>>
  : Path extends `${string}:${infer Name}/${infer Rest}`
    ? { readonly [Key in Name]: string } & PathParams<`/${Rest}`>
    : Path extends `${string}:${infer Name}`
      ? { readonly [Key in Name]: string }
      : unknown;

/** What the address of a route is made of: the names in its path, and its query as a client may send it. */
export type AddressParams<R extends Route> = PathParams<R['path']> &
  (R extends { readonly query: infer Query extends z.ZodMiniObject }
    ? DeepReadonly<z.input<Query>>
    : unknown);

/** The body as a client may send it; undefined where the route takes none. */
export type SentBody<R extends Route> = R extends {
  readonly body: infer Body extends z.ZodMiniType;
}
  ? DeepReadonly<z.input<Body>>
  : undefined;

/** The body as the handler gets it, with what was left out filled in; `unknown` where all that is known is that it is a route. */
export type ReadBody<R extends Route> = R extends {
  readonly body: infer Body extends z.ZodMiniType;
}
  ? z.output<Body>
  : 'body' extends keyof R
    ? unknown
    : undefined;

/** The query as the handler gets it, with what was left out filled in; undefined where the route takes none. */
export type ReadQuery<R extends Route> = R extends {
  readonly query: infer Query extends z.ZodMiniObject;
}
  ? z.output<Query>
  : undefined;
