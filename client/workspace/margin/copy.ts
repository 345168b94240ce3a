/** Puts words on the clipboard and says so. */
import { toast } from '../../ui/galley-toast.ts';
import { t } from '../../ui/language/translate.ts';

/** Where the browser refuses, the words themselves are shown, to be copied by hand. */
export async function copy(words: string): Promise<void> {
  const isCopied = await navigator.clipboard?.writeText(words).then(
    () => true,
    () => false,
  );
  toast(isCopied ? t('Copied.') : words);
}
