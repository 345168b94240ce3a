/** Pages as HTML: those of the client, the published article, the receipt of a report. */
import * as z from 'zod/mini';
import { FOREIGN_PICTURE_PATH } from '../../article/pictures.ts';
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
  trash: { ...clientPage, path: '/trash' },
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
  /** For a frame of ours: the picture is sent by its own host, which learns who asks. */
  foreignPicture: {
    method: 'GET',
    path: FOREIGN_PICTURE_PATH,
    summary: 'A picture of another host alone, to be framed where a person asked for it',
    access: 'anyone',
    query: z.strictObject({ address: z.string().check(z.maxLength(8000)) }),
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
