/** Says in words what a note is: its kind, status, place in the text, tags; the same for every format. */
import type { Kind, PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { waitsForAnswer } from '../../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../../shared/annotation/kinds.ts';
import { reactionKinds } from '../../../shared/annotation/reactions.ts';
import type { CopyChoices } from '../../../shared/annotation/copy-choices.ts';
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
  const name = statusBy === null ? '' : copy.nameOf(statusBy);
  const by = name === '' ? '' : ` by ${name}`;
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
  const assignee = annotation.assignee === null ? '' : copy.nameOf(annotation.assignee);
  if (assignee !== '') facts.push(`Assigned to: ${assignee}`);
  if (annotation.tags.length > 0) facts.push(`Tags: ${annotation.tags.join(', ')}`);
  if (annotation.reactions.length > 0) facts.push(`Reactions: ${reactionCounts(annotation)}`);
  return facts;
}

/**
 * Where the copy comes from: of which article, from when its text is, and what was chosen. Nothing of when it was made, so that
 * the same copy has the same bytes. Empty for a copy without notes, which is clean.
 */
export function originSentences(copy: AnnotatedCopy): string[] {
  const { article, choices } = copy;
  if (choices.notes === 'none') return [];
  const layers = copy.layers.map((layer) => layer.name).join(', ');
  const chosen = choiceSentences(choices);
  return [
    `Annotated copy of “${oneLine(article.title)}”, text of ${readableTime(article.modified) ?? article.modified}.`,
    layers === '' ? 'Layers: none.' : `Layers: ${layers}.`,
    ...(chosen.length === 0 ? [] : [chosen.join(' ')]),
  ];
}

/** What was chosen otherwise than is usual, a sentence each; none for a copy of everything. */
export function choiceSentences(choices: CopyChoices): string[] {
  const { kinds, statuses, names, suggestions, from, to } = choices;
  const sentences: string[] = [];
  if (kinds !== null) sentences.push(`Kinds: ${listed(kinds.map(kindName))}.`);
  if (statuses !== null) sentences.push(`Status: ${listed(statuses)}.`);
  if (from !== null) sentences.push(`Begun from ${writtenTime(from)} on.`);
  if (to !== null) sentences.push(`Begun until ${writtenTime(to)}.`);
  if (names !== 'real') sentences.push(NAMES[names]);
  if (suggestions !== 'open') sentences.push(SETTLED[suggestions]);
  return sentences;
}

const NAMES = { pseudonyms: 'Pseudonyms for names.', none: 'Without names.' } as const;

const SETTLED = {
  accepted: 'With the words of open suggestions in the text.',
  declined: 'Without open suggestions.',
} as const;

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.join(', ');
}

function writtenTime(time: string): string {
  return time.includes('T') ? (readableTime(time) ?? time) : time;
}

function oneLine(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  return line === '' ? 'Untitled' : line;
}

/** Who wrote it and when, as `Ann, 2026-03-01 09:12 UTC`: the part that comes first, and the rest. Both may be empty. */
export function bylineParts(
  made: { readonly author: string; readonly created: string },
  copy: AnnotatedCopy,
): readonly [first: string, rest: string] {
  const [first = '', ...rest] = [copy.nameOf(made.author), readableTime(made.created) ?? ''].filter(
    (part) => part !== '',
  );
  return [first, rest.map((part) => `, ${part}`).join('')];
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

/** `👍 2, 🎉 1`; empty where there are none. */
export function reactionCounts(annotation: PlacedAnnotation): string {
  const kinds = reactionKinds(annotation.reactions);
  return kinds.map(({ emoji, people }) => `${emoji} ${people.length}`).join(', ');
}
