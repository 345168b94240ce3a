/** The text gate: judges a frame from an editor before anybody else sees it. */
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import type { DurableDocument } from './durable-document.ts';
import { endLongTransaction, MAX_APPLY_MS, SLICE_MS } from './gate-deadline.ts';
import { checkFrame, readChanges } from './gate-frame.ts';
import type { Changes } from './gate-frame.ts';
import { misfitIn } from './gate-schema.ts';
import { isSmall, newsOf, slicesOf } from './gate-slices.ts';
import { hasPending, leaveFormats } from './stored-document.ts';
import { atOnce } from './turns.ts';
import type { Steps } from './turns.ts';

export type Verdict =
  /** The update as all others are to get it: null where it held nothing new. */
  | { readonly state: 'accepted'; readonly update: Uint8Array | null }
  /** Pieces are missing in between; an honest client offers them when it is asked. */
  | { readonly state: 'gap' }
  | { readonly state: 'refused'; readonly close: Close }
  /** Not judged to its end: the copy ahead fell meanwhile, with what could not be stored. */
  | { readonly state: 'later' };

/** Whether a Yjs client id may be written under by whom the frame came from. */
export type MayWriteAs = (client: number) => boolean;

/** Judges an update at once. */
export function judge(
  document: DurableDocument,
  update: Uint8Array,
  mayWriteAs: MayWriteAs,
): Verdict {
  const verdict = atOnce(judging(document, update, mayWriteAs));
  document.giveBack();
  return verdict;
}

/**
 * Judges an update in four steps: read it whole; check what needs no applying; apply it to the copy ahead; check what came of
 * it. What is accepted stays staged on that copy, to be committed. What is refused never touches anything else. A large one takes
 * many moments. The copy is lent from the first of them until who asked has taken the verdict up and gives it back.
 */
export function* judging(
  document: DurableDocument,
  update: Uint8Array,
  mayWriteAs: MayWriteAs,
): Steps<Verdict> {
  const changes = readChanges(update);
  if ('close' in changes) return { state: 'refused', close: changes.close };
  const steps = judgingOn(document, update, changes, mayWriteAs);
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      yield;
      if (!document.isLent) return { state: 'later' };
    }
  } catch (error) {
    document.unstage();
    throw error;
  }
}

function* judgingOn(
  document: DurableDocument,
  update: Uint8Array,
  changes: Changes,
  mayWriteAs: MayWriteAs,
): Steps<Verdict> {
  const ahead = document.lend();
  ahead.getXmlFragment(ARTICLE_ROOT); // else Yjs holds the root to be of no type yet
  yield;
  const checked = yield* checkFrame(ahead.store, changes, mayWriteAs);
  if (checked === 'gap') return { state: 'gap' };
  if (typeof checked === 'string') return forbidden(checked);
  document.touched();
  const applied = yield* apply(ahead, update, changes, checked.repeats);
  if (typeof applied !== 'string') return { state: 'accepted', update: applied.update };
  document.unstage();
  return applied === 'gap' ? { state: 'gap' } : forbidden(applied);
}

/**
 * Applies the update, in slices where it is large, and says what of it others are to get; or the rule that it broke. Others get
 * the very bytes that came, where they hold nothing but news. Where a frame repeats what the room has, the news alone are applied
 * and encoded, for the repetition may be forged: the room passes over it, but bytes that are merged with it later could come out
 * with the forged piece in the place of the true one.
 */
function* apply(
  ahead: Y.Doc,
  update: Uint8Array,
  changes: Changes,
  repeats: boolean,
): Steps<string | { readonly update: Uint8Array | null }> {
  const isWhole = isSmall(changes) && !repeats;
  const news = repeats ? newsOf(ahead.store, changes) : update;
  let leftMs = MAX_APPLY_MS;
  let hasChanged = false;
  for (const slice of isWhole ? [update] : slicesOf(ahead.store, changes)) {
    const begun = performance.now();
    const applied = applySlice(ahead, slice, leftMs);
    leftMs += SLICE_MS - (performance.now() - begun);
    if (applied === null) return 'what can not be applied';
    if (hasPending(ahead)) return 'gap';
    if (applied.misfit !== null) return applied.misfit;
    hasChanged ||= applied.hasChanged;
    yield;
  }
  for (const name of ahead.share.keys()) if (name !== ARTICLE_ROOT) return 'unknown root';
  return { update: hasChanged ? news : null };
}

interface Applied {
  readonly hasChanged: boolean;
  /** The first rule of the schema that the change broke. */
  readonly misfit: string | null;
}

/** Null where applying threw. */
function applySlice(ahead: Y.Doc, slice: Uint8Array, leftMs: number): Applied | null {
  let hasChanged = false;
  let misfit: string | null = null;
  const begun = (transaction: Y.Transaction): void => endLongTransaction(transaction, leftMs);
  const ended = (transaction: Y.Transaction): void => {
    hasChanged ||=
      transaction.changed.size > 0 ||
      transaction.deleteSet.clients.size > 0 ||
      hasGrown(transaction);
    misfit ??= misfitIn(transaction); // before deleted content is thrown away
  };
  ahead.on('beforeTransaction', begun);
  ahead.on('afterTransaction', ended);
  try {
    Y.transact(ahead, (transaction) => {
      Y.applyUpdate(ahead, slice);
      leaveFormats(transaction);
    });
  } catch {
    return null;
  } finally {
    ahead.off('beforeTransaction', begun);
    ahead.off('afterTransaction', ended);
  }
  return { hasChanged, misfit };
}

function hasGrown({ beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, clock] of afterState) if ((beforeState.get(client) ?? 0) < clock) return true;
  return false;
}

function forbidden(rule: string): Verdict {
  return { state: 'refused', close: notAllowed(rule) };
}
