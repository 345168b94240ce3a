/** Whether a page fits its window. */
import type { Page } from 'playwright-core';

/** What reaches beyond the screen and isn't cut off by what it stands in, by name; first the page, where it can be scrolled sideways. */
export function beyondScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isCut = (one: Element | null): boolean =>
      one !== null && (getComputedStyle(one).overflowX !== 'visible' || isCut(one.parentElement));
    const { scrollWidth } = document.documentElement;
    const wide = [...document.querySelectorAll('body *')].filter(
      (one) =>
        one.getBoundingClientRect().right > innerWidth &&
        one.closest('.visually-hidden') === null &&
        !isCut(one.parentElement),
    );
    const names = wide.map(({ localName, className }) => `${localName}.${String(className)}`);
    return scrollWidth > innerWidth ? [`the page: ${scrollWidth}`, ...names] : names;
  });
}
