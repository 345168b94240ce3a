/** What a route is: one entry of the table from which the router, the API description and the tests of access are made. */
import type { Request } from 'express';
import type * as z from 'zod/mini';
import type { Actor } from '../../shared/policy/actor.ts';
import type { Permission } from '../../shared/policy/table.ts';
import type { AuditAction, AuditDetail } from '../../shared/wire/routes/audit.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import type { Identity } from '../accounts/authenticate.ts';
import type { OwnCookie } from '../accounts/credentials.ts';
import type { Limit } from '../limits/limits.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What a handler gives back. `noted` tells the audit log what only the handler knows; null leaves no entry at all. */
export type Answer = Reply & {
  readonly noted?: Noted | null;
  readonly cookies?: readonly SetCookie[];
};

/** What a route says of itself for the audit log. */
export interface Audited {
  readonly action: AuditAction;
  /** Only where the body has this field: a route that does several things declares each. */
  readonly given?: string;
  /** Fields of the body or the query that are kept as they came: ids, roles, names of settings; no words, no secrets. */
  readonly keeps?: readonly string[];
  /** What is recorded in its place where the credentials that were tried are wrong. */
  readonly refused?: AuditAction;
}

/** What only the handler knows of what it has done. What isn't given follows from the request. */
export interface Noted {
  /** Who it turned out to be, where the request itself came from nobody. */
  readonly actor?: Actor;
  readonly article?: string;
  readonly subject?: string | null;
  readonly detail?: AuditDetail;
  /** Credentials were tried and are wrong, although the answer is no problem: a page that says so. */
  readonly isRefused?: true;
  /** What was done on the way. */
  readonly also?: readonly AuditAction[];
}

/** A cookie of ours beside the session's; a null value takes it away. */
export interface SetCookie {
  readonly name: Exclude<OwnCookie, 'session'>;
  readonly value: string | null;
  readonly maxAgeMs: number;
}

/** `respond.ts` alone makes bytes of it. */
export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'page';
      readonly status: number;
      readonly html: string;
      /** Null where the development server writes scripts and styles into the page. */
      readonly policy: string | null;
    }
  | {
      readonly kind: 'download';
      readonly mediaType: string;
      readonly fileName: string;
      readonly content: Uint8Array;
    }
  /** A file whose parts are made while it is sent. */
  | {
      readonly kind: 'stream';
      readonly mediaType: string;
      readonly fileName: string;
      readonly parts: AsyncIterable<string>;
    }
  /** Sends a browser on to another page; a session's secret goes into the cookie where one was opened. */
  | { readonly kind: 'redirect'; readonly location: string; readonly session: string | null }
  /** Opens a session (its secret goes into the cookie), or ends it where there is none. */
  | { readonly kind: 'session'; readonly secret: string | null; readonly value: unknown };

/** A request, read and checked. `Who` is null only on routes that are open to anyone. */
export interface Asked<Body, Query, Who> {
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly query: Query;
  readonly identity: Who;
  readonly actor: Who extends Identity ? Identity['actor'] : Actor;
  /** For what only a request itself has: its file, its address. */
  readonly request: Request;
}

export interface Route {
  readonly method: Method;
  /** As Express reads it, such as `/api/articles/:id`. */
  readonly path: string;
  /** One phrase for the API description. */
  readonly summary: string;
  /** `anyone` needs no account; all other routes answer 401 to who has none. */
  readonly access: 'anyone' | 'member';
  /** What the policy's table must grant before the handler runs; null where the handler asks it about more. */
  readonly permission: Permission | null;
  readonly body: z.ZodMiniType | null;
  readonly query: z.ZodMiniType | null;
  /** Whether a file may come in the place of a JSON body. */
  readonly upload: boolean;
  /** What is written into the audit log when it is done, before it is answered; empty where nothing is. */
  readonly audit: readonly Audited[];
  /** How often one member, guest or network may ask; null where it isn't counted. */
  readonly limit: Limit | null;
  readonly handle: (asked: Asked<unknown, unknown, Identity | null>) => Promise<Answer>;
}

interface Declared<Body extends z.ZodMiniType | null, Query extends z.ZodMiniType | null> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly permission?: Permission;
  readonly body?: Body;
  readonly query?: Query;
  readonly upload?: boolean;
  readonly audit?: Audited | readonly Audited[];
  readonly limit?: Limit;
}

type Read<Schema> = Schema extends z.ZodMiniType ? z.infer<Schema> : undefined;

/** A route for members. */
export function memberRoute<
  Body extends z.ZodMiniType | null = null,
  Query extends z.ZodMiniType | null = null,
>(
  declared: Declared<Body, Query>,
  handle: (asked: Asked<Read<Body>, Read<Query>, Identity>) => Promise<Answer>,
): Route {
  // The router gives a handler only what it declared: parsed by its own schemas, and never without an identity.
  return { ...complete(declared), access: 'member', handle: handle as Route['handle'] };
}

/** A route that is open to who has no account. */
export function openRoute<
  Body extends z.ZodMiniType | null = null,
  Query extends z.ZodMiniType | null = null,
>(
  declared: Declared<Body, Query>,
  handle: (asked: Asked<Read<Body>, Read<Query>, Identity | null>) => Promise<Answer>,
): Route {
  return { ...complete(declared), access: 'anyone', handle: handle as Route['handle'] };
}

function complete(declared: Declared<z.ZodMiniType | null, z.ZodMiniType | null>) {
  const {
    method,
    path,
    summary,
    permission = null,
    body = null,
    query = null,
    upload = false,
    audit = [],
    limit = null,
  } = declared;
  const audited = [audit].flat();
  return { method, path, summary, permission, body, query, upload, audit: audited, limit };
}
