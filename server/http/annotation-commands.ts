/** Turns what annotation routes ask for into commands, and their outcome into answers. */
import type { Command } from '../../shared/annotation/command.ts';
import type { Anchor } from '../../shared/anchor/anchor.ts';
import type { Annotation, PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { Layer } from '../../shared/article/article.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { decide } from '../../shared/policy/decide.ts';
import type { AnnotationChange, NewAnnotation } from '../../shared/wire/routes/annotations.ts';
import type { Found } from '../articles/annotations.ts';
import type { Parts } from './parts.ts';
import { saysTheSame } from '../sync/apply-command.ts';
import type { Said } from '../sync/apply-command.ts';
import { json, outcome, refuse } from './respond.ts';
import type { Answer, Noted } from './route.ts';

/** Makes an annotation where the words are found; the same one sent again is answered as it is now. */
export async function createAnnotation(
  { articles, annotations, layers, newId }: Parts,
  params: Readonly<Record<string, string>>,
  { id = newId(), layer: wanted, target, ...fields }: NewAnnotation,
  actor: Actor,
): Promise<Answer> {
  const article = await articles.find(params['id'] ?? '');
  if (article === null) return refuse('not-found');
  // A layer that is damaged takes nothing away from the others; where it is the one that is meant, performing rejects.
  const { found: before } = await annotations.look(article.id, id, actor);
  // Before the layer, so that words which are not there don't make one's notes.
  const anchor = await annotations.anchor(article.id, target);
  if (!anchor.ok && before === null) return outcome(anchor, json);
  const layer = await layers.forWriting(article.id, wanted, actor);
  if (layer === null) return refuse('not-found');
  if (before !== null) {
    const isSame =
      isRepeat(before, layer, fields, actor) &&
      (!anchor.ok || isTiedTo(before.annotation, anchor.value));
    return isSame ? json(before.annotation, 201) : refuse('conflict', 'This id is taken.');
  }
  if (!anchor.ok) return outcome(anchor, json);
  const command: Command = { do: 'create', id, anchor: anchor.value, ...fields };
  return outcome(await annotations.perform(command, layer, actor), (made) => json(made, 201));
}

function isRepeat({ layer, annotation }: Found, asked: Layer, fields: Said, actor: Actor): boolean {
  return layer.id === asked.id && isPerson(actor) && saysTheSame(annotation, fields, actor.id);
}

/** Whether it is about the words that were asked for, whatever has been written into them since. */
function isTiedTo({ anchor, anchoring }: PlacedAnnotation, { exact, from, to }: Anchor): boolean {
  return anchor.exact === exact || (anchoring.from === from && anchoring.to === to);
}

/** The annotation that an address names; one that the actor may not read is as absent as none. */
export async function findIn(
  { articles, annotations }: Parts,
  params: Readonly<Record<string, string>>,
  actor: Actor,
): Promise<Found | null> {
  const article = await articles.find(params['id'] ?? '');
  return article && annotations.find(article.id, params['annotation'] ?? '', actor);
}

/** Performs a command on the annotation that an address names. */
export async function performOn(
  parts: Parts,
  params: Readonly<Record<string, string>>,
  actor: Actor,
  command: Command,
  status = 200,
): Promise<Answer> {
  const found = await findIn(parts, params, actor);
  if (found === null || namesNoReply(command, found)) return refuse('not-found');
  return performAll(parts, found, [command], actor, status);
}

/** Performs all of them, or none where the policy refuses one. */
export async function performAll(
  { annotations }: Parts,
  { annotation, layer }: Found,
  commands: readonly Command[],
  actor: Actor,
  status = 200,
): Promise<Answer> {
  for (const command of commands) {
    const decision = decide(command, annotation, layer, actor);
    if (!decision.ok) return refuse('not-allowed', undefined, { rule: decision.rule });
  }
  let last: Answer = refuse('invalid-request', 'Nothing to change was given.');
  for (const command of commands) {
    // The answer is the annotation after all of them.
    const performed = await annotations.perform(command, layer, actor);
    if (!performed.ok) return outcome(performed, json);
    const noted = notedOf(command, layer, annotation, performed.value);
    last = { ...(performed.value ? json(performed.value, status) : { kind: 'nothing' }), noted };
  }
  return last;
}

/** For the audit log. What happens in one's own notes is nobody else's concern, and a status set again is none. */
function notedOf(
  command: Command,
  { id: layer, audience }: Layer,
  { kind, status: from }: Annotation,
  after: Annotation | null,
): Noted | null {
  if (audience === 'private') return null;
  if (command.do !== 'set-status') return { detail: { layer, kind } };
  return after === null || after.status === from
    ? null
    : { detail: { layer, from, to: after.status } };
}

function namesNoReply(command: Command, { annotation }: Found): boolean {
  const isOnReply = command.do === 'edit-reply' || command.do === 'delete-reply';
  return isOnReply && !annotation.replies.some(({ id }) => id === command.reply);
}

/** The commands of a change: a part that isn't given stays as it is. */
export function editCommands(
  annotation: string,
  { tags, assignee, ...words }: AnnotationChange,
): Command[] {
  const commands: Command[] = [];
  const edit = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
  if (Object.keys(edit).length > 0) commands.push({ do: 'edit', annotation, ...edit });
  if (tags !== undefined) commands.push({ do: 'tag', annotation, tags });
  if (assignee !== undefined) commands.push({ do: 'assign', annotation, assignee });
  return commands;
}
