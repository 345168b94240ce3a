/** A command on its way to the server, and how HTTP says it. */
import * as z from 'zod/mini';
import { bodyOf, readCommand } from '../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { Problem } from '../../../shared/wire/problems.ts';
import type { Method } from '../../../shared/wire/route.ts';
import { routeFor } from '../../../shared/wire/routes/annotations.ts';
import { addressOf } from '../../api/address.ts';

/**
 * `waiting`: not answered yet. `sent`: done by the server at `answered` (ms), perhaps not seen in the live layer yet.
 * `refused`: taken back; kept until the person has seen why, since their words are in it.
 */
export type OutboxEntry = {
  /** Sorts by time of entry. */
  readonly id: string;
  readonly layer: string;
  /** ISO 8601. */
  readonly at: string;
  readonly command: Command;
} & (
  | { readonly state: 'waiting' }
  | { readonly state: 'sent'; readonly answered: number }
  | { readonly state: 'refused'; readonly problem: Problem }
);

const kept = { id: z.string(), layer: z.string(), at: z.string(), command: z.unknown() };

const KeptEntry = z.discriminatedUnion('state', [
  z.object({ ...kept, state: z.literal('waiting') }),
  z.object({
    ...kept,
    state: z.literal('refused'),
    problem: z.looseObject({ type: z.string(), title: z.string(), status: z.number() }),
  }),
]);

/**
 * Reads an entry that lay on the device, also one of an earlier version of this page. Null where it can't be read: written by
 * a later version, or by another program.
 */
export function readEntry(stored: string): OutboxEntry | null {
  const { success, data } = KeptEntry.safeParse(parsed(stored));
  const command = success ? readCommand(data.command) : null;
  return success && command !== null ? { ...data, command } : null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Whether it is about certain words of the article, which must be there. */
export function namesWords(command: Command): boolean {
  return 'anchor' in command && command.anchor !== null;
}

/** The HTTP call that performs a command; `body` is undefined where nothing is sent. */
export interface CommandRequest {
  readonly method: Method;
  readonly address: string;
  readonly body: unknown;
}

/** How a command is said over HTTP; the layer is where a new annotation goes. */
export function requestFor(article: string, layer: string, command: Command): CommandRequest {
  const route = routeFor(command);
  const subject = command.do === 'create' ? {} : { annotation: command.annotation };
  const reply = 'reply' in command ? { reply: command.reply } : {};
  const emoji = 'emoji' in command ? { emoji: command.emoji } : {};
  const address = addressOf(route, { id: article, ...subject, ...reply, ...emoji });
  return { method: route.method, address, body: bodyOf(command, layer) };
}
