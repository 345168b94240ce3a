/** The text gate: judges a frame from an editor before anybody else sees it. */
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { notAllowed } from '../../../shared/wire/close-codes.ts';
import type { Close } from '../../../shared/wire/close-codes.ts';
import type { DurableDocument } from '../durable-document.ts';
import { Effort } from './effort.ts';
import { checkFrame, newsOf, readFrame } from './frame.ts';
import type { Frame, MayWriteAs } from './frame.ts';
import { integrated, toldOf } from './integrated.ts';
import { strangerIn } from './neighbours.ts';
import { misfitIn } from './schema.ts';
import { isSmall, Pace, slicesOf } from './slices.ts';
import type { Slice } from './slices.ts';
import { hasPending, leaveFormats } from '../stored-document.ts';
import { atOnce } from '../../turns.ts';
import type { Steps } from '../../turns.ts';

export type Verdict =
  /** The update as it was judged and all others are to get it, without what was known; null where nothing came of it. */
  | { readonly state: 'accepted'; readonly update: Uint8Array | null }
  /** Pieces are missing in between; an honest client offers them when it is asked. */
  | { readonly state: 'gap' }
  | { readonly state: 'refused'; readonly close: Close }
  /** Not judged to its end: the copy ahead fell meanwhile, with what could not be stored. */
  | { readonly state: 'later' };

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
 * Judges an update in five steps: read it whole; leave out what is known; check what needs no applying; apply it to the copy
 * ahead; check what came of it. What is accepted stays staged on that copy, to be committed. What is refused never touches
 * anything else. A large one takes many moments. The copy is lent from the first of them until who asked has taken the verdict
 * up and gives it back.
 */
export function* judging(
  document: DurableDocument,
  update: Uint8Array,
  mayWriteAs: MayWriteAs,
): Steps<Verdict> {
  const sent = readFrame(update);
  if ('close' in sent) return { state: 'refused', close: sent.close };
  const steps = judgingOn(document, sent, mayWriteAs);
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
  sent: Frame,
  mayWriteAs: MayWriteAs,
): Steps<Verdict> {
  const ahead = document.lend();
  ahead.getXmlFragment(ARTICLE_ROOT); // else Yjs holds the root to be of no type yet
  yield;
  const news = newsOf(ahead.store, sent);
  if (typeof news === 'string') return notTaken(news);
  yield;
  const rule = yield* checkFrame(ahead.store, news.changes, mayWriteAs);
  if (rule !== null) return notTaken(rule);
  document.touched();
  const applied = yield* apply(ahead, news);
  const structs = applied.rule === null ? integrated(ahead.store, news.changes) : [];
  const misfit = applied.rule ?? misfitIn(structs);
  if (misfit === null)
    return { state: 'accepted', update: applied.hasChanged ? toldOf(news, structs) : null };
  document.unstage();
  return notTaken(misfit);
}

interface Applied {
  readonly hasChanged: boolean;
  /** The first rule that was broken. */
  readonly rule: string | null;
}

/** Applies the news, in slices where they are large. */
function* apply(ahead: Y.Doc, { update, changes }: Frame): Steps<Applied> {
  const effort = new Effort();
  const pace = new Pace();
  let hasChanged = false;
  const whole: Slice = { update, deletes: false };
  for (const slice of isSmall(changes) ? [whole] : slicesOf(ahead.store, changes, pace)) {
    const applied = applySlice(ahead, slice.update, effort);
    if (applied.rule !== null) return applied;
    pace.took(effort.applied(slice.deletes));
    hasChanged ||= applied.hasChanged;
    yield;
  }
  return { hasChanged, rule: null };
}

function applySlice(ahead: Y.Doc, slice: Uint8Array, effort: Effort): Applied {
  let hasChanged = false;
  let rule: string | null = null;
  const begun = (transaction: Y.Transaction): void => effort.watch(transaction);
  const ended = (transaction: Y.Transaction): void => {
    hasChanged ||=
      transaction.changed.size > 0 ||
      transaction.deleteSet.clients.size > 0 ||
      hasGrown(transaction);
    rule ??= strangerIn(transaction);
  };
  ahead.on('beforeTransaction', begun);
  ahead.on('afterTransaction', ended);
  try {
    Y.transact(ahead, (transaction) => {
      Y.applyUpdate(ahead, slice);
      leaveFormats(transaction);
    });
  } catch {
    return { hasChanged, rule: 'what can not be applied' };
  } finally {
    ahead.off('beforeTransaction', begun);
    ahead.off('afterTransaction', ended);
  }
  if (hasPending(ahead)) rule = 'gap';
  for (const name of ahead.share.keys()) if (name !== ARTICLE_ROOT) rule ??= 'unknown root';
  return { hasChanged, rule };
}

function hasGrown({ beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, clock] of afterState) if ((beforeState.get(client) ?? 0) < clock) return true;
  return false;
}

function notTaken(rule: string): Verdict {
  return rule === 'gap' ? { state: 'gap' } : { state: 'refused', close: notAllowed(rule) };
}
