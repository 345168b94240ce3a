/** Words that were typed while the network was gone, and a server that takes them no more. */
import { onTestFinished, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { pushUnsaved } from '../../../../client/workspace/connection/push-unsaved.ts';
import { CLOSE } from '../../../../shared/wire/close-codes.ts';
import { MESSAGE, SYNC } from '../../../../shared/wire/messages.ts';
import { testServer } from '../../../support/server.ts';
import { stockClient, until } from '../../../support/sync-client.ts';

/** An editor whose network goes, who types `words`, and who then gets the role and comes back. */
async function comingBack({ words, role }: { words: string; role: 'editor' | 'commenter' }) {
  const server = await testServer();
  onTestFinished(() => server.close());
  const { id } = await server.article('# Title\n\nHello.');
  const ann = await server.member('Ann', 'editor');
  const client = stockClient(server, id, ann.token, { ack: '1' });
  onTestFinished(() => client.destroy());
  const { doc, provider } = client;
  let unsaved = false;
  let acknowledged = 0;
  onTestFinished(pushUnsaved(provider, () => (unsaved ? Y.encodeStateAsUpdate(doc) : null)));
  provider.messageHandlers[MESSAGE.durable] = () => {
    unsaved = false;
    acknowledged += 1;
  };
  await client.synced;
  provider.disconnect();
  if (words !== '') {
    const paragraph = doc.getXmlFragment('article').get(1) as Y.XmlElement; // as the Markdown says
    (paragraph.get(0) as Y.XmlText).insert(0, words);
    unsaved = true;
  }
  await server.ask('PATCH', `/api/members/${ann.id}`, { role });
  const sent: number[] = [];
  provider.on('status', ({ status }) => {
    const { ws } = provider;
    if (status !== 'connecting' || ws === null) return;
    const send = ws.send.bind(ws);
    ws.send = (frame: Uint8Array<ArrayBuffer>) => {
      if (frame[0] === MESSAGE.sync) sent.push(frame[1] ?? -1);
      send(frame);
    };
  });
  provider.connect();
  const text = async () => (await server.ask('GET', `/api/articles/${id}/text`)).text;
  return { client, sent, text, acknowledged: () => acknowledged };
}

/** Longer than is waited for the server's question. */
const pass = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1300));

describe('T52 words typed while the network was gone', () => {
  test('T52 are refused, and not passed over, where one may only read by now', async () => {
    const { client, text } = await comingBack({ words: 'Mine. ', role: 'commenter' });
    expect((await client.closed).code).toBe(CLOSE.notAllowed.code);
    expect(await text()).not.toContain('Mine.');
  });

  test('T52 are sent once where one may write, without waiting', async () => {
    const { client, sent, text, acknowledged } = await comingBack({
      words: 'Mine. ',
      role: 'editor',
    });
    await until(() => acknowledged() > 0, 'the words are stored', 900);
    expect(await text()).toContain('Mine. Hello.');
    await pass();
    expect(sent.filter((step) => step === SYNC.step2)).toHaveLength(1);
    expect(client.provider.wsconnected).toBe(true);
  });

  test('T52 who has none and may only read stays connected', async () => {
    const { client, sent } = await comingBack({ words: '', role: 'commenter' });
    await pass();
    expect(sent).toEqual([SYNC.step1]);
    expect(client.provider.wsconnected).toBe(true);
  });
});
