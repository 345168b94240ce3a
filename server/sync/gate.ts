/** The text gate: judges a frame from an editor before anybody else sees it. */
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import type { DurableDocument } from './durable-document.ts';
import { endLongTransaction } from './gate-deadline.ts';
import { checkFrame, readChanges } from './gate-frame.ts';
import { misfitIn } from './gate-schema.ts';
import { hasPending, leaveFormats } from './stored-document.ts';

export type Verdict =
  /** The update as all others are to get it: null where it held nothing new. */
  | { readonly state: 'accepted'; readonly update: Uint8Array | null }
  /** Pieces are missing in between; an honest client offers them when it is asked. */
  | { readonly state: 'gap' }
  | { readonly state: 'refused'; readonly close: Close };

/** Whether a Yjs client id may be written under by whom the frame came from. */
export type MayWriteAs = (client: number) => boolean;

/**
 * Judges an update in four steps: read it whole; check what needs no applying; apply it to the copy ahead; check what came of
 * it. What is accepted stays staged on that copy, to be committed. What is refused never touches anything else.
 */
export function judge(
  document: DurableDocument,
  update: Uint8Array,
  mayWriteAs: MayWriteAs,
): Verdict {
  const changes = readChanges(update);
  if ('close' in changes) return { state: 'refused', close: changes.close };
  const { ahead } = document;
  const checked = checkFrame(ahead.store, changes, mayWriteAs);
  if (checked === 'gap') return { state: 'gap' };
  if (typeof checked === 'string') return forbidden(checked);
  document.touched();
  const applied = apply(ahead, update, checked.repeats);
  const rule = applied === null ? 'what can not be applied' : judgeOutcome(ahead, applied);
  if (applied === null || rule !== null) {
    document.unstage();
    return rule === 'gap' ? { state: 'gap' } : forbidden(rule ?? 'what can not be applied');
  }
  return { state: 'accepted', update: applied.update };
}

interface Applied {
  readonly update: Uint8Array | null;
  /** The first rule of the schema that the change broke. */
  readonly misfit: string | null;
}

/**
 * Applies the update and says what of it others are to get. That is the very bytes that came, where they hold nothing but
 * news. Where a frame repeats what the room has, Yjs is made to encode the news, for the repetition may be forged: the room passes
 * over it, but bytes that are merged with it later could come out with the forged piece in the place of the true one. Null
 * where applying threw.
 */
function apply(ahead: Y.Doc, update: Uint8Array, repeats: boolean): Applied | null {
  let hasChanged = false;
  let misfit: string | null = null;
  let news = update;
  const collect = (bytes: Uint8Array): void => void (news = bytes);
  const ended = (transaction: Y.Transaction): void => {
    hasChanged ||=
      transaction.changed.size > 0 ||
      transaction.deleteSet.clients.size > 0 ||
      hasGrown(transaction);
    misfit ??= misfitIn(transaction); // before deleted content is thrown away
  };
  if (repeats) ahead.on('update', collect);
  ahead.on('beforeTransaction', endLongTransaction);
  ahead.on('afterTransaction', ended);
  try {
    Y.transact(ahead, (transaction) => {
      Y.applyUpdate(ahead, update);
      leaveFormats(transaction);
    });
  } catch {
    return null;
  } finally {
    ahead.off('beforeTransaction', endLongTransaction);
    ahead.off('afterTransaction', ended);
    ahead.off('update', collect);
  }
  return { update: hasChanged ? news : null, misfit };
}

function judgeOutcome(ahead: Y.Doc, { misfit }: Applied): string | null {
  if (hasPending(ahead)) return 'gap';
  if (misfit !== null) return misfit;
  for (const name of ahead.share.keys()) if (name !== ARTICLE_ROOT) return 'unknown root';
  return null;
}

function hasGrown({ beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, clock] of afterState) if ((beforeState.get(client) ?? 0) < clock) return true;
  return false;
}

function forbidden(rule: string): Verdict {
  return { state: 'refused', close: notAllowed(rule) };
}
