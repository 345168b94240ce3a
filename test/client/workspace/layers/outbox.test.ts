/** The outbox: order, retries, refusals, reloads. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OutboxEntry } from '../../../../client/workspace/layers/outbox-entry.ts';
import type { Command } from '../../../../shared/annotation/commands/command-table.ts';
import { Outbox } from '../../../../client/workspace/layers/outbox.ts';
import type { DeviceStorage } from '../../../../client/ui/device-storage.ts';
import type { Result } from '../../../../shared/wire/problems.ts';
import { ANCHOR, create } from './example.ts';

type Send = (entry: OutboxEntry) => Promise<Result<unknown>>;

const DONE: Result<unknown> = { ok: true, value: null };
const reply: Command = { do: 'reply', annotation: 'a1', id: 'r1', body: 'Mine.' };

function failure(status: number): Result<unknown> {
  return { ok: false, problem: { type: 'about:blank', title: 'No.', status } };
}

function memory(): DeviceStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    key: (at) => [...items.keys()][at] ?? null,
    get length() {
      return items.size;
    },
  };
}

let ids = 0;

function outbox(
  send: Send,
  storage = memory(),
  member = 'bob',
  wordsAwaited = (): boolean => false,
): Outbox {
  const newId = (): string => String((ids += 1));
  const now = (): Date => new Date();
  const onChange = (): void => undefined;
  const parts = { storage, member, article: 'article', send, wordsAwaited, now, newId, onChange };
  return new Outbox(parts);
}

function states({ entries }: Outbox): string[] {
  return entries.map(({ command, state }) => `${command.do} ${state}`);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Outbox', () => {
  test('M10 sends one command after the other, in the order given', async () => {
    const log: string[] = [];
    const box = outbox(async ({ command }) => {
      log.push(`${command.do} begins`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.push(`${command.do} ends`);
      return DONE;
    });
    box.add('comments', create('a1'));
    box.add('comments', reply);
    await vi.advanceTimersByTimeAsync(10);
    expect(log).toEqual(['create begins', 'create ends', 'reply begins', 'reply ends']);
    expect(states(box)).toEqual(['create sent', 'reply sent']);
    expect(box.unsent).toBe(0);
  });

  for (const status of [0, 401, 408, 429, 500, 503]) {
    test('TH9 what is held lets others pass, is sent when it is released, and is forgotten when it is taken back', async () => {
      const sent: string[] = [];
      const storage = memory();
      const box = outbox(({ command }) => {
        sent.push(command.do);
        return Promise.resolve(DONE);
      }, storage);
      const deletion: Command = { do: 'delete', annotation: 'a1' };
      const first = box.add('comments', deletion, true);
      expect(states(box)).toEqual(['delete waiting']);
      box.add('comments', reply);
      await vi.advanceTimersByTimeAsync(10);
      expect([sent, box.unsent]).toEqual([['reply'], 0]);
      box.takeBack(first);
      expect(storage.length).toBe(0);
      box.release(box.add('comments', deletion, true));
      await vi.advanceTimersByTimeAsync(10);
      box.takeBack(first);
      expect(sent).toEqual(['reply', 'delete']);
      box.add('comments', { do: 'delete', annotation: 'a2' }, true);
      const opened = (name: string) => {
        const other = outbox(({ command }) => {
          sent.push(`${command.do} ${name}`);
          return Promise.resolve(DONE);
        }, storage);
        other.resume();
        return vi.advanceTimersByTimeAsync(10);
      };
      await opened('by another tab');
      expect(sent).toEqual(['reply', 'delete']);
      box.pause();
      box.releaseAll();
      await opened('later');
      expect(sent).toEqual(['reply', 'delete', 'delete later']);
    });

    test(`M11 tries again after ${status}, with growing pauses`, async () => {
      const send = vi.fn<Send>(async () => failure(status));
      const box = outbox(send);
      box.add('comments', create('a1'));
      await vi.advanceTimersByTimeAsync(999);
      expect(send).toHaveBeenCalledTimes(1);
      expect(box.stalled).toBe(true);
      await vi.advanceTimersByTimeAsync(1);
      expect(send).toHaveBeenCalledTimes(2);
      await vi.advanceTimersByTimeAsync(1999);
      expect(send).toHaveBeenCalledTimes(2);
      send.mockResolvedValue(DONE);
      await vi.advanceTimersByTimeAsync(1);
      expect(states(box)).toEqual(['create sent']);
      expect(box.stalled).toBe(false);
    });
  }

  test('M12 a refusal is not tried again and does not hold up what comes after', async () => {
    const send = vi.fn<Send>(async ({ command }) => (command.do === 'reply' ? failure(403) : DONE));
    const box = outbox(send);
    box.add('comments', reply);
    box.add('comments', create('a2'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states(box)).toEqual(['reply refused', 'create sent']);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('M12 what builds on a refused annotation is refused with it, unsent', async () => {
    const send = vi.fn<Send>(async () => failure(422));
    const box = outbox(send);
    box.add('comments', create('a1'));
    box.add('comments', reply);
    await vi.advanceTimersByTimeAsync(10);
    expect(states(box)).toEqual(['create refused', 'reply refused']);
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('M13 a deletion of what is gone was done', async () => {
    const box = outbox(async () => failure(404));
    box.add('comments', { do: 'delete', annotation: 'a1' });
    await vi.advanceTimersByTimeAsync(10);
    expect(states(box)).toEqual(['delete sent']);
  });

  test('M14 what waits outlives a reload, in order, and is sent then', async () => {
    const storage = memory();
    const before = outbox(async () => failure(0), storage);
    before.add('comments', create('a1'));
    before.add('comments', reply);
    before.pause();
    const after = outbox(async () => DONE, storage);
    expect(states(after)).toEqual(['create waiting', 'reply waiting']);
    after.resume();
    await vi.advanceTimersByTimeAsync(10);
    expect(states(after)).toEqual(['create sent', 'reply sent']);
    expect(outbox(async () => DONE, storage).entries).toEqual([]);
  });

  test('M14 a refusal outlives a reload until it is dismissed', async () => {
    const storage = memory();
    const before = outbox(async () => failure(403), storage);
    before.add('comments', reply);
    await vi.advanceTimersByTimeAsync(10);
    const after = outbox(async () => DONE, storage);
    expect(states(after)).toEqual(['reply refused']);
    after.retain([]);
    expect(outbox(async () => DONE, storage).entries).toEqual([]);
  });

  test('M41 what an earlier version of the page has kept is sent, in order', async () => {
    const storage = memory();
    const keep = (serial: number, kept: string): void =>
      storage.setItem(`galley:outbox:bob:article:2026-01-02T10:00:00.000Z 00000${serial} x`, kept);
    const entry = (serial: number, command: object, state = 'waiting', more = {}): void => {
      const id = `2026-01-02T10:00:00.000Z 00000${serial} x`;
      const at = '2026-01-02T10:00:00.000Z';
      keep(serial, JSON.stringify({ id, layer: 'comments', at, command, state, ...more }));
    };
    entry(1, create('a1'));
    entry(2, {
      do: 'set-status',
      annotation: 'a1',
      status: 'resolved',
      note: null,
      anchor: ANCHOR,
    });
    keep(3, '{"id": "cut o');
    entry(4, { do: 'applaud', annotation: 'a1' });
    entry(5, reply);
    const problem = { type: '/problems/not-allowed', title: 'No.', status: 403, rule: 'reply' };
    entry(6, { ...reply, id: 'r2' }, 'refused', { problem });
    const send = vi.fn<Send>(async () => DONE);
    const box = outbox(send, storage);
    expect(states(box)).toEqual([
      'create waiting',
      'set-status waiting',
      'reply waiting',
      'reply refused',
    ]);
    expect(box.entries.at(-1)).toMatchObject({ problem });
    box.resume();
    await vi.advanceTimersByTimeAsync(10);
    expect(send.mock.calls.map(([{ command }]) => command)).toEqual([
      create('a1'),
      { do: 'set-status', annotation: 'a1', status: 'resolved', note: null },
      reply,
    ]);
    box.retain([]);
    expect(storage.length).toBe(2);
  });

  test('M15 two tabs keep each other’s commands, and members do not see each other’s', async () => {
    const storage = memory();
    const offline: Send = async () => failure(0);
    const [one, other] = [outbox(offline, storage), outbox(offline, storage)];
    one.add('comments', create('a1'));
    other.add('comments', create('a2'));
    expect(outbox(offline, storage).entries).toHaveLength(2);
    expect(outbox(offline, storage, 'eve').entries).toEqual([]);
    one.pause();
    other.pause();
  });

  test('M16 a storage that refuses everything does not stop sending', async () => {
    const refuse = (): never => {
      throw new DOMException('No.', 'SecurityError');
    };
    const storage = {
      ...memory(),
      getItem: refuse,
      setItem: refuse,
      removeItem: refuse,
      key: refuse,
    };
    const box = outbox(async () => DONE, { ...storage, length: 1 });
    box.add('comments', create('a1'));
    await vi.advanceTimersByTimeAsync(10);
    expect(states(box)).toEqual(['create sent']);
  });

  describe('M39 a command on words that are not in the article yet', () => {
    function waiting() {
      let isAwaited = true;
      const log: string[] = [];
      const send = vi.fn<Send>(async ({ command }) => {
        log.push(command.do);
        return DONE;
      });
      const box = outbox(send, memory(), 'bob', () => isAwaited);
      const come = (): void => {
        isAwaited = false;
        box.wordsCame();
      };
      const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
      return { box, send, log, come, pass, go: () => (isAwaited = true) };
    }

    test('M39 waits for them, and what comes after it too', async () => {
      const { box, log, come, pass } = waiting();
      box.add('comments', create('a1'));
      box.add('comments', reply);
      box.wordsCame();
      await pass(9.9);
      expect(log).toEqual([]);
      expect(box.unsent).toBe(2);
      come();
      await pass(0);
      expect(log).toEqual(['create', 'reply']);
    });

    test('M39 waits ten seconds, and from the return of the network on once more', async () => {
      const { box, log, pass } = waiting();
      box.add('comments', create('a1'));
      await pass(9);
      box.add('comments', create('a2'));
      box.resume();
      await pass(9.9);
      expect(log).toEqual([]);
      await pass(0.2);
      expect(log).toEqual(['create', 'create']);
    });

    test('M39 waits again for words that are written later', async () => {
      const { box, log, come, pass, go } = waiting();
      box.add('comments', create('a1'));
      await pass(11);
      come();
      go();
      box.add('comments', create('a2'));
      await pass(9);
      expect(log).toEqual(['create']);
      come();
      await pass(0);
      expect(log).toEqual(['create', 'create']);
    });

    test('M39 one that names no words does not wait', async () => {
      const { box, log, pass } = waiting();
      box.add('comments', reply);
      await pass(0);
      expect(log).toEqual(['reply']);
    });

    test('M39 a page that is left sends nothing', async () => {
      const { box, log, pass } = waiting();
      box.add('comments', create('a1'));
      box.pause();
      await pass(60);
      expect(log).toEqual([]);
    });
  });
});
