/** Pages as HTML: those of the client, the published article, the receipt of a report. */
import { PAGE } from '../route.ts';
import type { Route } from '../route.ts';

const clientPage = {
  method: 'GET',
  summary: 'A page of the client',
  access: 'anyone',
  answer: PAGE,
} as const;

/** Addresses that the client's own script looks after; all get the same shell. */
export const clientPages = {
  library: { ...clientPage, path: '/' },
  article: { ...clientPage, path: '/articles/:id' },
  queue: { ...clientPage, path: '/queue' },
  settings: { ...clientPage, path: '/settings' },
  settingsSection: { ...clientPage, path: '/settings/:section' },
  join: { ...clientPage, path: '/join' },
  signIn: { ...clientPage, path: '/signin' },
} as const satisfies Record<string, Route>;

/** Pages that the server writes, for readers. */
export const readerPages = {
  article: {
    method: 'GET',
    path: '/read/:slug',
    summary: 'The published page of an article',
    access: 'anyone',
    answer: PAGE,
  },
  receipt: {
    method: 'GET',
    path: '/reports/:receipt',
    summary: 'The page that tells what became of a report',
    access: 'anyone',
    answer: PAGE,
  },
} as const satisfies Record<string, Route>;
