/** The queue of what mentions the one who asks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mentionOf } from '../../../shared/annotation/mentions.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

test('QM1 a moderator lists what names them, in the first words or in a reply, and is told how much of each kind', async () => {
  const { id, layers } = await server.article('# The tide\n\nThe tide is out until noon.');
  const [mona, otto] = [
    await server.member('Mona', 'moderator'),
    await server.member('Otto', 'moderator'),
  ];
  const notes = `/api/articles/${id}/annotations`;
  const say = async (body: string): Promise<string> => {
    const note = { layer: layers[0]!.id, kind: 'comment', target: { exact: 'noon' }, body };
    return (await server.ask('POST', notes, note)).json.id;
  };
  const first = await say(`${mentionOf(mona.id, 'Mona')}, which noon?`);
  const second = await say('Which tide?');
  await say(`${mentionOf(otto.id, 'Otto')}?`);
  const body = `Ask ${mentionOf(mona.id, 'Mona')}.`;
  const { json: reply } = await server.ask('POST', `${notes}/${second}/replies`, { body });
  const listed = async (token: string) => {
    const { json } = await server.ask('GET', '/api/queue?mentions=me', undefined, token);
    const ids = json.items.map((item: { annotation: { id: string } }) => item.annotation.id);
    return { ids, all: json.counts.all };
  };
  expect(await listed(mona.token)).toEqual({ ids: [first, second], all: 2 });
  expect((await listed(otto.token)).all).toBe(1);
  const at = `${notes}/${second}/replies/${reply.replies[0].id}`;
  expect((await server.ask('DELETE', at)).status).toBeLessThan(300);
  expect((await listed(mona.token)).ids).toEqual([first]);
  expect((await server.ask('GET', '/api/queue?mentions=others')).status).toBe(400);
});
