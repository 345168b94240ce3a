/** The log names rooms and people by id, and has no secrets and no words of anybody's text. */
import { articleSchema } from '../../../shared/article/schema.ts';
import { expect, test } from 'vitest';
import { DamagedRoomError } from '../../../server/storage/damage.ts';
import { createLog, actorInRoom } from '../../../server/watch/log.ts';

const ROOM = '3f2b6a54-5a0e-4c9e-9d1c-1f5d3c1b2a10';

interface Line {
  readonly error: { readonly message: string; readonly stack: string; readonly room?: string };
}

function logged(fields: object): { line: Line; text: string } {
  const lines: string[] = [];
  createLog('debug', { write: (line) => void lines.push(line) }).info(fields, 'said');
  return { line: JSON.parse(lines[0] ?? '{}') as Line, text: lines.join('') };
}

const SECRET = 's3cr3t-value';
const WITH_SECRETS: { readonly what: string; readonly fields: object }[] = [
  { what: 'an Authorization header', fields: { headers: { authorization: `Bearer ${SECRET}` } } },
  { what: 'a header deeper down', fields: { request: { headers: { cookie: `a=${SECRET}` } } } },
  { what: 'a cookie that is set', fields: { headers: { 'set-cookie': [`a=${SECRET}`] } } },
  { what: 'a token in an address', fields: { url: `/sync/r?epoch=1&token=${SECRET}&ack=1` } },
  { what: 'a token in a fragment', fields: { url: `http://localhost/signin#token=${SECRET}` } },
  { what: 'a token as a field', fields: { token: SECRET, body: { token: SECRET } } },
  { what: 'a token in an error', fields: { error: new Error(`GET /sync/r?token=${SECRET}`) } },
];
for (const { what, fields } of WITH_SECRETS) {
  test(`O7 ${what} is hidden`, () => {
    const { text } = logged(fields);
    expect(text).not.toContain(SECRET);
    expect(text).toContain('[hidden]');
  });
}

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test.each([
  [
    'of the schema',
    errorOf(() => articleSchema.node('doc', null, [articleSchema.text('Bombe')]).check()),
  ],
  ['of JSON', errorOf(() => JSON.parse('Bombe wurde gefunden'))],
])('O8 an error %s is logged without the words that it quotes', (_, error) => {
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toContain('Bombe');
  const { line, text } = logged({ error });
  expect(text).not.toContain('Bombe');
  expect(line.error.stack).toContain('log.test.ts');
});

test('O9 a line about a room names it and who it was', () => {
  const actor = { kind: 'member', id: 'm1', name: 'Ada', role: 'editor' } as const;
  const error = new DamagedRoomError(ROOM, "update 3 can't be read");
  const { line, text } = logged({ ...actorInRoom(actor, ROOM), error });
  expect(line).toMatchObject({ actor: 'm1', room: ROOM, error: { room: ROOM } });
  expect(line.error.message).toContain(ROOM);
  expect(text).not.toContain('Ada');
  expect(actorInRoom({ kind: 'reader' }, ROOM)).toEqual({ actor: 'reader', room: ROOM });
});
