/** Says in words what a note is: its kind, status, place in the text, tags; the same for every format. */
import type { Kind, PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { waitsForAnswer } from '../../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../../shared/annotation/kinds.ts';
import { OBJECT_CHARACTER } from '../../../shared/article/schema.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import type { AnnotatedCopy } from '../format.ts';

/** The kind as it is shown, in English. */
export function kindName(kind: Kind): string {
  return KIND_FACTS[kind].name;
}

/** `open` (or that it waits for an answer), or for instance `accepted by Ann, 2026-03-01 09:12 UTC`. */
export function statusSentence(annotation: PlacedAnnotation, copy: AnnotatedCopy): string {
  const { status, statusBy, statusAt } = annotation;
  if (status === 'open') return waitsForAnswer(annotation) ? 'open, waits for an answer' : status;
  const by = statusBy === null ? '' : ` by ${copy.nameOf(statusBy)}`;
  const at = readableTime(statusAt ?? '');
  return status + by + (at === null ? '' : `, ${at}`);
}

/** What became of the words since they were quoted; null where they stand as they were. */
export function placeSentence({ anchoring }: PlacedAnnotation): string | null {
  switch (anchoring.state) {
    case 'exact':
      return null;
    case 'changed':
      return `The words were edited since; now: “${quotedWords(anchoring.exact)}”`;
    case 'moved':
      return 'The words were moved since.';
    case 'ambiguous':
      return `The words occur ${anchoring.candidates.length} times in the text; which are meant is not certain.`;
    case 'orphaned':
      return 'The words are no longer in the text.';
    default:
      return unreachable(anchoring);
  }
}

/** Quoted words for reading: what stands for an image or a rule in the plain text is a small square. */
export function quotedWords(exact: string): string {
  return exact.replaceAll(OBJECT_CHARACTER, '\u25A1');
}

/** Further facts, each a short phrase: layer (where the copy has several), assignee, tags, reactions. */
export function furtherFacts(annotation: PlacedAnnotation, copy: AnnotatedCopy): string[] {
  const layer = copy.layers.find(({ id }) => id === annotation.layer);
  const facts: string[] = [];
  if (copy.layers.length > 1 && layer !== undefined) facts.push(`Layer: ${layer.name}`);
  if (annotation.assignee !== null) facts.push(`Assigned to: ${copy.nameOf(annotation.assignee)}`);
  if (annotation.tags.length > 0) facts.push(`Tags: ${annotation.tags.join(', ')}`);
  if (annotation.reactions.length > 0) facts.push(`Reactions: ${reactionCounts(annotation)}`);
  return facts;
}

/** Where the copy comes from: when it was made, its layers, the address. */
export function originSentences(copy: AnnotatedCopy): string[] {
  const layers = copy.layers.map((layer) => layer.name).join(', ');
  return [
    `Annotated copy made ${readableTime(copy.made) ?? copy.made}.`,
    layers === '' ? 'Layers: none.' : `Layers: ${layers}.`,
  ];
}

/** `2026-03-01 09:12 UTC`, the same in every language; null where the value is no time. */
export function readableTime(iso: string): string | null {
  const exact = exactTime(iso);
  return exact === null ? null : `${exact.slice(0, 10)} ${exact.slice(11, 16)} UTC`;
}

/** The time as `2026-03-01T09:12:00.000Z`, or null where the value is none. */
export function exactTime(iso: string): string | null {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function reactionCounts(annotation: PlacedAnnotation): string {
  const counts = new Map<string, number>();
  for (const key of annotation.reactions) {
    const [emoji = ''] = key.split(' ');
    counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  }
  return [...counts].map(([emoji, count]) => `${emoji} ${count}`).join(', ');
}
