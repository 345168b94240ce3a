/** The gate as a room uses it, without a pause. */
import { runToEnd } from '../../server/cooperative-task.ts';
import type { DurableDocument } from '../../server/sync/durable-document.ts';
import type { MayWriteAs } from '../../server/sync/gate/claims.ts';
import { judge } from '../../server/sync/gate/judge.ts';
import type { Verdict } from '../../server/sync/gate/judge.ts';
import type { TypingRuns } from '../../server/sync/gate/typing.ts';

/** Judges an update whole. An accepted one is staged, and not yet stored. */
export function judgeAtOnce(
  { staged }: DurableDocument,
  update: Uint8Array,
  mayWriteAs: MayWriteAs,
): Verdict {
  const verdict = runToEnd(staged.withLock((copy) => judge(copy, update, mayWriteAs)));
  if (verdict === null) throw new Error('The copy was dropped.');
  return verdict;
}

/**
 * Judges an update as `TextRoom` does: by the short way where it goes on with a run of typing, else whole. An accepted one is
 * staged, and not yet stored.
 */
export function judgeAsRoom(
  document: DurableDocument,
  runs: TypingRuns,
  update: Uint8Array,
  mayWriteAs: MayWriteAs,
): Verdict {
  if (runs.continueRun(update, mayWriteAs)) {
    document.staged.stageLater(update);
    return {
      state: 'accepted',
      update,
      added: null,
      hasRestructured: false,
      removed: 0,
      inserted: 0,
    };
  }
  const writers: number[] = [];
  const verdict = judgeAtOnce(document, update, (client) => {
    writers.push(client);
    return mayWriteAs(client);
  });
  if (verdict.state !== 'accepted') return verdict;
  if (verdict.hasRestructured || verdict.added !== null) runs.clear();
  if (verdict.added === null && verdict.update !== null) runs.beginRun(verdict.update, writers);
  return verdict;
}
