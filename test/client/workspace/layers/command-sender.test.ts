/** From an element that gives a command to the request that says it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { AnnotationCommandEvent } from '../../../../client/workspace/layers/annotation-events.ts';
import type { GivenCommand } from '../../../../client/workspace/layers/annotation-events.ts';
import { CommandSender } from '../../../../client/workspace/layers/command-sender.ts';
import type { Command } from '../../../../shared/annotation/commands/command-table.ts';
import { ANCHOR } from './example.ts';

/** As much of an element as a controller needs. */
class Host extends EventTarget {
  readonly controllers: ReactiveController[] = [];
  readonly addController = (controller: ReactiveController): void =>
    void this.controllers.push(controller);
}

const page = { addEventListener() {}, removeEventListener() {}, visibilityState: 'visible' };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function scene() {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string, { method = '', body }: RequestInit) => {
    const sent = typeof body === 'string' ? [body] : [];
    asked.push([method, path, ...sent].join(' '));
    return new Response(null, { status: 204 });
  });
  const taken: (readonly [Command, string])[] = [];
  const onOwnNote = vi.fn(async () => undefined);
  const host = new Host();
  let serial = 0;
  const sender = new CommandSender(host as unknown as ReactiveControllerHost & HTMLElement, {
    storage: { length: 0, getItem: () => null, key: () => null, setItem() {}, removeItem() {} },
    article: 'x',
    member: 'bob',
    wordsAwaited: () => false,
    now: () => new Date(0),
    newId: () => `new ${(serial += 1)}`,
    layerOf: (annotation) => (annotation === 'a1' ? 'comments' : null),
    completed: (command) => command,
    onTaken: (command, layer) => void taken.push([command, layer]),
    onOwnNote,
    onChange: () => undefined,
  });
  for (const controller of host.controllers) controller.hostConnected?.();
  const give = (command: GivenCommand, layer?: string): string | null => {
    const event = new AnnotationCommandEvent(command, layer);
    host.dispatchEvent(event);
    return event.subject;
  };
  return { host, sender, asked, taken, onOwnNote, give };
}

const NOTE = { body: 'Why?', replacement: null, color: null, tags: [] };
const CREATE = { do: 'create', kind: 'comment', anchor: ANCHOR, ...NOTE } as const;

describe('a command that an element gives', () => {
  test('M40 on an annotation goes to its layer and is sent', async () => {
    const { sender, asked, taken, give } = scene();
    expect(give({ do: 'delete', annotation: 'a1' })).toBe('a1');
    expect(taken).toEqual([[{ do: 'delete', annotation: 'a1' }, 'comments']]);
    expect(sender.outbox.entries).toMatchObject([{ layer: 'comments', state: 'waiting' }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['DELETE /api/articles/x/annotations/a1']);
    expect(sender.outbox.entries).toMatchObject([{ state: 'sent' }]);
  });

  test('M40 gets the id of what it makes, which the element is told', async () => {
    const { taken, give } = scene();
    // The outbox takes ids for its entries in between.
    const made = give(CREATE, 'facts');
    expect(taken.at(-1)).toEqual([{ ...CREATE, id: made }, 'facts']);
    expect(made).toMatch(/^new /);
    expect(give({ do: 'reply', annotation: 'a1', body: 'So.' })).toBe('a1');
    const [reply] = taken.at(-1)!;
    expect(reply).toMatchObject({ do: 'reply', id: expect.stringMatching(/^new /), body: 'So.' });
  });

  test('M40 on what isn’t there is taken by nobody', async () => {
    const { sender, asked, taken, give } = scene();
    expect(give({ do: 'delete', annotation: 'gone' })).toBe(null);
    await vi.advanceTimersByTimeAsync(0);
    expect([sender.outbox.entries, asked, taken]).toEqual([[], [], []]);
  });

  test('M40 is taken by nobody once the page was left', () => {
    const { host, sender, give } = scene();
    for (const controller of host.controllers) controller.hostDisconnected?.();
    expect(give({ do: 'delete', annotation: 'a1' })).toBe(null);
    expect(sender.outbox.entries).toEqual([]);
  });

  test('M22 the first of one’s own notes brings their layer', async () => {
    const { onOwnNote, give } = scene();
    give(CREATE, 'facts');
    await vi.advanceTimersByTimeAsync(0);
    expect(onOwnNote).not.toHaveBeenCalled();
    give(CREATE, 'notes');
    await vi.advanceTimersByTimeAsync(0);
    expect(onOwnNote).toHaveBeenCalledTimes(1);
  });
});
