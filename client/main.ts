/** Chooses the page for the address and puts its element on the screen. */
import './style/base.css';

/** Each page is a chunk of its own; moving between pages is an ordinary navigation. */
const PAGES: readonly [RegExp, () => Promise<string>][] = [
  [/^\/$/, async () => (await import('./pages/library-page.ts')).TAG],
  [/^\/articles\/[^/]+$/, async () => (await import('./pages/workspace-page.ts')).TAG],
  [/^\/queue$/, async () => (await import('./pages/queue-page.ts')).TAG],
  [/^\/settings(\/[a-z]+)?\/?$/, async () => (await import('./pages/settings-page.ts')).TAG],
  [/^\/join$/, async () => (await import('./pages/join-page.ts')).TAG],
  [/^\/signin$/, async () => (await import('./pages/signin-page.ts')).TAG],
];

async function show(): Promise<void> {
  const page = PAGES.find(([address]) => address.test(location.pathname));
  const load = page?.[1] ?? (async () => (await import('./pages/missing-page.ts')).TAG);
  document.body.append(document.createElement(await load()));
}

void show();
