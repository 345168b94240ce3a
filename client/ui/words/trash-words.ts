/** What is said of something that came back from the trash. */
import type { RestoredAnswer } from '../../../shared/wire/routes/trash.ts';
import { t } from '../language/translate.ts';

/** That it is back, and what is other than before. */
export function restoredWords(name: string, { newSlug }: RestoredAnswer): string {
  if (newSlug === null) return t('“{name}” is back.', { name });
  return t(
    '“{name}” is back, not published: another article has taken its address, so its own is now “{address}”.',
    { name, address: newSlug },
  );
}
