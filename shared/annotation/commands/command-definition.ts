/** What there is to say of one command: each file named for a command says it, `command-table.ts` has them all. */
import * as z from 'zod/mini';
import type { Annotation } from '../annotation.ts';
import { NOT_FOUND } from './outcome.ts';
import type { Occasion, Outcome } from './outcome.ts';

/** The address of all annotations of an article, as routes write it. */
export const MANY = '/api/articles/:id/annotations';
/** The address of one annotation. */
export const ONE = `${MANY}/:annotation` as const;

/** All that Galley knows of one command `C`. `Row` names rows of the policy's table; `decide` holds them to it by types. */
export interface CommandDefinition<C, Row extends string> {
  /** The command as it lies in an outbox on somebody's device, also one of an earlier version: its shape without limits. */
  readonly schema: z.ZodMiniType<C>;
  readonly http: HttpForm<C>;
  /** What the policy must grant to whoever gives it. */
  readonly permission: Row | ((command: C, annotation: Annotation | null) => Row);
  /** Whether it brings words of one's own, which a locked layer takes from moderators alone. */
  readonly isNewWriting: boolean;
  /** What the audit log keeps of it; null: nothing. */
  readonly audit: AuditRule | null;
  /** The words that a person wrote in it, for giving them back; empty where there are none. */
  readonly words: (command: C) => string;
  /** Pure: what comes of it for the annotation that it names, null where that isn't there. */
  readonly apply: (annotation: Annotation | null, command: C, occasion: Occasion) => Outcome;
}

/** The request that stands for a command, and how client and server turn one into the other. */
export interface HttpForm<C> {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Its parameters are `id` (of the article), `annotation`, `reply` and `emoji`. */
  readonly path: `/${string}`;
  /** One phrase for the API description. */
  readonly summary: string;
  /** Status of the answer where it is done; 204 where nothing is left to be answered with. */
  readonly status: 200 | 201 | 204;
  /** What may be sent, with all limits; null where nothing is. */
  readonly body: z.ZodMiniType | null;
  /** The body that says a command; undefined where there is none. */
  readonly toBody: (command: C, layer: string) => unknown;
  /** The command of what `body` has read; null where a route of its own makes it, since more must be looked up. */
  readonly toCommand: ((body: unknown, asked: Asked) => C) | null;
}

/** What the server knows of a request beside its body. */
export interface Asked {
  readonly annotation: string;
  /** Empty where the address names none. */
  readonly reply: string;
  /** Empty where the address names none. */
  readonly emoji: string;
  readonly newId: () => string;
}

/** What the audit log keeps of a command that was done. */
export interface AuditRule {
  readonly action: 'annotation deleted' | 'reply deleted' | 'status changed';
  /** Ids, kinds, statuses: never words. Null where it concerns nobody. `after` is null where it was deleted. */
  readonly facts: (
    before: Annotation,
    after: Annotation | null,
  ) => Readonly<Record<string, string>> | null;
}

/** The plain readonly data of a shape; one that is empty adds nothing. */
type DataOf<Shape extends z.core.$ZodShape> = [keyof Shape] extends [never]
  ? unknown
  : Frozen<z.output<z.ZodMiniObject<Shape>>>;
type Frozen<Value> = Value extends object
  ? { readonly [Field in keyof Value]: Frozen<Value[Field]> } // of a tuple a tuple
  : Value;

/** What a file says of its command; what it leaves out is the usual: no words, no entry in the audit log, status 200. */
interface Said<C, Row extends string, Body extends z.ZodMiniType | null>
  extends
    Pick<CommandDefinition<C, Row>, 'permission' | 'isNewWriting'>,
    Partial<Pick<CommandDefinition<C, Row>, 'audit' | 'words'>> {
  readonly http: Pick<HttpForm<C>, 'method' | 'path' | 'summary' | 'toBody'> &
    Partial<Pick<HttpForm<C>, 'status'>> & { readonly body: Body };
}

/** A command that needs no annotation to be there. Its shape is that of `schema`. */
export function defineCommand<C, const Row extends string, Body extends z.ZodMiniType | null>(
  schema: z.ZodMiniType<C>,
  said: Said<NoInfer<C>, Row, Body> &
    Pick<CommandDefinition<NoInfer<C>, Row>, 'apply'> & {
      readonly http: {
        readonly toCommand: ((body: z.output<Body>, asked: Asked) => NoInfer<C>) | null;
      };
    },
): CommandDefinition<C, Row> {
  // A route hands to `toCommand` what `body` has read, and nothing else.
  const { toCommand } = said.http as Pick<HttpForm<C>, 'toCommand'>;
  const http = { status: 200 as const, ...said.http, toCommand };
  return { audit: null, words: () => '', ...said, schema, http };
}

/** What a command on an annotation says, beside the annotation. */
type Change<Name extends string, Shape extends z.core.$ZodShape> = {
  readonly do: Name;
  readonly annotation: string;
} & DataOf<Shape>;

/**
 * A command on an annotation that is there. `shape` has its fields beside `do` and `annotation`; `toFields` makes them of a
 * body, and is null where a route of its own does. `whereAbsent` is what it comes to without the annotation: usually it is a
 * problem that there is none.
 */
export function defineChange<
  const Name extends string,
  Shape extends z.core.$ZodShape,
  const Row extends string,
  Body extends z.ZodMiniType | null,
>(
  name: Name,
  shape: Shape,
  said: Said<Change<Name, Shape>, Row, Body> & {
    readonly http: {
      readonly toFields: ((body: z.output<Body>, asked: Asked) => DataOf<Shape>) | null;
    };
    readonly whereAbsent?: Outcome;
    readonly apply: (
      annotation: Annotation,
      command: Change<Name, Shape>,
      occasion: Occasion,
    ) => Outcome;
  },
): CommandDefinition<Change<Name, Shape>, Row> {
  type C = Change<Name, Shape>;
  const { whereAbsent = NOT_FOUND } = said;
  const { toFields, ...http } = said.http;
  const schema = z.object({ do: z.literal(name), annotation: z.string(), ...shape });
  // A command is these parts put together, as its schema is; TypeScript can't add up generic shapes.
  const toCommand = (body: z.output<Body>, asked: Asked): C => {
    const fields: object = toFields?.(body, asked) ?? {};
    return { do: name, annotation: asked.annotation, ...fields } as C;
  };
  return defineCommand<C, Row, Body>(schema as unknown as z.ZodMiniType<C>, {
    ...said,
    http: { ...http, toCommand: toFields && toCommand },
    apply: (annotation, command, occasion) =>
      annotation === null ? whereAbsent : said.apply(annotation, command, occasion),
  });
}
