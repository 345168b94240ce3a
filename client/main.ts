/** Chooses the page for the address and puts its element on the screen. */
import type { Route } from '../shared/wire/route.ts';
import { clientPages } from '../shared/wire/routes/pages.ts';
import { loadLanguage } from './ui/language/load-language.ts';
import type { Catalogues } from './ui/language/load-language.ts';
import { followMenuKeys } from './ui/keys/menu-keys.ts';
import './ui/style/base.css';

/** The element of a page, and the chunk that defines it. */
interface Page {
  readonly tag: keyof HTMLElementTagNameMap;
  readonly load: () => Promise<unknown>;
}

const settings: Page = {
  tag: 'settings-page',
  load: () => import('./settings/settings-page.ts'),
};

/** Moving between pages is an ordinary navigation. */
const PAGES: Readonly<Record<keyof typeof clientPages, Page>> = {
  library: { tag: 'library-page', load: () => import('./library/library-page.ts') },
  article: { tag: 'galley-workspace-page', load: () => import('./workspace/workspace-page.ts') },
  queue: { tag: 'queue-page', load: () => import('./queue/queue-page.ts') },
  trash: { tag: 'trash-page', load: () => import('./trash/trash-page.ts') },
  settings,
  settingsSection: settings,
  join: { tag: 'join-page', load: () => import('./entry/join-page.ts') },
  signIn: { tag: 'signin-page', load: () => import('./entry/signin-page.ts') },
};

/** Each a file of its own, which somebody who speaks English never loads. */
const CATALOGUES: Catalogues = {
  ru: () => import('./locales/ru.po'),
  be: () => import('./locales/be.po'),
};

const MISSING: Page = { tag: 'missing-page', load: () => import('./entry/missing-page.ts') };

/** The language first: what a page's files say, they say when they are loaded. */
async function show(): Promise<void> {
  await loadLanguage(CATALOGUES);
  const names = Object.keys(PAGES) as (keyof typeof PAGES)[]; // a literal has no others
  const name = names.find((each) => isAt(clientPages[each], location.pathname));
  const { tag, load } = name === undefined ? MISSING : PAGES[name];
  await load();
  document.body.append(document.createElement(tag));
}

/** Whether an address is of this route, with or without a slash at its end. */
function isAt({ path }: Route, address: string): boolean {
  return new RegExp(`^${path.replace(/:\w+/g, '[^/]+').replace(/\/$/, '')}/?$`).test(address);
}

followMenuKeys();
void show();
