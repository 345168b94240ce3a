/** Takes somebody's name, and where it is wished their words, out of all threads, by the commands that everybody's changes are. */
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { Command } from '../../shared/annotation/commands/command-table.ts';
import { mentionOf, withMentions } from '../../shared/annotation/mentions.ts';
import type { Layer } from '../../shared/article/article.ts';
import { SYSTEM } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import type { ErasedWords } from '../../shared/wire/routes/members.ts';
import type { LayerRoom, Performing } from '../sync/layer-room.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Mention } from './own-words.ts';
import type { WordsByPerson, WordsInLayer } from './written-words.ts';

/** In mentions of somebody who was erased. */
const FORMER = 'Former member';

/**
 * Takes the name out of all mentions. Where the words go, too, deletes the author's replies, and their notes; one that others have
 * replied to keeps its place, without its words. Gives the number of layers that are damaged, where something may be left.
 */
export async function eraseFromThreads(
  author: string,
  words: ErasedWords,
  { rooms, writtenWords }: { readonly rooms: Rooms; readonly writtenWords: WordsByPerson },
): Promise<number> {
  const { layers, damaged } = await writtenWords.everywhere(author);
  // One at a time bounds memory.
  for (const own of layers) {
    const room = await rooms.layer(own.layer);
    if (room === null) continue;
    for (const mention of own.mentions)
      await perform(room, own.layer, withoutName(mention, author));
    if (words === 'go') await eraseInLayer(author, own, room);
    // What was deleted leaves the store with the updates that brought it.
    if (words === 'go' || own.mentions.length > 0) await room.document.dropDeleted();
  }
  return damaged;
}

function withoutName({ annotation, reply, body: said }: Mention, person: string): Command {
  const body = withMentions(said, (id, name) => mentionOf(id, id === person ? FORMER : name));
  return reply === null
    ? { do: 'edit', annotation, body }
    : { do: 'edit-reply', annotation, reply, body };
}

async function eraseInLayer(
  author: string,
  { layer, notes, replies }: WordsInLayer,
  room: LayerRoom,
): Promise<void> {
  for (const { annotation, reply } of replies)
    await perform(room, layer, { do: 'delete-reply', annotation, reply: reply.id });
  for (const { id } of notes) {
    const isGone = await perform(
      room,
      layer,
      { do: 'delete', annotation: id },
      // Somebody may have replied just now.
      { alsoCommit: (note) => (isAnswered(note, author) ? failed('conflict') : done({})) },
    );
    const note = isGone ? null : room.annotation(id);
    if (note !== null) await perform(room, layer, withoutWords(note));
  }
}

/** False where it is refused as a conflict; what isn't there any more is done. */
async function perform(
  room: LayerRoom,
  layer: Layer,
  command: Command,
  performing: Performing = {},
): Promise<boolean> {
  const performed = await room.perform(command, layer, SYSTEM, performing);
  if (performed.ok || isOf(performed.problem, 'not-found')) return true;
  if (isOf(performed.problem, 'conflict')) return false;
  throw new Error(`Words could not be erased: ${performed.problem.title}`);
}

/** Words that were accepted are the article's by now, and taking the acceptance back needs them. */
function withoutWords({ id, status, replacement }: Annotation): Command {
  const kept = status === 'accepted' ? replacement : null;
  return { do: 'edit', annotation: id, body: '', replacement: kept };
}

function isAnswered(note: Annotation | null, author: string): boolean {
  return note !== null && note.replies.some((reply) => reply.author !== author);
}

function isOf({ type }: Problem, id: 'not-found' | 'conflict'): boolean {
  return type === `/problems/${id}`;
}
