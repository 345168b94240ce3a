/** That a deviation from what a route declares is found, and by which tests: all that ask a server for tests. */
import { expect, test } from 'vitest';
import { json, NOTHING, refuse } from '../../../server/http/answer.ts';
import type { Answer } from '../../../server/http/answer.ts';
import type { Route } from '../../../shared/wire/route.ts';
import { articleRoutes } from '../../../shared/wire/routes/articles.ts';
import { auditRoutes } from '../../../shared/wire/routes/audit.ts';
import { memberRoutes } from '../../../shared/wire/routes/members.ts';
import { sessionRoutes } from '../../../shared/wire/routes/session.ts';
import { signInRoutes } from '../../../shared/wire/routes/sign-in.ts';
import { sessionAnswer } from '../../support/answers.ts';
import { DeclaredAnswers, faultIn } from '../../support/declared-answers.ts';
import { testServer } from '../../support/server.ts';

const MEMBER = { id: 'm1', name: 'Mia', role: 'editor', color: 'teal' };
const SESSION = sessionAnswer();
const list = (...items: unknown[]) => json({ items, next: null });
const file = (mediaType: string): Answer => ({
  kind: 'download',
  mediaType,
  fileName: 'audit',
  content: new Uint8Array(),
});

const KEPT: readonly [string, Route, Answer][] = [
  ['the fields that are declared', memberRoutes.list, list(MEMBER)],
  ['without an optional one', memberRoutes.list, list({ ...MEMBER, email: 'mia@desk.example' })],
  ['what JSON leaves out', memberRoutes.list, list({ ...MEMBER, email: undefined })],
  ['a session', signInRoutes.signIn, { kind: 'session', secret: 's', value: SESSION }],
  ['its end', sessionRoutes.signOut, { kind: 'signed-out' }],
  ['nothing', memberRoutes.remove, NOTHING],
  ['a file of its type', auditRoutes.export, file('text/csv; charset=utf-8')],
  ['a problem', memberRoutes.list, refuse('not-allowed')],
];

test.each(KEPT)('RT2 an answer is as declared: %s', (_what, route, answer) => {
  expect(faultIn(route, answer)).toBeNull();
});

const BROKEN: readonly [string, Route, Answer][] = [
  ['a field too many', memberRoutes.list, list({ ...MEMBER, passwordHash: '$argon2id$' })],
  [
    'one too many, further in',
    sessionRoutes.get,
    json({ ...SESSION, member: { ...MEMBER, a: 1 } }),
  ],
  ['a field too few', memberRoutes.list, list({ ...MEMBER, color: undefined })],
  ['a field of another type', memberRoutes.list, list({ ...MEMBER, id: 7 })],
  ['a value that isn’t among those declared', memberRoutes.list, list({ ...MEMBER, role: 'boss' })],
  ['text', memberRoutes.list, { kind: 'text', text: 'Mia' }],
  ['JSON instead of nothing', memberRoutes.remove, json(MEMBER)],
  ['a page', articleRoutes.text, { kind: 'page', status: 200, html: '', policy: null }],
  ['a file of another type', auditRoutes.export, file('text/html')],
];

test.each(BROKEN)('RT2 an answer isn’t as declared: %s', (_what, route, answer) => {
  expect(faultIn(route, answer)).not.toBeNull();
  const answers = new DeclaredAnswers();
  answers.inspect(route, answer);
  expect(() => answers.check()).toThrow(`${route.method} ${route.path}`);
});

test('RT2 a server for tests doesn’t close in peace after such an answer', async () => {
  const server = await testServer();
  const { accounts } = server.parts;
  accounts.members = async () => [{ ...MEMBER, role: 'boss' } as never];
  await server.ask('GET', '/api/members');
  await expect(server.close()).rejects.toThrow('GET /api/members');
});
