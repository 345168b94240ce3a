/** Chooses the page for the address and puts its element on the screen. */
import './ui/style/base.css';

/** Each page is a chunk of its own; moving between pages is an ordinary navigation. */
const PAGES: readonly [RegExp, () => Promise<string>][] = [
  [/^\/$/, async () => (await import('./library/library-page.ts')).TAG],
  [/^\/articles\/[^/]+$/, async () => (await import('./workspace/workspace-page.ts')).TAG],
  [/^\/queue$/, async () => (await import('./queue/queue-page.ts')).TAG],
  [/^\/settings(\/[a-z]+)?\/?$/, async () => (await import('./settings/settings-page.ts')).TAG],
  [/^\/join$/, async () => (await import('./entry/join-page.ts')).TAG],
  [/^\/signin$/, async () => (await import('./entry/signin-page.ts')).TAG],
];

async function show(): Promise<void> {
  const page = PAGES.find(([address]) => address.test(location.pathname));
  const load = page?.[1] ?? (async () => (await import('./entry/missing-page.ts')).TAG);
  document.body.append(document.createElement(await load()));
}

void show();
