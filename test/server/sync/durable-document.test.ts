/** What is answered rests on nothing that may still fall, and what is deleted stays so. */
import { expect, test } from 'vitest';
import { commentsLayer, emptyRoom } from '../../../server/articles/layers.ts';
import { forgetQueue, projectAnnotation } from '../../../server/projections/project.ts';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import type { CommitOutcome, Write } from '../../../server/storage/update-log.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import { Rooms } from '../../../server/sync/rooms.ts';
import { roomsOver } from '../../support/rooms-over.ts';
import { element, START, writer } from './article-writer.ts';

/** Stores nothing while it is held. */
class HeldLog extends MemoryUpdateLog {
  #held: Promise<void> = Promise.resolve();

  /** Gives what lets go of it. */
  hold(): () => void {
    let letGo = (): void => undefined;
    this.#held = new Promise((resolve) => (letGo = resolve));
    return letGo;
  }

  override async commit(writes: readonly Write[]): Promise<CommitOutcome> {
    await this.#held;
    return super.commit(writes);
  }
}

const ACTOR: Actor = { kind: 'member', id: 'm', name: 'Ada', role: 'owner' };
const LAYER = commentsLayer('layer', 'article', '2026-01-01T00:00:00.000Z');
const ID = '11111111-1111-4111-8111-111111111111';
const COMMAND: Command = {
  do: 'create',
  id: ID,
  kind: 'comment',
  anchor: { start: '', end: '', exact: 'x', prefix: '', suffix: '', from: 0, to: 1 },
  body: 'Is that so?',
  replacement: null,
  color: null,
  tags: [],
};

async function layerRoom() {
  const log = new HeldLog();
  await log.commit([emptyRoom(LAYER)]);
  const rooms = roomsOver(log);
  const room = await rooms.layer(LAYER);
  if (room === null) throw new Error('The room is missing.');
  return { log, rooms, room };
}

/** `ok`, the problem's status, or what it was rejected with; null as long as there is no answer. */
function outcomeOf(
  performed: ReturnType<Awaited<ReturnType<typeof layerRoom>>['room']['perform']>,
) {
  const seen: { answer: string | null } = { answer: null };
  const end = performed.then(
    (result) => (seen.answer = result.ok ? 'ok' : String(result.problem.status)),
    () => (seen.answer = 'fell'),
  );
  return { seen, end };
}

const DELETION: Command = { do: 'delete', annotation: ID };

test.each([
  ['a command that is sent again', [COMMAND], COMMAND, 'ok'],
  ['a second deletion', [COMMAND, DELETION], DELETION, '404'],
] as const)(
  'H19 %s is answered when the first is durable, and falls with it',
  async (_what, [...sent], again, says) => {
    for (const fails of [false, true]) {
      const { log, rooms, room } = await layerRoom();
      const last = sent.at(-1) ?? COMMAND;
      for (const command of sent.slice(0, -1)) await room.perform(command, LAYER, ACTOR);
      const letGo = log.hold();
      const [first, second] = [last, again].map((command) =>
        outcomeOf(room.perform(command, LAYER, ACTOR)),
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(second?.seen.answer).toBe(null);
      if (fails) log.failNext(new Error('No space.'));
      letGo();
      await Promise.all([first?.end, second?.end]);
      expect([first?.seen.answer, second?.seen.answer]).toEqual(
        fails ? ['fell', 'fell'] : ['ok', says],
      );
      await rooms.close();
    }
  },
);

test('H14 what follows from a note that was made right before its layer is deleted goes with it', async () => {
  const log = new HeldLog();
  await log.commit([emptyRoom(LAYER)]);
  const rooms = new Rooms({
    log,
    project: projectAnnotation,
    now: () => new Date(0),
    wordsChanged() {},
    failed() {},
  });
  const room = await rooms.layer(LAYER);
  const letGo = log.hold();
  const made = room?.perform(COMMAND, LAYER, ACTOR);
  const deleted = rooms.delete(['article/layer'], () => forgetQueue(log, 'article', 'layer'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  letGo();
  await Promise.all([made, deleted]);
  expect([await log.rooms(), await log.list('queue')]).toEqual([[], []]);
  await rooms.close();
});

test('H14 what was typed right before an article is deleted does not bring it back', async () => {
  const log = new HeldLog();
  await log.commit([{ do: 'append', room: 'article', update: START }]);
  const rooms = roomsOver(log);
  const room = await rooms.text('article');
  const { change } = writer(7);
  const letGo = log.hold();
  const typed = room?.submit(
    change((root) => root.insert(1, [element('paragraph', 'more')])),
    ACTOR,
  );
  const deleted = rooms.delete(['article'], () => Promise.resolve([]));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await rooms.text('article'), 'while it is deleted').toBe(null);
  letGo();
  await Promise.all([typed, deleted]);
  expect(await log.rooms()).toEqual([]);
  expect(await rooms.text('article')).toBe(null);
  await rooms.close();
});
