/** The workspace's own name and language. */
import * as z from 'zod/mini';
import { languageTag, name } from '../fields.ts';
import { json } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** What the workspace is called, and the BCP 47 tag of the language that its pages and mails are in. */
export const WorkspaceAnswer = z.object({ name: z.string(), language: z.string() });
/** Before the owner has set them, these are “Galley” and `en`. */
export type WorkspaceAnswer = Answered<typeof WorkspaceAnswer>;

/** What is left out stays as it is. */
export const WorkspaceChange = z.strictObject({
  name: z.optional(name(80)),
  language: z.optional(languageTag),
});
/** As it was read, the name trimmed. The server refuses a language that is no tag. */
export type WorkspaceChange = z.output<typeof WorkspaceChange>;

/** Read by every member, changed by the owner. */
export const workspaceRoutes = {
  get: {
    method: 'GET',
    path: '/api/workspace',
    summary: 'Name and language of the workspace',
    answer: json(WorkspaceAnswer),
  },
  change: {
    method: 'PATCH',
    path: '/api/workspace',
    summary: 'Rename the workspace, set its language',
    body: WorkspaceChange,
    answer: json(WorkspaceAnswer),
  },
} as const satisfies Record<string, Route>;
