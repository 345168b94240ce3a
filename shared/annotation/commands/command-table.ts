/** All commands, which are the only way in which an annotation changes, and the questions that are asked of each. */
import type * as z from 'zod/mini';
import type { Annotation } from '../annotation.ts';
import { anchor } from './anchor.ts';
import { assign } from './assign.ts';
import type { CommandDefinition } from './command-definition.ts';
import { create } from './create.ts';
import { deleteReply } from './delete-reply.ts';
import { deletion } from './delete.ts';
import { editReply } from './edit-reply.ts';
import { edit } from './edit.ts';
import { pin } from './pin.ts';
import { react, unreact } from './react.ts';
import { reply } from './reply.ts';
import type { Occasion, Outcome } from './outcome.ts';
import { setStatus } from './set-status.ts';
import { tag } from './tag.ts';

/** The definition of each command, under the name that commands have in `do`. */
export const COMMANDS = {
  create,
  edit,
  tag,
  assign,
  reply,
  'edit-reply': editReply,
  'delete-reply': deleteReply,
  'set-status': setStatus,
  anchor,
  pin,
  react,
  unreact,
  delete: deletion,
} as const;

type Name = keyof typeof COMMANDS;

/** One change of an annotation, as plain data. */
export type Command = z.output<(typeof COMMANDS)[Name]['schema']>;

/** The rows of the policy's table that commands ask. */
export type CommandRow = RowOf<(typeof COMMANDS)[Name]['permission']>;
type RowOf<Asked> = Asked extends (...given: never) => infer Row ? Row : Asked;

/** The definitions, each for the command of its name: one that stands under a wrong name doesn't compile. */
const DEFINITIONS: {
  readonly [One in Name]: CommandDefinition<Extract<Command, { readonly do: One }>, CommandRow>;
} = COMMANDS;

/** The row of `COMMANDS` for this command, with types that fit it. */
export function definitionOf<C extends Command>(command: C): CommandDefinition<C, CommandRow> {
  // TypeScript can't see that `do` chooses the very definition of that command; the line above does.
  return DEFINITIONS[command.do] as unknown as CommandDefinition<C, CommandRow>;
}

/** The id of the annotation that a command makes or touches. */
export function subjectOf(command: Command): string {
  return command.do === 'create' ? command.id : command.annotation;
}

/** What of an annotation a command changes: one of its replies, or else all of it; null where that isn't there. */
export function partOf(
  annotation: Annotation | null,
  command: Command,
): { readonly author: string } | null {
  if (!('reply' in command)) return annotation;
  return annotation?.replies.find(({ id }) => id === command.reply) ?? null;
}

/** What a command comes to, for the annotation as it is, or for none. */
export function applyCommand(
  annotation: Annotation | null,
  command: Command,
  occasion: Occasion,
): Outcome {
  return definitionOf(command).apply(annotation, command, occasion);
}

/** The row of the policy's table that a command asks. */
export function permissionOf(command: Command, annotation: Annotation | null): CommandRow {
  const { permission } = definitionOf(command);
  return typeof permission === 'function' ? permission(command, annotation) : permission;
}

/** The body with which HTTP says a command; undefined where it has none. `layer` is where a new annotation goes. */
export function bodyOf(command: Command, layer: string): unknown {
  return definitionOf(command).http.toBody(command, layer);
}

/** The words that a person wrote in a command, for giving them back; empty where there are none. */
export function wordsOf(command: Command): string {
  return definitionOf(command).words(command);
}

/** A command that lay in an outbox; null where it is none that this version knows. */
export function readCommand(value: unknown): Command | null {
  if (typeof value !== 'object' || value === null || !('do' in value)) return null;
  if (!isName(value.do)) return null;
  const read = COMMANDS[value.do].schema.safeParse(value);
  return read.success ? read.data : null;
}

function isName(name: unknown): name is Name {
  return typeof name === 'string' && Object.hasOwn(COMMANDS, name);
}
