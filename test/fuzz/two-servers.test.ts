/**
 * People type and annotate at two servers on one store, with the stock client. Longer with `GALLEY_FUZZ_EVENTS=3000`, otherwise
 * with `GALLEY_FUZZ_SEED=n`.
 */
import { expect, test } from 'vitest';
import { readAnnotations } from '../../shared/annotation/layer-document.ts';
import { stockClient, until } from '../support/sync-client.ts';
import type { StockClient } from '../support/sync-client.ts';
import type { TestServer } from '../support/server.ts';
import { serversOnOneStore } from '../support/servers-on-one-store.ts';
import { StockEditor } from '../support/stock-editor.ts';
import { randomEdit } from './edits.ts';
import { Random } from './random.ts';

const SEED = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);
const EVENTS = Number(process.env['GALLEY_FUZZ_EVENTS'] ?? 200);
/** So that the commits of both servers often meet. */
const DISK_MS = 4;
const timeout = 600_000;

/** Somebody with the article and its layer open. */
interface Desk {
  readonly server: TestServer;
  readonly token: string;
  readonly text: StockClient;
  readonly layer: StockClient;
  readonly editor: StockEditor;
}

test('SV10 typing and annotating at two servers', { timeout }, async () => {
  const random = new Random(SEED);
  const { start } = serversOnOneStore(DISK_MS);
  const servers = [await start(), await start()] as const;
  const article = await servers[0].article('# Many hands\n\nStart here.\n\n- one\n- two');
  const layer = article.layers[0]!.id;
  const refused: unknown[] = [];
  const desks: Desk[] = [];
  for (let at = 0; at < 4; at += 1) {
    const server = servers[at % 2]!;
    const { token } = await servers[0].member(`Person ${at}`, 'editor');
    const text = stockClient(server, article.id, token);
    const notes = stockClient(server, `${article.id}/${layer}`, token);
    await Promise.all([text.synced, notes.synced]);
    for (const { closed } of [text, notes]) void closed.then((close) => refused.push(close));
    desks.push({ server, token, text, layer: notes, editor: new StockEditor(text.doc) });
  }
  const annotations = `/api/articles/${article.id}/annotations`;
  const made: string[] = [];
  const asked: Promise<void>[] = [];
  const note = async ({ server, token }: Desk, at: number): Promise<void> => {
    const body = { layer, kind: 'comment', target: { from: 0, to: 1 }, body: `note ${at}` };
    const { status, json } = await server.ask('POST', annotations, body, token);
    // The title may be empty.
    if (status === 201) made.push(json.id);
    else expect(status).toBe(422);
  };
  const answer = async ({ server, token }: Desk, id: string, at: number): Promise<void> => {
    const path = `${annotations}/${id}/replies`;
    const { status } = await server.ask('POST', path, { body: `reply ${at}` }, token);
    expect(status).toBe(201);
    replies += 1;
  };
  let replies = 0;
  for (let event = 0; event < EVENTS; event += 1) {
    const desk = random.pick(desks);
    const transaction = randomEdit(desk.editor.state, random);
    if (transaction) desk.editor.dispatch(transaction);
    if (random.chance(0.2)) asked.push(note(random.pick(desks), event));
    const id = made.length > 0 && random.chance(0.3) ? random.pick(made) : null;
    if (id !== null) asked.push(answer(random.pick(desks), id, event));
    if (random.chance(0.02)) desk.text.provider.ws?.close();
    if (random.chance(0.5)) await new Promise((resolve) => setTimeout(resolve, random.below(8)));
  }
  await Promise.all(asked);
  const third = await start();
  const { token } = desks[0]!;
  const stored = async (): Promise<string> => {
    const [text, notes] = [article.id, `${article.id}/${layer}`].map((room) =>
      stockClient(third, room, token),
    ) as [StockClient, StockClient];
    await Promise.all([text.synced, notes.synced]);
    const state = stateOf(text, notes);
    text.destroy();
    notes.destroy();
    return state;
  };
  const states = () => desks.map((desk) => stateOf(desk.text, desk.layer));
  await until(
    async () => refused.length > 0 || new Set([...states(), await stored()]).size === 1,
    'one text and one layer',
    60_000,
  );
  expect(refused).toEqual([]);
  const notes = readAnnotations(desks[0]!.layer.doc);
  expect(notes.map(({ id }) => id).sort()).toEqual(made.sort());
  expect(notes.reduce((sum, one) => sum + one.replies.length, 0)).toBe(replies);
  expect(made.length).toBeGreaterThan(5);
  const conflicts = await Promise.all(servers.map(conflictsOf));
  console.log(`${made.length} notes, ${replies} replies, ${conflicts.join(' and ')} conflicts`);
  expect(Math.max(...conflicts)).toBeGreaterThan(0);
  for (const desk of desks) {
    desk.editor.destroy();
    desk.text.destroy();
    desk.layer.destroy();
  }
});

/** How often the server was too late with something. */
async function conflictsOf(server: TestServer): Promise<number> {
  const { text } = await server.ask('GET', '/metrics');
  return Number(/galley_flush_seconds_count\{outcome="conflict"\} (\d+)/.exec(text)?.[1] ?? 0);
}

function stateOf(text: StockClient, layer: StockClient): string {
  return JSON.stringify([
    text.doc.getXmlFragment('article').toJSON(),
    sorted(layer.doc.getMap('annotations').toJSON()),
  ]);
}

/** By the keys, since the order in a map is that in which they came. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
