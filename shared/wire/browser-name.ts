/** Names a browser, of which a server is told a `User-Agent`, as people know it. */

/** Looked for in this order, since most browsers also name those that they descend from. */
const BROWSERS: readonly [pattern: RegExp, name: string][] = [
  [/\bEdgA?\/|EdgiOS/, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly [pattern: RegExp, name: string][] = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** What a `User-Agent` says of browser and system; null where they aren't known here. */
export function browserIn(agent: string): {
  readonly browser: string | null;
  readonly system: string | null;
} {
  return { browser: named(BROWSERS, agent), system: named(SYSTEMS, agent) };
}

/** "Firefox on Windows" from a `User-Agent`; its first words where it is no browser's that is known here. */
export function browserName(agent: string): string {
  const { browser, system } = browserIn(agent);
  if (browser === null) return agent === '' ? 'Unknown browser' : agent.slice(0, 40);
  return system === null ? browser : `${browser} on ${system}`;
}

/** The same for whatever version: of a browser that isn't known here the letters of its words, which can be no address either. */
export function browserFamily(agent: string): string {
  if (named(BROWSERS, agent) !== null) return browserName(agent);
  const letters = agent
    .replace(/[^a-z -]/gi, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return letters === '' ? 'Unknown browser' : letters.slice(0, 40).trim();
}

function named(names: readonly [RegExp, string][], agent: string): string | null {
  return names.find(([pattern]) => pattern.test(agent))?.[1] ?? null;
}
