/** A command that is sent again when its effect is there already costs nobody anything. */
import { expect, test } from 'vitest';
import { commentsLayer, emptyRoom } from '../../../server/articles/layers.ts';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import type { Write } from '../../../server/storage/update-log.ts';
import { COMMANDS } from '../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import { Rooms } from '../../../server/sync/rooms.ts';
import { Chance, ID } from '../../shared/annotation/random-commands.ts';

const LAYER = commentsLayer('layer', 'article', '2026-01-01T00:00:00.000Z');
/** Whoever performs all of it, so that nothing is refused. */
const ANN: Actor = { kind: 'member', id: 'ann', name: 'Ann', role: 'owner' };
const NAMES = Object.keys(COMMANDS) as Command['do'][];

class CountingLog extends MemoryUpdateLog {
  commits = 0;

  override commit(writes: readonly Write[]): ReturnType<MemoryUpdateLog['commit']> {
    this.commits += 1;
    return super.commit(writes);
  }
}

async function layerRoom() {
  const log = new CountingLog();
  await log.commit([emptyRoom(LAYER)]);
  let seconds = 0;
  const now = () => new Date(Date.UTC(2026, 0, 1, 0, 0, (seconds += 1)));
  const rooms = new Rooms({ log, project: () => [], now, wordsChanged() {}, failed() {} });
  const room = (await rooms.layer(LAYER))!;
  const published: Uint8Array[] = [];
  room.document.onPublished((update) => void published.push(update));
  return { log, rooms, room, published };
}

test.each(NAMES)('W25 %s', async (name) => {
  const { log, rooms, room, published } = await layerRoom();
  const chance = new Chance(7);
  for (let round = 0; round < 30; round += 1) {
    const made = { ...chance.command('create'), tags: [`round ${round}`] };
    await room.perform({ do: 'delete', annotation: ID }, LAYER, ANN);
    await room.perform(made, LAYER, ANN, { via: 'http' });
    await room.perform(chance.command('reply'), LAYER, ANN);
    const command: Command = chance.command(name);
    const first = await room.perform(command, LAYER, ANN);
    const seen = { commits: log.commits, published: published.length, all: room.annotations };
    const second = await room.perform(command, LAYER, ANN);
    expect({ commits: log.commits, published: published.length, all: room.annotations }).toEqual(
      seen,
    );
    if (!first.ok) expect(second).toEqual(first);
    else if (second.ok) expect(second.value.after).toEqual(first.value.after);
    else expect([name, second.problem.status]).toEqual(['delete', 404]);
  }
  expect(published.length).toBeGreaterThan(30);
  await rooms.close();
});

test('W26 each edit, tag, assignment, reply and status is one commit and one update', async () => {
  const { log, rooms, room, published } = await layerRoom();
  const chance = new Chance(3);
  await room.perform(chance.command('create'), LAYER, ANN);
  const commands: readonly Command[] = [
    { do: 'edit', annotation: ID, body: 'Other words.', replacement: 'x', color: 'green' },
    { do: 'tag', annotation: ID, tags: ['late'] },
    { do: 'assign', annotation: ID, assignee: 'bob' },
    { do: 'reply', annotation: ID, id: 'r9', body: 'So.' },
    { do: 'set-status', annotation: ID, status: 'declined', note: { id: 'r8', body: 'No.' } },
  ];
  for (const command of commands) {
    const before = [log.commits, published.length] as const;
    await room.perform(command, LAYER, ANN);
    expect([log.commits, published.length]).toEqual(before.map((count) => count + 1));
    expect(published.at(-1)?.length).toBeLessThan(300);
  }
  await rooms.close();
});
