/** Which browser the tests drive, and what is said where there is none. */
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterEach, expect, test, vi } from 'vitest';
import { browserForTests, findBrowser, NO_BROWSER } from './find-browser.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ENDING = process.platform === 'win32' ? '.exe' : '';

afterEach(() => vi.restoreAllMocks());

/** A folder with empty files of these names. */
async function folderWith(...names: string[]): Promise<string> {
  const folder = join(await temporaryFolder(), 'bin');
  await mkdir(folder);
  await Promise.all(names.map((name) => writeFile(join(folder, name), '')));
  return folder;
}

test('D4 CHROMIUM_PATH goes before the path, and the path before the one of Playwright', async () => {
  const [first, second] = [await folderWith('chosen'), await folderWith(`chromium${ENDING}`)];
  const onPath = { PATH: [first, second].join(delimiter) };
  const chosen = join(first, 'chosen');
  expect(await findBrowser({ ...onPath, CHROMIUM_PATH: chosen })).toBe(chosen);
  vi.spyOn(chromium, 'executablePath').mockReturnValue(chosen);
  expect(await findBrowser(onPath)).toBe(join(second, `chromium${ENDING}`));
});

test('D4 a CHROMIUM_PATH without a file is a fault, not a reason to take another browser', async () => {
  const PATH = await folderWith(`chromium${ENDING}`);
  await expect(findBrowser({ PATH, CHROMIUM_PATH: join(PATH, 'gone') })).rejects.toThrow(
    /CHROMIUM_PATH is “.+gone”, and no file is there/,
  );
});

// Elsewhere a browser may stand in a usual place, which no environment takes away.
test.skipIf(process.platform !== 'linux')(
  'D5 without a browser its tests are left out with one line, and under CI that is an error',
  async () => {
    const folder = await folderWith('chromium-notes.txt');
    const executable = vi.spyOn(chromium, 'executablePath').mockReturnValue(join(folder, 'gone'));
    const say = vi.fn<(line: string) => void>();
    expect(await browserForTests({ PATH: folder }, say)).toBeNull();
    expect(say.mock.calls).toEqual([[`${NO_BROWSER} Until then the browser tests are left out.`]]);
    await expect(browserForTests({ PATH: folder, CI: 'true' }, say)).rejects.toThrow(NO_BROWSER);
    executable.mockReturnValue(join(folder, 'chromium-notes.txt'));
    expect(await browserForTests({ PATH: folder }, say)).toBe(join(folder, 'chromium-notes.txt'));
    expect(say).toHaveBeenCalledOnce();
  },
);
