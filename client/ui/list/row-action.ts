/** What a button in the row of a list does. */
import type { Result } from '../../../shared/wire/problems.ts';
import { confirmed } from '../dialog/galley-confirm.ts';
import type { Question } from '../dialog/galley-confirm.ts';
import { toastOutcome } from '../galley-toast.ts';

/** One change, which the list shows afterwards. */
export interface RowAction {
  /** Asked first, where it can't be taken back. */
  readonly question?: Question;
  readonly send: () => Promise<Result<unknown>>;
  /** Said once it is done. */
  readonly done: string;
}

/** Asks, sends, says what came of it, and asks for the list again: also after a failure, since the row may be out of date. */
export async function performInRow(
  list: { refresh(): Promise<void> },
  { question, send, done }: RowAction,
): Promise<void> {
  if (question !== undefined && !(await confirmed(question))) return;
  toastOutcome(await send(), done);
  await list.refresh();
}
