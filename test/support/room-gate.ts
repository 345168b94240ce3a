/** The gate as a room uses it, with its short way. */
import type { DurableDocument } from '../../server/sync/durable-document.ts';
import type { TypingRuns } from '../../server/sync/gate/typing.ts';
import { judge } from '../../server/sync/gate/judge.ts';
import type { MayWriteAs } from '../../server/sync/gate/frame.ts';
import type { Verdict } from '../../server/sync/gate/judge.ts';

/**
 * Judges an update as `TextRoom` does: by the short way where it goes on with a run of typing, else whole. An accepted one is
 * staged, and not yet stored.
 */
export function takeAsRoom(
  document: DurableDocument,
  runs: TypingRuns,
  update: Uint8Array,
  mayWriteAs: MayWriteAs,
): Verdict {
  if (runs.goOn(update, mayWriteAs)) {
    document.stageLater(update);
    return { state: 'accepted', update };
  }
  const writers: number[] = [];
  const verdict = judge(document, update, (client) => {
    writers.push(client);
    return mayWriteAs(client);
  });
  if (verdict.state === 'accepted' && verdict.update !== null) runs.letIn(verdict.update, writers);
  return verdict;
}
