/** The style guide of the development server. */
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { builtServer } from '../../support/browser.ts';
import { testServer } from '../../support/server.ts';
import { ROOT, sourcesIn } from '../../support/source-tree.ts';
import { devAssets } from '../../../server/http/dev-assets.ts';

test('SG1 every element is on it, or named as one that is seen elsewhere', async () => {
  const samples = await readFile(`${ROOT}client/styleguide/samples.ts`, 'utf8');
  const paths = sourcesIn('client').map(({ path }) => path);
  const texts = await Promise.all(paths.map((path) => readFile(ROOT + path, 'utf8')));
  const elements = texts
    .filter((text) => text.includes('@customElement('))
    .flatMap((text) => /@customElement\((?:'([^']+)'|TAG)\)/.exec(text)?.[1] ?? tagIn(text))
    .filter((tag) => tag !== 'styleguide-page');
  const named = (tag: string): boolean =>
    samples.includes(`<${tag}`) || samples.includes(`'${tag}'`);
  expect(elements.length).toBeGreaterThan(70);
  expect(elements.filter((tag) => !named(tag))).toEqual([]);
});

/** Of an element that keeps its tag in a constant. */
function tagIn(text: string): string {
  return /const TAG = '([^']+)'/.exec(text)?.[1] ?? '';
}

test('SG2 the development server serves it with its sources, and no build has it', async () => {
  const dev = await testServer({ assets: devAssets });
  const page = await fetch(`${dev.url}/styleguide`);
  expect(await page.text()).toContain('/styleguide/styleguide-page.ts');
  for (const source of ['styleguide/styleguide-page.ts', 'styleguide/samples.ts', 'api/call.ts'])
    expect((await fetch(`${dev.url}/${source}`)).status).toBe(200);
  await dev.close();
  const built = await builtServer();
  for (const path of ['styleguide', 'api/call.ts'])
    expect((await fetch(`${built.url}/${path}`)).status).toBe(404);
  await built.close();
  const files = await readdir(`${ROOT}dist/client`, { recursive: true });
  expect(files.filter((file) => file.includes('styleguide'))).toEqual([]);
});
