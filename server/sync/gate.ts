/** The text gate: judges a frame from an editor before anybody else sees it. */
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { CLOSE, notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import { hasPending } from './durable-document.ts';
import type { DurableDocument } from './durable-document.ts';
import { misfit } from './gate-schema.ts';

export type Verdict =
  /** The update as it was integrated: null where it held nothing new. */
  | { readonly state: 'accepted'; readonly update: Uint8Array | null }
  /** Pieces are missing in between; an honest client offers them when it is asked. */
  | { readonly state: 'gap' }
  | { readonly state: 'refused'; readonly close: Close };

/** Judges the update on the copy ahead; what is accepted stays staged there, to be committed. */
export function judge(document: DurableDocument, update: Uint8Array): Verdict {
  const known = document.ahead;
  const found = checkFrame(known, update);
  if (found !== null) return found;
  const touched = new Set<Y.AbstractType<unknown>>();
  const collect = (transaction: Y.Transaction): void => {
    for (const type of transaction.changed.keys()) touched.add(type as Y.AbstractType<unknown>);
  };
  known.on('afterTransaction', collect);
  let integrated: Uint8Array | null;
  try {
    integrated = document.stage((ahead) => Y.applyUpdate(ahead, update));
  } catch {
    return { state: 'refused', close: CLOSE.malformed };
  } finally {
    known.off('afterTransaction', collect);
  }
  const verdict = judgeOutcome(document.ahead, touched, integrated);
  if (verdict.state !== 'accepted') document.unstage();
  return verdict;
}

/** What can be told without applying: the frame is read whole, and everything in it has its predecessors. */
function checkFrame(doc: Y.Doc, update: Uint8Array): Verdict | null {
  if (update.byteLength > LIMITS.maxFrameBytes) return { state: 'refused', close: CLOSE.tooLarge };
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return { state: 'refused', close: CLOSE.malformed };
  }
  if (decoded.structs.length > LIMITS.maxStructs)
    return { state: 'refused', close: CLOSE.tooLarge };
  const clocks = new Map<number, number>();
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id;
    const expected = clocks.get(client) ?? Y.getState(doc.store, client);
    if (struct instanceof Y.Skip || clock > expected) return { state: 'gap' };
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentDoc)
      return forbidden('no subdocuments');
    clocks.set(client, Math.max(expected, clock + struct.length));
  }
  for (const [client, ranges] of decoded.ds.clients) {
    const end = clocks.get(client) ?? Y.getState(doc.store, client);
    if (ranges.some(({ clock, len }) => clock + len > end)) return { state: 'gap' };
  }
  return null;
}

/** What shows only once it is applied: nothing hangs in the air, and the text still fits its schema. */
function judgeOutcome(
  ahead: Y.Doc,
  touched: ReadonlySet<Y.AbstractType<unknown>>,
  update: Uint8Array | null,
): Verdict {
  if (hasPending(ahead)) return { state: 'gap' };
  for (const name of ahead.share.keys()) {
    if (name !== ARTICLE_ROOT) return forbidden('unknown root');
  }
  for (const type of touched) {
    const rule = misfit(type);
    if (rule !== null) return forbidden(rule);
  }
  return { state: 'accepted', update };
}

function forbidden(rule: string): Verdict {
  return { state: 'refused', close: notAllowed(rule) };
}
