/** Decides what a copy that came back brings to an article: what is new in it, and nothing that is there already. */
import type { TextRange } from '../../shared/anchor/anchor.ts';
import type { Annotation, Status } from '../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import { authorOf, shortened } from '../articles/thread-taker.ts';
import type { ThreadLeft } from '../formats/copy-origin.ts';
import type { ImportedRemark, ImportedTalk, ReturnedThread } from '../formats/format.ts';
import type { ReturnedCopy } from '../formats/jobs.ts';
import { sameEnds } from '../same-ends.ts';
import type { NoteStep } from './plan-notes.ts';
import type { TextThen } from './text-then.ts';

/** One thing to be done. Ranges are in the text that the copy was made of. */
export type Step =
  | { readonly do: 'add'; readonly thread: ImportedTalk; readonly range: TextRange }
  | { readonly do: 'propose'; readonly replacement: string; readonly range: TextRange }
  | { readonly do: 'reply'; readonly annotation: string; readonly remark: ImportedRemark }
  | { readonly do: 'set status'; readonly annotation: string; readonly status: Status }
  | NoteStep;

/** What is to be done, and what isn't. */
export interface ReturnPlan {
  readonly steps: readonly Step[];
  /** How many threads and edits are there already. */
  readonly known: number;
  /** How many have no words in the text. */
  readonly lost: number;
}

/** As it is in the article now; those that whoever brings the copy may read. */
type Known = Pick<
  Annotation,
  'id' | 'kind' | 'author' | 'created' | 'body' | 'anchor' | 'replacement' | 'status' | 'replies'
>;

/**
 * A thread is known by its id, which the file says or the copy carries for who said it and when; one that came back before, by who is
 * said to have said it and when. Doing all of it and planning once more gives no step.
 */
export function planReturn(
  copy: Pick<ReturnedCopy, 'origin' | 'threads' | 'edits'>,
  text: TextThen,
  annotations: readonly Known[],
): ReturnPlan {
  const steps: Step[] = [];
  const threads = new KnownThreads(copy.origin?.threads ?? [], annotations);
  let [known, lost] = [0, 0];
  for (const thread of copy.threads) {
    const found = threads.find(thread);
    if (found !== null) {
      known += 1;
      steps.push(...stepsOf(thread, found));
    } else if (thread.range === null) lost += 1;
    else steps.push({ do: 'add', thread, range: thread.range });
  }
  const proposed = new Set(annotations.flatMap((one) => proposalOf(one, text)));
  for (const { replacement, ...range } of copy.edits) {
    const exact = text.text.slice(range.from, range.to);
    if (proposed.has(keyOf(range.from, exact, replacement))) known += 1;
    else steps.push({ do: 'propose', replacement, range });
  }
  return { steps, known, lost };
}

/** The copy without times that are still to come, which nothing here gets: it would not be known again by them. */
export function saidByNow<Copy extends Pick<ReturnedCopy, 'threads'>>(copy: Copy, now: Date): Copy {
  const latest = now.toISOString();
  const said = <Remark extends ImportedRemark>(remark: Remark): Remark =>
    remark.at !== null && remark.at > latest ? { ...remark, at: null } : remark;
  const threads = copy.threads.map((thread) => ({
    ...said(thread),
    replies: thread.replies.map(said),
  }));
  return { ...copy, threads };
}

/** A thread that was recognised. */
interface Recognised {
  /** Null where it is gone by now, or can't be read by whoever brings the copy. */
  readonly now: Known | null;
  /** Null where it wasn't in the copy when that was made. */
  readonly left: ThreadLeft | null;
}

class KnownThreads {
  readonly #left = new Map<string, ThreadLeft[]>();
  readonly #leftById: ReadonlyMap<string, ThreadLeft>;
  /** Of answers, too: some programs know no threads and make a comment of each. */
  readonly #leftReplies = new Set<string>();
  readonly #byId: ReadonlyMap<string, Known>;
  readonly #came = new Map<string, Known[]>();

  constructor(left: readonly ThreadLeft[], annotations: readonly Known[]) {
    this.#byId = new Map(annotations.map((one) => [one.id, one]));
    this.#leftById = new Map(left.map((one) => [one.id, one]));
    for (const thread of left) {
      addTo(this.#left, keyOfLeft(thread), thread);
      for (const reply of thread.replies) this.#leftReplies.add(keyOfLeft(reply));
    }
    for (const one of annotations) for (const key of cameKeys(one)) addTo(this.#came, key, one);
  }

  find(thread: ReturnedThread): Recognised | null {
    const own = thread.id === null ? undefined : this.#leftById.get(thread.id);
    if (own !== undefined) return { left: own, now: this.#byId.get(own.id) ?? null };
    const key = keyOfLeft(thread);
    const same = this.#left.get(key);
    if (same !== undefined) {
      const left = leftOf(thread, same);
      return { left, now: this.#byId.get(left?.id ?? '') ?? null };
    }
    if (this.#leftReplies.has(key)) return { left: null, now: null };
    const now = this.#take(thread);
    return now === null ? null : { left: null, now };
  }

  /** One that came back before, each once: office suites tell minutes at times, in which somebody may have said several things. */
  #take(thread: ReturnedThread): Known | null {
    const came = this.#came.get(cameKeyOf(thread)) ?? [];
    const isKind = ({ replacement }: Known): boolean =>
      (replacement === null) === (thread.replacement === null);
    const words = shortened(thread.body);
    const isSame = ({ body, replacement }: Known): boolean =>
      body === words && replacement === thread.replacement;
    const at = [came.findIndex(isSame), came.findIndex(isKind)].find((index) => index >= 0);
    return at === undefined ? null : (came.splice(at, 1)[0] ?? null);
  }
}

/**
 * Of several by one person in one second, that on these words. A proposal may be a comment and changes in the file, or several
 * changes; only its comment says what became of it.
 */
function leftOf(thread: ReturnedThread, same: readonly ThreadLeft[]): ThreadLeft | null {
  if (thread.replacement !== null) return null;
  const distance = ({ range }: ThreadLeft): number =>
    range === null || thread.range === null
      ? Infinity
      : Math.abs(range.from - thread.range.from) + Math.abs(range.to - thread.range.to);
  let best: { readonly left: ThreadLeft; readonly far: number } | null = null;
  for (const left of same) {
    if (!left.isComment) continue;
    const far = distance(left);
    if (best === null || far < best.far) best = { left, far };
    if (far === 0) break;
  }
  return best?.left ?? null;
}

/** What is new in a thread that is there. */
function stepsOf(thread: ReturnedThread, { now, left }: Recognised): Step[] {
  if (now === null) return [];
  const there = new Set([
    ...(left?.replies.map(keyOfLeft) ?? []),
    ...now.replies.flatMap((reply) => cameKeys(reply)),
  ]);
  const replies = thread.replies
    .filter((remark) => !there.has(keyOfLeft(remark)) && !there.has(cameKeyOf(remark)))
    .map((remark): Step => ({ do: 'reply', annotation: now.id, remark }));
  const status = statusOf(thread, now, left);
  return status === null ? replies : [...replies, { do: 'set status', annotation: now.id, status }];
}

/** The status that somebody gave the thread in the copy; null where they gave none, or it has that by now. */
function statusOf(thread: ReturnedThread, now: Known, left: ThreadLeft | null): Status | null {
  // In the file a proposal is settled by taking it, which is an edit.
  if (thread.replacement !== null || KIND_FACTS[now.kind].decided === 'as proposal') return null;
  const wasSettled = left?.isSettled ?? false;
  if (thread.isResolved === wasSettled) return null;
  if (thread.isResolved) return now.status === 'open' ? 'resolved' : null;
  return now.status === 'resolved' ? 'open' : null;
}

/** What an annotation proposes, as a key; nothing where it proposes nothing, or its words were not in the text of then. */
function proposalOf({ anchor, replacement }: Known, text: TextThen): string[] {
  const [run] = anchor.tie?.runs ?? [];
  if (replacement === null || run === undefined) return [];
  const from = text.offsetOf([run[0], run[1]]);
  return from === null ? [] : [keyOf(from, anchor.exact, replacement)];
}

/** The same for all ways of saying that these words become those: what they have in common at their ends, and blanks, don't count. */
function keyOf(from: number, exact: string, replacement: string): string {
  const { before, after } = sameEnds(exact, replacement);
  const old = exact.slice(before, exact.length - after);
  const fresh = replacement.slice(before, replacement.length - after);
  const blanks = old.length - old.trimStart().length;
  return JSON.stringify([from + before + blanks, old.trim(), fresh.trim()]);
}

function keyOfLeft({ author, at }: Pick<ImportedRemark, 'author' | 'at'>): string {
  return `${author}\n${toSeconds(at)}`;
}

/** What came from a file is known by its author and its time, and what the file gave no time to by its words. */
function cameKeys({ author, created, body }: Pick<Known, 'author' | 'created' | 'body'>): string[] {
  return [`${author}\n${toSeconds(created)}`, `${author}\n\n${body}`];
}

function cameKeyOf(remark: ImportedRemark): string {
  const author = authorOf(remark);
  return remark.at === null
    ? `${author}\n\n${shortened(remark.body)}`
    : `${author}\n${toSeconds(remark.at)}`;
}

function toSeconds(at: string | null): string {
  return at?.slice(0, '2026-01-01T00:00:00'.length) ?? '';
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
