/** Decisions in the queue, their undoing, and lists that change meanwhile. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addressOf } from '../../../client/api/address.ts';
import { QueueController } from '../../../client/queue/queue-controller.ts';
import {
  queueFilterOf,
  queuePageAddress,
  queueQuery,
  WHOLE_QUEUE,
} from '../../../client/queue/queue-filter.ts';
import { queueRoutes } from '../../../shared/wire/routes/queue.ts';
import type { QueueAnswer, QueueItem } from '../../../shared/wire/routes/queue.ts';
import { problem } from '../../../shared/wire/problems.ts';
import { placedAnnotation, queueItem } from '../../support/answers.ts';
import { HOST } from '../../support/host.ts';

/** A queue of two a page that decides as it is told, unless it refuses. */
class FakeServer {
  waiting: string[] = [];
  asked: string[] = [];
  refuses = false;
  /** Lists are read at once, but told only after this. */
  listsHeld: Promise<void> = Promise.resolve();

  readonly fetch = async (path: string, { method, body }: RequestInit): Promise<Response> => {
    this.asked.push(`${method} ${path}`);
    if (method === 'GET') {
      const page = this.#page(new URL(path, 'http://desk.example'));
      await this.listsHeld;
      return Response.json(page);
    }
    if (this.refuses) return Response.json(problem('words-changed'), { status: 409 });
    const id = path.split('/').at(-2) ?? '';
    const { status } = JSON.parse(body as string) as { status: string };
    this.waiting = this.waiting.filter((other) => other !== id);
    if (status === 'open') this.waiting.push(id);
    return Response.json(placedAnnotation({ id }));
  };

  #page(url: URL): QueueAnswer {
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const items = this.waiting.slice(start, start + 2).map(itemOf);
    const next = start + 2 < this.waiting.length ? String(start + 2) : null;
    const all = this.waiting.length;
    return {
      items,
      next,
      counts: { all, report: all, suggestion: 0, comment: 0, question: 0, highlight: 0 },
    };
  }
}

function itemOf(id: string): QueueItem {
  return queueItem(placedAnnotation({ id, kind: 'report' }));
}

let server: FakeServer;
let queue: QueueController;

beforeEach(async () => {
  server = new FakeServer();
  server.waiting = ['a', 'b', 'c', 'd', 'e'];
  vi.stubGlobal('fetch', server.fetch);
  queue = new QueueController(HOST, WHOLE_QUEUE);
  await queue.list.refresh();
});

afterEach(() => vi.unstubAllGlobals());

const shown = (): string =>
  (queue.list.items ?? []).map(({ annotation }) => annotation.id).join('');

async function decide(id: string): Promise<boolean> {
  const item = queue.list.items?.find(({ annotation }) => annotation.id === id);
  return item !== undefined && queue.decide(item, 'declined');
}

test('L8 a decided item leaves, the next is stood on, and the count goes down', async () => {
  expect(queue.current).toBe('a');
  expect(await decide('a')).toBe(true);
  expect([shown(), queue.current, queue.counts?.all]).toEqual(['b', 'b', 4]);
});

test('L8 a decision that fails stays with its item, which stays', async () => {
  server.refuses = true;
  expect(await decide('a')).toBe(false);
  expect([shown(), queue.current]).toEqual(['ab', 'a']);
  expect(queue.failures.get('a')?.status).toBe(409);
  server.refuses = false;
  await decide('a');
  expect(queue.failures.size).toBe(0);
});

test('L8 one item is decided once, however often it is asked for', async () => {
  const both = await Promise.all([decide('a'), decide('a')]);
  expect(both).toEqual([true, false]);
  expect(server.asked.filter((line) => line.startsWith('POST'))).toHaveLength(1);
});

test('L9 undo reopens the latest decision first and stands on its item', async () => {
  await decide('a');
  await decide('b');
  const undone = await queue.undo();
  expect(undone?.ok && undone.value.item.annotation.id).toBe('b');
  await queue.undo();
  expect(server.waiting).toEqual(['c', 'd', 'e', 'b', 'a']);
  expect(await queue.undo()).toBeNull();
});

test('L9 an undo that fails can be tried again', async () => {
  await decide('a');
  server.refuses = true;
  expect((await queue.undo())?.ok).toBe(false);
  server.refuses = false;
  expect((await queue.undo())?.ok).toBe(true);
});

test('L10 a refresh asks for as many pages as are shown and keeps the place', async () => {
  await queue.list.loadMore();
  await queue.move(1);
  await queue.move(1);
  expect([shown(), queue.current]).toEqual(['abcd', 'c']);
  server.waiting = ['b', 'c', 'd', 'e'];
  await queue.list.refresh();
  expect([shown(), queue.current]).toEqual(['bcde', 'c']);
});

test('L10 a list asked for before a decision does not bring the item back', async () => {
  let tell = (): void => undefined;
  server.listsHeld = new Promise((resolve) => {
    tell = resolve;
  });
  const late = queue.list.refresh();
  await decide('a');
  tell();
  await late;
  expect(shown()).toBe('b');
});

test('L20 a step beyond what is shown loads on, and skips nothing that moved up meanwhile', async () => {
  await queue.move(1);
  await queue.move(1);
  expect([shown(), queue.current]).toEqual(['abcd', 'c']);
  await decide('a');
  await decide('b');
  await queue.move(1);
  await queue.move(1);
  expect([shown(), queue.current]).toEqual(['cde', 'e']);
  await queue.move(1);
  expect(queue.current).toBe('e');
});

test('L20 who has decided all that is shown gets what follows', async () => {
  await decide('a');
  await decide('b');
  expect([shown(), queue.current]).toEqual(['cd', 'c']);
});

test('L11 the filter is in both addresses and comes back from the page’s', () => {
  const filter = { kind: 'report', article: 'a1', mentionsMe: false } as const;
  expect(queuePageAddress(filter)).toBe('/queue?kind=report&article=a1');
  expect(queueFilterOf('?kind=report&article=a1')).toEqual(filter);
  expect(queuePageAddress({ ...filter, mentionsMe: true })).toBe(
    '/queue?kind=report&article=a1&mentions=me',
  );
  expect(queueFilterOf('?mentions=me').mentionsMe).toBe(true);
  expect(queueFilterOf('?kind=nonsense')).toEqual(WHOLE_QUEUE);
  expect(queuePageAddress(WHOLE_QUEUE)).toBe('/queue');
  expect(addressOf(queueRoutes.list, queueQuery(filter, 'c2'))).toBe(
    '/api/queue?kind=report&article=a1&status=open&cursor=c2',
  );
});
