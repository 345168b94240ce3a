/** Draws commands over the live annotations before the server has published them. */
import type { Annotation } from '../../../shared/annotation/annotation.ts';
import { applyCommand, subjectOf } from '../../../shared/annotation/commands/command-table.ts';
import { afterwards } from '../../../shared/annotation/commands/outcome.ts';
import type { Occasion } from '../../../shared/annotation/commands/outcome.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** How long the live layer may take to show what the server has answered. */
const ECHO_TIMEOUT_MS = 10_000;

/** A layer's annotations as they will be once the commands are done; `author` is the id of the person who gives them. */
export function overlay(
  live: readonly Annotation[],
  entries: readonly OutboxEntry[],
  author: string,
): readonly Annotation[] {
  const drawn = entries.filter(({ state }) => state !== 'refused');
  if (drawn.length === 0) return live;
  const byId = new Map(live.map((annotation) => [annotation.id, annotation]));
  for (const { command, at } of drawn) {
    const id = subjectOf(command);
    const before = byId.get(id) ?? null;
    const outcome = applyCommand(before, command, occasionOf(before, author, at));
    const after = afterwards(before, outcome);
    if (after === null) byId.delete(id);
    else byId.set(id, after);
  }
  return [...byId.values()];
}

/**
 * The entries still worth keeping. What was sent goes once nothing is left for it to do in the live layer, or for a later
 * command on the same annotation; or after a while, if the layer is in touch, because someone else changed the same thing.
 */
export function remaining(
  entries: readonly OutboxEntry[],
  live: ReadonlyMap<string, Annotation>,
  author: string,
  now: number,
  inTouch: boolean,
): readonly OutboxEntry[] {
  const shown = new Set<string>();
  const kept = entries.toReversed().filter((entry) => {
    if (entry.state !== 'sent') return true;
    const { command, at } = entry;
    const id = subjectOf(command);
    if (shown.has(id)) return false;
    const annotation = live.get(id) ?? null;
    const outcome = applyCommand(annotation, command, occasionOf(annotation, author, at));
    const isShown = outcome.kind === 'unchanged';
    const isOld = inTouch && now - entry.answered > ECHO_TIMEOUT_MS;
    if (isShown) shown.add(id);
    return !isShown && !isOld;
  });
  return kept.length === entries.length ? entries : kept.toReversed();
}

/** A reply is drawn below those that it answers, also where this device's clock is late. */
function occasionOf(annotation: Annotation | null, by: string, at: string): Occasion {
  const last = annotation?.replies.at(-1)?.created ?? '';
  const isLate = last > at;
  return { by, at: isLate ? new Date(Date.parse(last) + 1).toISOString() : at, via: 'web' };
}
