/** Checks and copies of the store, for the command line on the server's own machine. */
import * as z from 'zod/mini';
import { json } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** `rebuild` puts the records right that lists are made of. */
export const StoreCheck = z.strictObject({ rebuild: z._default(z.boolean(), false) });

/** What a check has found, and how much there was to check. */
export const StoreReport = z.object({
  /** A sentence for each thing that is wrong. */
  findings: z.array(z.string()),
  /** Number of the catalogue's last change; 0 where the store counts none. */
  generation: z.number(),
  /** Those in the trash are counted too. */
  articles: z.number(),
  layers: z.number(),
  /** Articles and layers that were deleted and can be brought back. */
  trash: z.number(),
  rooms: z.number(),
  /** Rooms of no article: left where making one was broken off. They harm nothing. */
  strays: z.number(),
  /** Records of the queue that were put right. */
  rebuilt: z.number(),
});
/** `rebuilt` is 0 unless it was asked for. */
export type StoreReport = Answered<typeof StoreReport>;

/** `folder` is a path on the server's machine; the server makes the folder. */
export const BackupRequest = z.strictObject({
  folder: z.string().check(z.minLength(1), z.maxLength(4000)),
});

/** Where the copy lies, and the size of the store in bytes. */
export const BackupAnswer = z.object({ folder: z.string(), bytes: z.number() });

/** For the owner, and on the server's own machine alone. */
export const storeRoutes = {
  verify: {
    method: 'POST',
    path: '/api/store/verify',
    summary: 'Check the store; with "rebuild" put the records right that lists are made of',
    body: StoreCheck,
    answer: json(StoreReport),
  },
  backup: {
    method: 'POST',
    path: '/api/store/backup',
    summary: 'Write a copy of the store into a folder of this machine',
    body: BackupRequest,
    answer: json(BackupAnswer),
  },
} as const satisfies Record<string, Route>;
