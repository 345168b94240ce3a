/** Examines a page for what keeps people out who see it badly or not at all. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The one rule that goes by colours. */
const OF_COLORS = ['color-contrast'];

/** The serious findings on the page, in light and in dark, a line each: the rule, and where. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // As the debugger's own script: the content policy refuses a script element.
  await page.evaluate(await readFile(SOURCE, 'utf8'));
  await page.emulateMedia({ colorScheme: 'light' });
  const inLight = await findingsOf(page, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  const inDark = await findingsOf(page, { runOnly: OF_COLORS });
  return [...inLight, ...inDark.map((finding) => `in dark: ${finding}`)];
}

async function findingsOf(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate(
    (given) =>
      (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(
        given,
      ),
    { ...options, resultTypes: ['violations'] } satisfies RunOptions,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary ?? ''}`),
    );
}
