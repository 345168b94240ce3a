/** Members with passwords for the tests of accounts, and a clock that they set. */
import { visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';
import type { Role } from '../../../shared/policy/actor.ts';
import type { TestServer } from '../../support/server.ts';

export const PASSWORD = 'correct horse battery';
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

export interface Person {
  readonly id: string;
  readonly email: string;
  /** An API token. */
  readonly token: string;
}

/** Adds a member who can sign in by e-mail and `PASSWORD`. */
export async function person(server: TestServer, name: string, role: Role): Promise<Person> {
  const { id, token } = await server.member(name, role);
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@galley.example`;
  const changed = await server.ask('PATCH', '/api/account', { email }, token);
  const set = await server.ask('POST', '/api/account/password', { password: PASSWORD }, token);
  if (changed.status !== 200 || set.status !== 200)
    throw new Error(`The member was refused: ${changed.text} ${set.text}`);
  return { id, email, token };
}

/** A browser in which the person has signed in. */
export async function signedIn(server: TestServer, { email }: Person): Promise<Visitor> {
  const browser = visitor(server);
  const reply = await browser.ask('POST', '/api/session', { email, password: PASSWORD });
  if (reply.status !== 200) throw new Error(`The sign-in was refused: ${reply.text}`);
  return browser;
}

/** A sign-in link's secret, made by who runs the machine. */
export async function link(server: TestServer, id: string): Promise<string> {
  const body = { label: 'Link', use: 'link' };
  return (await server.ask('POST', `/api/members/${id}/tokens`, body)).json.token;
}

/** A clock that stands still until it is set. */
export function clock(): { readonly now: () => Date; pass(ms: number): void } {
  let time = Date.parse('2026-05-01T10:00:00Z');
  return { now: () => new Date(time), pass: (ms) => void (time += ms) };
}
