/** Names a browser in the language of the page. */
import { browserIn } from '../../shared/wire/browser-name.ts';
import { t } from '../ui/language/translate.ts';

/** "Firefox on Windows" from a `User-Agent`; its first words where it is no browser's that is known here. */
export function browserWords(agent: string): string {
  const { browser, system } = browserIn(agent);
  if (browser === null) return agent === '' ? t('Unknown browser') : agent.slice(0, 40);
  return system === null ? browser : t('{browser} on {system}', { browser, system });
}
