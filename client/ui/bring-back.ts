/** What is said where something goes into the trash, with the way back, and where it comes out of it. */
import { done } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { trashRoutes } from '../../shared/wire/routes/trash.ts';
import { call } from '../api/call.ts';
import { toast } from './galley-toast.ts';
import { sentences } from './words/explanation.ts';
import { restoredWords } from './words/trash-words.ts';
import { t } from './language/translate.ts';

/** What it is, as the person has called it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Says that it is in the trash, and offers to undo that; `whenBack` is called once it is back. */
export function toastTrashed(thing: Named, whenBack: () => void): void {
  const run = async (): Promise<void> => {
    if ((await bringBack(thing)).ok) whenBack();
  };
  const action = { label: t('Undo'), run: () => void run() };
  toast(t('“{name}” is in the trash.', { name: thing.name }), { action });
}

/** Brings it back, and says what came of it. */
export async function bringBack({ id, name }: Named): Promise<Result<null>> {
  const answer = await call(trashRoutes.restore, { id });
  toast(answer.ok ? restoredWords(name, answer.value) : sentences(answer.problem));
  return answer.ok ? done(null) : answer;
}
