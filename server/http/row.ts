/** A row of the server's route table: a declared route with its rules and its handler. */
import type { Request } from 'express';
import type { Article } from '../../shared/article/article.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import type { Permission } from '../../shared/policy/table.ts';
import type { AuditAction } from '../../shared/wire/routes/audit.ts';
import type { AnswerOf, PathParams, ReadBody, ReadQuery, Route } from '../../shared/wire/route.ts';
import type { Identity } from '../accounts/authenticate.ts';
import type { Origin } from '../accounts/sign-in.ts';
import type { Rate } from '../limits/rates.ts';
import type { Answer } from './answer.ts';
import type { UploadedFile } from './upload.ts';

interface AnyRules {
  /** What the policy's table must grant before the handler runs; without one the handler asks it about more. */
  readonly permission?: Permission;
  /** What is written into the audit log when it is done, before it is answered; without a rule nothing is. */
  readonly audit?: AuditRule | readonly AuditRule[];
  /** How often one member, guest or network may ask. */
  readonly rate?: Rate;
}

/** What changes something must have a rate; what reads has one where it costs much. */
export type Rules<R extends Route> = AnyRules &
  (R['method'] extends 'GET' ? unknown : { readonly rate: Rate });

/** What a route leaves in the audit log. */
export interface AuditRule {
  readonly action: AuditAction;
  /** Only where the body has this field: a route that does several things has a rule for each. */
  readonly given?: string;
  /** Fields of the body or the query that are kept as they came: ids, roles, names of settings; no words, no secrets. */
  readonly keeps?: readonly string[];
  /** What is recorded instead where the credentials that were tried are wrong. */
  readonly refused?: AuditAction;
}

/** A request to a route, read and checked. */
export interface Asked<R extends Route> {
  readonly params: PathParams<R['path']>;
  /** The one that the address names. */
  readonly article: R extends { readonly on: 'article' } ? Article : null;
  readonly body: BodyOn<R>;
  readonly query: ReadQuery<R>;
  /** Null only where a route is open to anyone. */
  readonly identity: IdentityOn<R>;
  /** Of a route on an article: who they are there. */
  readonly actor: IdentityOn<R> extends Identity ? Identity['actor'] : Actor;
  /** Where it came from, as it is kept with a session. */
  readonly from: Origin;
  /** For what only a request itself has: its headers, its socket. */
  readonly request: Request;
}

type BodyOn<R extends Route> = R extends { readonly upload: string }
  ? UploadedFile | (R extends { readonly body: object } ? ReadBody<R> : never)
  : ReadBody<R>;

type IdentityOn<R extends Route> = R extends { readonly access: 'anyone' }
  ? Identity | null
  : Identity;

/** A request to some route, which only the handler of that route knows better. */
export interface AnyAsked {
  readonly params: Readonly<Record<string, string>>;
  readonly article: Article | null;
  readonly body: unknown;
  readonly query: unknown;
  readonly identity: Identity | null;
  readonly actor: Actor;
  readonly from: Origin;
  readonly request: Request;
}

/** From these the router, the API's description and the tests of access are made. */
export interface Row {
  readonly route: Route;
  readonly permission: Permission | null;
  readonly audit: readonly AuditRule[];
  readonly rate: Rate | null;
  readonly handle: (asked: AnyAsked) => Promise<Answer>;
}

/** The row of a declared route. Its handler gets what the declaration asks for, read and checked, and gives the declared answer. */
export function implement<const R extends Route>(
  route: R,
  rules: Rules<R>,
  handle: (asked: Asked<R>) => Promise<Answer<AnswerOf<R>>>,
): Row {
  const { permission, audit = [], rate }: AnyRules = rules;
  return {
    route,
    permission: permission ?? null,
    audit: [audit].flat(),
    rate: rate ?? null,
    // The router reads body and query by the route's own schemas, and finds its article and its person.
    handle: handle as Row['handle'],
  };
}
