/** Who is in a room at one server is seen by those who are in it at another. */
import { expect, test } from 'vitest';
import { inProcessCarrier } from '../../../server/carrier/in-process.ts';
import { awarenessFrame } from '../../../server/sync/frames.ts';
import { PresenceNews } from '../../../server/sync/presence-news.ts';
import { Presence } from '../../../server/sync/presence.ts';
import { readPresenceEntries, textOf } from '../../../server/sync/presence-entries.ts';
import { presence } from '../../hostile/presence-attacks.ts';
import { serversOnOneStore } from '../../support/servers-on-one-store.ts';
import { rawSocket, stockClient, until } from '../../support/sync-client.ts';
import type { StockClient } from '../../support/sync-client.ts';

/** What one client sees of another's cursor, undefined where the other isn't here. */
const seenBy = (one: StockClient, other: StockClient): unknown =>
  one.provider.awareness.getStates().get(other.doc.clientID)?.['at'];

test('SV12 people at two servers see each other come, move and go, and so does who comes later', async () => {
  const { start } = serversOnOneStore();
  const [here, there] = [await start(), await start()];
  const { id } = await here.article('# Words');
  const { token } = await here.member('Edith', 'editor');
  const [one, other] = [stockClient(here, id, token), stockClient(there, id, token)];
  await Promise.all([one.synced, other.synced]);
  one.provider.awareness.setLocalStateField('at', 1);
  other.provider.awareness.setLocalStateField('at', 2);
  await until(() => seenBy(one, other) === 2 && seenBy(other, one) === 1, 'each other');
  for (let at = 3; at < 6; at += 1) {
    one.provider.awareness.setLocalStateField('at', at);
    await until(() => seenBy(other, one) === at, 'a move');
  }
  const third = await start();
  const late = stockClient(third, id, token);
  await until(() => seenBy(late, one) === 5 && seenBy(late, other) === 2, 'those who were there');
  one.provider.ws?.close();
  await until(() => seenBy(late, one) === undefined, 'that one went');
  await until(() => seenBy(late, one) === 5 && seenBy(other, one) === 5, 'and came back');
  one.destroy();
  await until(() => [other, late].every((at) => seenBy(at, one) === undefined), 'the end of one');
  expect(seenBy(late, other)).toBe(2);
  other.destroy();
  late.destroy();
});

test('SV12 presence of another’s client id is forged at all servers', async () => {
  const { start } = serversOnOneStore();
  const [here, there] = [await start(), await start()];
  const { id } = await here.article('# Words');
  const [vera, mallory] = [await here.member('Vera', 'editor'), await here.member('M', 'editor')];
  const [victim, witness] = [stockClient(here, id, vera.token), stockClient(there, id, vera.token)];
  victim.provider.awareness.setLocalStateField('at', 1);
  await until(() => seenBy(witness, victim) === 1, 'the victim');
  const forger = await rawSocket(there, id, { token: mallory.token });
  if ('status' in forger) throw new Error('The upgrade was refused.');
  const { clientID: client } = victim.doc;
  forger.send(awarenessFrame(presence([{ client, clock: 500, json: '{"at":9}' }])));
  expect((await forger.closed).code).toBe(4403);
  expect([seenBy(witness, victim), seenBy(victim, victim)]).toEqual([1, 1]);
  victim.destroy();
  witness.destroy();
});

test('SV13 who is told of by a server that has died is gone when they are not renewed', async () => {
  const carrier = inProcessCarrier();
  const news = new PresenceNews(carrier, 'r', (error) => expect.fail(String(error)));
  const shown = new Map<number, string>();
  const room = new Presence(
    (update) => {
      for (const entry of readPresenceEntries(update) ?? []) shown.set(entry.client, textOf(entry));
    },
    () => undefined,
  );
  const stop = news.listen({ heard: (entries) => room.hear(entries), asked() {} });
  const said = (clock: number) => [
    { client: 7, clock, json: '{"at":1}', person: 'ann', color: 'teal' as const },
  ];
  news.share(said(1));
  await until(() => shown.get(7) === '{"at":1}', 'somebody elsewhere');
  for (let tick = 0; tick < 40; tick += 1) room.tick();
  news.share(said(2));
  for (let tick = 0; tick < 40; tick += 1) room.tick();
  expect(room.all()).not.toBe(null);
  for (let tick = 0; tick < 10; tick += 1) room.tick();
  expect(room.all()).toBe(null);
  await until(() => shown.get(7) === 'null', 'that they are gone');
  stop();
  news.share(said(9));
  expect(room.all()).toBe(null);
});
