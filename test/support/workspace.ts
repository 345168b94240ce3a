/** What a person does in the workspace, by role and name. */
import type { Locator, Page } from 'playwright-core';

/** The text of the article, where one types. */
export function textbox(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Article text' });
}

/** The thread that has these words in it. */
export function thread(page: Page, words: string): Locator {
  return page
    .getByRole('region', { name: 'Annotations' })
    .getByRole('article')
    .filter({ hasText: words });
}

/** Selects the n-th occurrence of some words within one paragraph, as a mouse would. */
export async function selectWords(page: Page, words: string, nth = 0): Promise<void> {
  await page.evaluate(
    ([sought, skip]) => {
      const root = document.querySelector<HTMLElement>('[aria-label="Article text"]');
      if (!root) throw new Error('There is no text.');
      for (const block of root.querySelectorAll('h1, h2, h3, p, li, td, th')) {
        const texts: { node: Text; from: number }[] = [];
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        let whole = '';
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const isDrawn = node.parentElement?.closest(
            '.ProseMirror-widget, [contenteditable="false"]',
          );
          if (isDrawn && root.contains(isDrawn) && isDrawn !== root) continue;
          texts.push({ node: node as Text, from: whole.length });
          whole += (node as Text).data;
        }
        for (let at = whole.indexOf(sought); at !== -1; at = whole.indexOf(sought, at + 1)) {
          if (skip-- > 0) continue;
          const point = (offset: number, isEnd: boolean): [Text, number] => {
            const { node, from } = texts.findLast((text) =>
              isEnd ? text.from < offset : text.from <= offset,
            )!;
            return [node, offset - from];
          };
          root.focus();
          getSelection()!.setBaseAndExtent(...point(at, false), ...point(at + sought.length, true));
          return;
        }
      }
      throw new Error(`“${sought}” isn't in the text.`);
    },
    [words, nth] as [string, number],
  );
  await page.waitForTimeout(50); // the editor hears of a selection by an event
}

/** Puts the caret right after some words and types there. */
export async function typeBehind(page: Page, words: string, typed: string): Promise<void> {
  await selectWords(page, words);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type(typed);
}
