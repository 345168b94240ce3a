/** Brings a copy that somebody worked on elsewhere back to its article: threads into it, and edits as suggestions. */
import type { Anchor, TextRange } from '../../shared/anchor/anchor.ts';
import { describe, toIdRun } from '../../shared/anchor/describe.ts';
import { quotationOf } from '../../shared/anchor/quotation.ts';
import { resolve } from '../../shared/anchor/resolve.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import { foreignName } from '../../shared/annotation/foreign-author.ts';
import type { Layer } from '../../shared/article/article.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { ReturnAnswer } from '../../shared/wire/routes/returns.ts';
import type { Annotations } from '../articles/annotations.ts';
import type { Layers } from '../articles/layers.ts';
import { anchorOf } from '../articles/target.ts';
import { lostAnchor } from '../articles/lost-anchor.ts';
import { ThreadTaker, authorOf, shortened } from '../articles/thread-taker.ts';
import { nextTurn, runInTurns } from '../cooperative-task.ts';
import type { CooperativeTask } from '../cooperative-task.ts';
import { runsOfBlocks } from '../formats/copy-origin.ts';
import type { Formats } from '../formats/formats.ts';
import type { PlacedNote, ReturnedSource } from '../formats/jobs.ts';
import type { Sender } from '../formats/workers/worker-pool.ts';
import type { Rooms } from '../sync/rooms.ts';
import { planNotes, withinThread } from './plan-notes.ts';
import { planReturn, saidByNow } from './plan-return.ts';
import type { ReturnPlan, Step } from './plan-return.ts';
import { TextThen } from './text-then.ts';
import { withinThreads } from './within-threads.ts';

/** What it takes. */
export interface ReturnParts {
  readonly annotations: Annotations;
  readonly formats: Formats;
  readonly layers: Layers;
  readonly rooms: Rooms;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** How it is asked for. */
export interface ReturnRequest {
  readonly article: string;
  /** Id of the layer that what is new goes to; null for the article's layer for comments. */
  readonly layer: string | null;
  /** Whether it is only said what would be done. */
  readonly isPreview: boolean;
  readonly actor: Actor;
  readonly sender: Sender;
}

/** So many notes and replies are under way at once: they are stored together, and others get their turn between. */
const AT_ONCE = 50;
/** Words that a note may be on and a suggestion may replace, in UTF-16 units, as where they are made here. */
const [MAX_QUOTE, MAX_REPLACED] = [20_000, 2000];
/** Pieces in which the words may have been written: to find them takes their square, for ever and for everybody. */
const MAX_RUNS = 2000;

/**
 * Problems: those of reading the file, `conflict` where it is a copy of another article, `not-found` for an unknown layer. What can't
 * be done of it is counted.
 */
export async function bringBack(
  file: Omit<ReturnedSource, 'article' | 'text'>,
  { article, layer: wanted, isPreview, actor, sender }: ReturnRequest,
  parts: ReturnParts,
): Promise<Result<ReturnAnswer>> {
  const [text, readable] = await Promise.all([
    parts.rooms.text(article),
    parts.layers.readable(article, actor),
  ]);
  const layer = readable.find(({ id, purpose }) =>
    wanted === null ? purpose === 'comments' : id === wanted,
  );
  if (text === null || layer === undefined) return failed('not-found');
  const now = { text: text.index.text, runs: runsNow(text.index) };
  const compared = await parts.formats.compare({ ...file, article, text: now.text }, sender);
  if (!compared.ok) return compared;
  const copy = compared.value;
  const then = new TextThen(copy.origin ?? now);
  const annotations = await parts.annotations.all(article, actor);
  const notes = withinThread(copy.notes);
  const [ofCopy, ofNotes] = [
    planReturn(saidByNow(copy, parts.now()), then, annotations),
    await runInTurns(planNotes(notes.taken, { article, layer: layer.id, annotations })),
  ];
  const { steps, left } = withinThreads([...ofCopy.steps, ...ofNotes.steps], annotations);
  const plan = {
    steps,
    known: ofCopy.known + ofNotes.known,
    lost: ofCopy.lost + notes.left + left,
  };
  const placed = await runInTurns(placedPlan(plan, then, text));
  const missed = isPreview
    ? []
    : await perform(placed.steps, { layer, readable, annotations, actor }, parts);
  const missing = new Set(missed);
  const performed = placed.steps.filter((step) => !missing.has(step));
  return done({
    ...countsOf(performed),
    ...foundBy(performed),
    authors: authorsOf(performed),
    known: plan.known + placed.done,
    lost: plan.lost + placed.lost + missed.length,
    passages: copy.passages,
    isDated: copy.origin !== null || !copy.hasText,
    warnings: [...copy.warnings, ...leftSentence(ofNotes.left)],
  });
}

function leftSentence(left: number): string[] {
  if (left === 0) return [];
  return [`${left} more notes are in this file: bring it once more for them.`];
}

/** The ids of all characters of a text as it is. */
function runsNow(index: TextIndex): ReturnType<typeof runsOfBlocks> {
  const blocks = index.blocksIn({ from: 0, to: index.length });
  return runsOfBlocks(blocks, (range) => index.runsIn(range).map(toIdRun));
}

/** A step with what ties it to its words as they are now. */
type PlacedStep =
  | Exclude<Step, { do: 'add' | 'note' | 'propose' }>
  | (Extract<Step, { do: 'add' }> & { readonly anchor: Anchor })
  | (Extract<Step, { do: 'note' }> & { readonly anchor: Anchor })
  | (Extract<Step, { do: 'propose' }> & { readonly anchor: Anchor });

interface PlacedPlan {
  readonly steps: PlacedStep[];
  /** How many edits somebody has made here as well. */
  readonly done: number;
  readonly lost: number;
}

/** The text may go on meanwhile. */
function* placedPlan(
  { steps }: ReturnPlan,
  then: TextThen,
  text: { readonly index: TextIndex },
): CooperativeTask<PlacedPlan> {
  const placed: PlacedStep[] = [];
  let [isThere, lost] = [0, 0];
  for (const step of steps) {
    yield;
    if (step.do === 'note') placed.push({ ...step, anchor: quotedAnchor(step.note) });
    else if (step.do !== 'add' && step.do !== 'propose') placed.push(step);
    else {
      const replacement = step.do === 'add' ? step.thread.replacement : step.replacement;
      const anchor = anchorNow(text.index, then, step.range, replacement);
      if (anchor === 'done') isThere += 1;
      else if (anchor === null) lost += 1;
      else placed.push({ ...step, anchor });
    }
  }
  return { steps: placed, done: isThere, lost };
}

/**
 * The anchor in the text as it is of words of then; `done` where they read as proposed by now, null where they are too many. What
 * is gone keeps its ids and its quote: a person can tie it to other words.
 */
function anchorNow(
  index: TextIndex,
  then: TextThen,
  range: TextRange,
  replacement: string | null,
): Anchor | 'done' | null {
  if (range.to - range.from > (replacement === null ? MAX_QUOTE : MAX_REPLACED)) return null;
  const anchor = then.anchorOf(range);
  if ((anchor.tie?.runs.length ?? 0) > MAX_RUNS) return null;
  const { state, from, to, exact } = resolve(index, anchor);
  if (from === null || to === null) return anchor;
  if (exact === replacement) return 'done';
  // What was edited here meanwhile is for a person to decide: the suggestion says what it was made for.
  if (state === 'changed')
    return {
      ...describe(index, { from, to }),
      exact: anchor.exact,
      ...(anchor.abridged && { abridged: anchor.abridged }),
    };
  const made = anchorOf(index, { from, to }, replacement && shortened(replacement));
  return made.ok ? made.value : null;
}

/** By the quote alone: the resolver seeks it, and says that it was found so. What has no one place isn't sought any more. */
function quotedAnchor({ quote, range }: PlacedNote): Anchor {
  if (range === null) return lostAnchor({ ...quote, ...quotationOf(quote.exact) }, 0);
  return { start: '', end: '', ...quote, from: range.from, to: range.from + quote.exact.length };
}

interface Where {
  /** Where what is new goes. */
  readonly layer: Layer;
  readonly readable: readonly Layer[];
  readonly annotations: readonly PlacedAnnotation[];
  readonly actor: Actor;
}

/** Gives the steps that could not be done. */
async function perform(
  steps: readonly PlacedStep[],
  { layer, readable, annotations, actor }: Where,
  parts: ReturnParts,
): Promise<PlacedStep[]> {
  const layers = new Map(annotations.map((one) => [one.id, one.layer]));
  const takers = new Map<string, Promise<ThreadTaker | null>>();
  const takerOf = (id: string): Promise<ThreadTaker | null> => {
    const known = takers.get(id) ?? openTaker(readable.find((one) => one.id === id));
    takers.set(id, known);
    return known;
  };
  const missed: PlacedStep[] = [];
  for (const slice of slicesOf(steps)) {
    const made = await Promise.all(slice.map((step) => performOne(step)));
    missed.push(...slice.filter((_, index) => made[index] !== true));
    await nextTurn(); // what is refused waits for no store
  }
  return missed;

  async function openTaker(found: Layer | undefined): Promise<ThreadTaker | null> {
    const room = found === undefined ? null : await parts.rooms.layer(found);
    return found === undefined || room === null ? null : new ThreadTaker(found, room, actor, parts);
  }

  async function performOne(step: PlacedStep): Promise<boolean> {
    if (step.do === 'add' || step.do === 'propose') {
      const taker = await takerOf(layer.id);
      if (taker === null) return false;
      return step.do === 'add'
        ? taker.take(step.thread, step.anchor)
        : taker.propose(step.replacement, step.anchor);
    }
    if (step.do === 'note') {
      const taker = await takerOf(layer.id);
      return (await taker?.takeNote(step.id, step.note, step.replies, step.anchor)) === true;
    }
    const taker = await takerOf(layers.get(step.annotation) ?? '');
    if (taker === null) return false;
    if (step.do === 'answer') return taker.answer(step.annotation, step.remark);
    return step.do === 'reply'
      ? taker.reply(step.annotation, step.remark)
      : taker.setStatus(step.annotation, step.status);
  }
}

/** A step weighs as much as it has notes and replies; one that weighs more than a slice may is alone in it. */
function* slicesOf(steps: readonly PlacedStep[]): Generator<readonly PlacedStep[]> {
  let [slice, weight]: [PlacedStep[], number] = [[], 0];
  for (const step of steps) {
    const own = 1 + repliesIn(step);
    if (slice.length > 0 && weight + own > AT_ONCE) {
      yield slice;
      [slice, weight] = [[], 0];
    }
    slice.push(step);
    weight += own;
  }
  if (slice.length > 0) yield slice;
}

/** How many replies come with a thread that a step makes. */
function repliesIn(step: PlacedStep): number {
  if (step.do === 'note') return step.replies.length;
  return step.do === 'add' ? step.thread.replies.length : 0;
}

/** Words are marked, and nothing is said of them. */
function isWordless({ kind }: PlacedNote): boolean {
  return KIND_FACTS[kind].writing?.form === null;
}

function countsOf(steps: readonly PlacedStep[]) {
  const count = (is: (step: PlacedStep) => boolean): number => steps.filter(is).length;
  return {
    highlights: count((step) => step.do === 'note' && isWordless(step.note)),
    comments: count(
      (step) =>
        (step.do === 'add' && step.thread.replacement === null) ||
        (step.do === 'note' && step.note.replacement === null && !isWordless(step.note)),
    ),
    suggestions: count(
      (step) =>
        step.do === 'propose' ||
        (step.do === 'add' && step.thread.replacement !== null) ||
        (step.do === 'note' && step.note.replacement !== null),
    ),
    replies:
      count((step) => step.do === 'reply' || step.do === 'answer') +
      steps.reduce((sum, step) => sum + (step.do === 'note' ? step.replies.length : 0), 0),
    resolved: count((step) => step.do === 'set status' && step.status === 'resolved'),
    reopened: count((step) => step.do === 'set status' && step.status === 'open'),
  };
}

/** So many quotes are shown of words that were not found, and so many of their UTF-16 units; and so many names. */
const [MOST_SHOWN, MOST_WORDS, MOST_NAMES] = [20, 80, 100];

/** What became of notes whose words were sought by their quotes. */
function foundBy(steps: readonly PlacedStep[]) {
  const notes = steps.flatMap((step) => (step.do === 'note' ? [step.note] : []));
  const unplaced = notes.filter(({ range }) => range === null);
  const quotes = unplaced.map(({ quote }) => quote.exact.replace(/\s+/g, ' ').trim());
  return {
    placed: notes.length - unplaced.length,
    unplaced: unplaced.length,
    unplacedQuotes: quotes
      .filter((quote) => quote !== '')
      .slice(0, MOST_SHOWN)
      .map((quote) =>
        quote.length > MOST_WORDS ? `${quote.slice(0, MOST_WORDS).toWellFormed()}…` : quote,
      ),
  };
}

/** The names of those who said something in the file, as they are here. */
function authorsOf(steps: readonly PlacedStep[]): string[] {
  const said = steps.flatMap((step) => {
    switch (step.do) {
      case 'add':
        return [step.thread, ...step.thread.replies];
      case 'note':
        return [step.note, ...step.replies];
      case 'reply':
      case 'answer':
        return [step.remark];
      default:
        return [];
    }
  });
  const names = said.map((remark) => foreignName(authorOf(remark)) ?? '');
  return [...new Set(names)].slice(0, MOST_NAMES);
}
