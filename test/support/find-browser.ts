/** Finds the Chromium that the browser tests drive. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** What is said on a machine that has none. */
export const NO_BROWSER =
  'No Chromium was found; install Chromium, Chrome or Edge, or set CHROMIUM_PATH to one.';

const COMMANDS = [
  'chromium',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
  'chromium-browser',
];

/** Where installers put it without a command on the path. */
const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((folder) => [
    `%${folder}%\\Google\\Chrome\\Application\\chrome.exe`,
    `%${folder}%\\Microsoft\\Edge\\Application\\msedge.exe`,
    `%${folder}%\\Chromium\\Application\\chrome.exe`,
  ]),
};

/**
 * The path of a browser: `CHROMIUM_PATH`, else the system's, else the one that Playwright installed; null where there
 * is none. Throws where `CHROMIUM_PATH` names no file: another browser instead would be a silent surprise.
 */
export async function findBrowser(environment: Environment = process.env): Promise<string | null> {
  const wanted = environment['CHROMIUM_PATH'];
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM_PATH is “${wanted}”, and no file is there.`);
    return wanted;
  }
  const found = [...onPath(environment), ...usualPlaces(environment)].find((path) =>
    existsSync(path),
  );
  if (found !== undefined) return found;
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

/** A browser, or null once it was said that there is none. Where `CI` is set that throws: nothing is skipped unseen. */
export async function browserForTests(
  environment: Environment = process.env,
  say: (line: string) => void = console.warn,
): Promise<string | null> {
  const found = await findBrowser(environment);
  if (found !== null) return found;
  if (environment['CI']) throw new Error(NO_BROWSER);
  say(`${NO_BROWSER} Until then the browser tests are left out.`);
  return null;
}

function onPath(environment: Environment): string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const ending = process.platform === 'win32' ? '.exe' : '';
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command + ending)));
}

function usualPlaces(environment: Environment): string[] {
  return (PLACES[process.platform] ?? []).map((place) =>
    place.replace(/%(.+?)%/, (_, folder: string) => environment[folder] ?? ''),
  );
}
