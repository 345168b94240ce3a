/** The text gate: judges an update from an editor before anybody else sees it. */
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { MOVES_ROOT, movesOf } from '../../../shared/moves/move.ts';
import { notAllowed } from '../../../shared/wire/close-codes.ts';
import type { Close } from '../../../shared/wire/close-codes.ts';
import type { CooperativeTask } from '../../cooperative-task.ts';
import type { LockedCopy } from '../staged-document.ts';
import { hasPending, leaveFormats } from '../stored-document.ts';
import { additionsTo, foresee } from './additions.ts';
import { claimViolation } from './claims.ts';
import type { MayWriteAs } from './claims.ts';
import { ROOTS } from './content.ts';
import { decodeUpdate, withoutKnown } from './decoded-update.ts';
import type { DecodedUpdate } from './decoded-update.ts';
import { Effort, TooMuchError } from './effort.ts';
import type { Changes } from './encode.ts';
import { integratedStructs, updateToPublish } from './integrated.ts';
import { countMoves, moveViolation } from './moves.ts';
import { lookAtNeighbours } from './neighbours.ts';
import { schemaViolation } from './schema.ts';
import { isSmall, Pace, slicesOf } from './slices.ts';
import type { Slice } from './slices.ts';
import { unseenByAuthor } from './unseen-words.ts';
import type { Unseen } from './unseen-words.ts';

/** How an update was judged. */
export type Verdict =
  /**
   * The update as all others are to get it, without what was known, null where nothing came of it; and what the server adds,
   * which the sender is to get as well: null for nothing. `hasRestructured` says whether blocks have come or gone, `removed` how many
   * characters, elements and formats have gone, and `inserted` how many have come.
   */
  | {
      readonly state: 'accepted';
      readonly update: Uint8Array | null;
      readonly added: Uint8Array | null;
      readonly hasRestructured: boolean;
      readonly removed: number;
      readonly inserted: number;
    }
  /** Pieces are missing in between; an honest client offers them when it is asked. */
  | ({ readonly state: 'gap' } & Refusal)
  | ({ readonly state: 'refused'; readonly close: Close } & Refusal);

interface Refusal {
  /** Whether the copy to which the update was applied has to be made anew. */
  readonly hasSpoiltCopy: boolean;
}

/**
 * Asked once about an update whose items have to be placed among others that were put in at the same place: whether its sender may
 * have so many looked at now.
 */
export type MayWalk = (items: number) => boolean;

/**
 * Judges an update: it is read whole, what is known is left out, what needs no applying is checked, the rest is applied to the
 * locked copy, and what came of that is checked. What is accepted is staged on the copy, to be committed; what is refused
 * leaves no trace. A large update takes many steps.
 */
export function* judge(
  copy: LockedCopy,
  update: Uint8Array,
  mayWriteAs: MayWriteAs,
  mayWalk: MayWalk = () => true,
): CooperativeTask<Verdict> {
  const sent = decodeUpdate(update);
  if ('close' in sent) return { state: 'refused', close: sent.close, hasSpoiltCopy: false };
  const { doc } = copy;
  doc.getXmlFragment(ARTICLE_ROOT); // else Yjs holds the root to be of no type yet
  if (doc.share.has(MOVES_ROOT) || tellsMoves(sent)) movesOf(doc);
  yield;
  const fresh = withoutKnown(doc.store, sent);
  if (typeof fresh === 'string') return refusal(fresh);
  yield;
  const broken = yield* claimViolation(doc.store, fresh.changes, mayWriteAs);
  if (broken !== null) return refusal(broken);
  const moves = countMoves(doc);
  const foreseen = foresee(doc, fresh.changes);
  if (foreseen === null) return refusal('too many moves');
  const applied = yield* apply(doc, fresh);
  const structs = applied.violation === null ? integratedStructs(doc.store, fresh.changes) : [];
  const violation =
    applied.violation ??
    schemaViolation(structs) ??
    moveViolation(doc, fresh.changes, structs, moves) ??
    (applied.walked === 0 || mayWalk(applied.walked) ? null : 'too much at one place');
  if (violation !== null) {
    copy.discard();
    return refusal(violation, true);
  }
  const published = applied.hasChanged ? updateToPublish(fresh, structs) : null;
  // Of what changes nothing nothing is stored, and what was added to that would be lost.
  const added =
    published === null
      ? null
      : stage(copy, published, () =>
          additionsTo(doc, fresh.changes, structs, applied.unseen, foreseen),
        );
  const { hasRestructured, removed, inserted } = applied;
  return { state: 'accepted', update: published, added, hasRestructured, removed, inserted };
}

/**
 * Stages an update and what is added to it, which it returns. Nothing is staged before both are known: what was staged and is not
 * committed would lie before all that comes later. Where adding takes too long the update goes in alone.
 */
function stage(
  copy: LockedCopy,
  published: Uint8Array,
  additions: () => Uint8Array | null,
): Uint8Array | null {
  let added: Uint8Array | null = null;
  try {
    added = additions();
  } catch (error) {
    if (!(error instanceof TooMuchError)) throw error;
    copy.discard(); // with a part of what was to be added
  }
  copy.stage(published);
  if (added !== null) copy.stage(added);
  return added;
}

function tellsMoves({ changes }: DecodedUpdate): boolean {
  return changes.structs.some(
    (struct) => struct instanceof Y.Item && (struct.parent as unknown) === MOVES_ROOT,
  );
}

/** What came of an update so far. */
interface Applied {
  hasChanged: boolean;
  hasRestructured: boolean;
  /** How many ids, of whatever, were deleted, and how many are new. */
  removed: number;
  inserted: number;
  /** Words of others that went with blocks, though the author of the update has not seen them. */
  readonly unseen: Unseen[];
  /** As of `FoundNeighbours`. */
  walked: number;
  /** The first rule that was broken. */
  violation: string | null;
}

/** Applies an update, in slices where it is large, until a rule is broken. */
function* apply(
  doc: Y.Doc,
  { update, changes }: DecodedUpdate,
): CooperativeTask<Readonly<Applied>> {
  const effort = new Effort();
  const pace = new Pace();
  const applied: Applied = {
    hasChanged: false,
    hasRestructured: false,
    removed: 0,
    inserted: 0,
    unseen: [],
    walked: 0,
    violation: null,
  };
  const whole: Slice = { update, deletes: false };
  for (const slice of isSmall(changes) ? [whole] : slicesOf(doc.store, changes, pace)) {
    applySlice(doc, slice.update, changes, effort, applied);
    if (applied.violation !== null) return applied;
    pace.took(effort.applied(slice.deletes));
    yield;
  }
  return applied;
}

/** Adds to `applied` what comes of a slice. */
function applySlice(
  doc: Y.Doc,
  slice: Uint8Array,
  changes: Changes,
  effort: Effort,
  applied: Applied,
): void {
  let restructures = false;
  const begun = (transaction: Y.Transaction): void => effort.watch(transaction);
  const ended = (transaction: Y.Transaction): void => {
    const fresh = insertedIn(transaction);
    applied.hasChanged ||=
      transaction.changed.size > 0 || transaction.deleteSet.clients.size > 0 || fresh > 0;
    applied.removed += deletedIn(transaction);
    applied.inserted += fresh;
    for (const type of transaction.changed.keys())
      restructures ||= (type as unknown) instanceof Y.XmlFragment;
    if (restructures) applied.unseen.push(...unseenByAuthor(transaction, changes));
    const found = lookAtNeighbours(transaction);
    applied.violation ??= found.violation;
    applied.walked += found.walked;
  };
  doc.on('beforeTransaction', begun);
  doc.on('afterTransaction', ended);
  try {
    Y.transact(doc, (transaction) => {
      Y.applyUpdate(doc, slice);
      leaveFormats(transaction);
    });
  } catch {
    applied.violation = 'what can not be applied';
    return;
  } finally {
    applied.hasRestructured ||= restructures;
    doc.off('beforeTransaction', begun);
    doc.off('afterTransaction', ended);
  }
  if (hasPending(doc)) applied.violation = 'gap';
  for (const name of doc.share.keys()) if (!ROOTS.has(name)) applied.violation ??= 'unknown root';
}

function deletedIn({ deleteSet }: Y.Transaction): number {
  let many = 0;
  for (const ranges of deleteSet.clients.values()) for (const { len } of ranges) many += len;
  return many;
}

function insertedIn({ beforeState, afterState }: Y.Transaction): number {
  let many = 0;
  for (const [client, clock] of afterState) many += clock - (beforeState.get(client) ?? 0);
  return many;
}

function refusal(rule: string, hasSpoiltCopy = false): Verdict {
  return rule === 'gap'
    ? { state: 'gap', hasSpoiltCopy }
    : { state: 'refused', close: notAllowed(rule), hasSpoiltCopy };
}
