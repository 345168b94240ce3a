/** The pages of two people in one article, each of which notes what is typed in it. */
import type { Page } from 'playwright-core';
import { textbox } from '../workspace.ts';
import { FIRST_LINES } from './typing-pair.ts';
import { installTypedLetters } from './typed-letters.ts';

/** The article as it begins, in Markdown. */
export const FIRST_ARTICLE = `# Title\n\n${FIRST_LINES.join('\n\n')}`;

/** Opens the article at its address, once the page notes what is typed. */
export async function openNoted(page: Page, address: string): Promise<void> {
  // The loader that runs this from source names functions by a helper of its own.
  await page.addInitScript('globalThis.__name ??= (named) => named');
  await page.addInitScript(installTypedLetters);
  await page.goto(address);
  await textbox(page).getByText(FIRST_LINES[0]!).waitFor();
}
