/** Annotations and commands by chance, over so few ids, people and words that they often meet. */
import { COLORS, KINDS, STATUSES, WAYS } from '../../../shared/annotation/annotation.ts';
import { byCreation } from '../../../shared/annotation/creation-order.ts';
import type { Annotation } from '../../../shared/annotation/annotation.ts';
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { Occasion } from '../../../shared/annotation/commands/outcome.ts';
import { randomFrom } from '../../support/random.ts';

/** The id of the annotation that all is about. */
export const ID = '11111111-1111-4111-8111-111111111111';

const PEOPLE = ['ann', 'bob'] as const;
const WORDS = ['', 'Why?', 'Because.'] as const;
const REPLIES = ['r1', 'r2', 'r3'] as const;
const EMOJI = ['❤', '👍', 'no emoji'] as const;
const TIMES = ['2026-01-01T10:00:00.000Z', '2026-01-02T10:00:00.000Z'] as const;

type OneOf<Name> = Extract<Command, { readonly do: Name }>;

/** The same seed gives the same things, one after the other. */
export class Chance {
  readonly #below: (below: number) => number;

  constructor(seed: number) {
    this.#below = randomFrom(seed);
  }

  annotation(): Annotation {
    const [created, modified] = [this.#one(TIMES), this.#one(TIMES)];
    return {
      id: ID,
      kind: this.#one(KINDS),
      author: this.#one(PEOPLE),
      created,
      modified: modified < created ? created : modified,
      via: this.#orNull(WAYS),
      anchor: this.anchor(),
      anchors: this.#some(['the mole', 'a jetty']).map((exact) => ({
        exact,
        from: this.#below(9),
        by: this.#one(PEOPLE),
        at: this.#one(TIMES),
      })),
      body: this.#one(WORDS),
      replacement: this.#orNull(WORDS),
      color: this.#orNull(COLORS),
      tags: this.#some(['law', 'style']),
      status: this.#one(STATUSES),
      statusBy: this.#orNull(PEOPLE),
      statusAt: this.#orNull(TIMES),
      assignee: this.#orNull(PEOPLE),
      revision: this.#below(3),
      edited: this.#orNull(TIMES),
      pinned: this.#below(2) === 0,
      replies: this.#some(REPLIES)
        .map((id) => ({
          id,
          author: this.#one(PEOPLE),
          created: this.#one(TIMES),
          modified: this.#one(TIMES),
          body: this.#one(WORDS),
        }))
        .sort(byCreation),
      reactions: this.#some(['❤ ann', '👍 bob']),
    };
  }

  /** One, or now and then none. */
  perhaps(): Annotation | null {
    return this.#below(6) === 0 ? null : this.annotation();
  }

  anchor(): Anchor {
    const from = this.#below(3);
    const lost = this.#below(2) === 0 ? {} : { lost: true as const };
    const run = [7, this.#below(90), 1 + this.#below(9)] as const;
    const runs = this.#below(4) === 0 ? [] : [run];
    const tie = { runs, before: null, after: [7, 3] as const, ...lost };
    const [start, exact] = [`start ${this.#below(2)}`, this.#one(['the quay', 'a pier'])];
    return { start, end: 'end', exact, prefix: '', suffix: '', from, to: from + 5, tie };
  }

  occasion(): Occasion {
    return {
      by: this.#orNull(PEOPLE),
      at: this.#one(TIMES),
      via: this.#orNull(WAYS),
      ...(this.#below(3) === 0 ? { anchor: this.anchor() } : {}),
    };
  }

  command<Name extends Command['do']>(name: Name): OneOf<Name> {
    // Each makes the command of its name; TypeScript can't follow the name through the table.
    return this.#commands[name]() as unknown as OneOf<Name>;
  }

  readonly #commands: { readonly [Name in Command['do']]: () => OneOf<Name> } = {
    create: () => ({
      do: 'create',
      id: ID,
      kind: this.#one(KINDS),
      anchor: this.anchor(),
      body: this.#one(WORDS),
      replacement: this.#orNull(WORDS),
      color: this.#orNull(COLORS),
      tags: this.#some(['law', 'style']),
    }),
    edit: () => ({
      do: 'edit',
      annotation: ID,
      ...(this.#below(2) === 0 ? { body: this.#one(WORDS) } : {}),
      ...(this.#below(2) === 0 ? { replacement: this.#orNull(WORDS) } : {}),
      ...(this.#below(2) === 0 ? { color: this.#orNull(COLORS) } : {}),
    }),
    tag: () => ({ do: 'tag', annotation: ID, tags: this.#some(['law', 'style']) }),
    assign: () => ({ do: 'assign', annotation: ID, assignee: this.#orNull(PEOPLE) }),
    reply: () => ({ do: 'reply', annotation: ID, ...this.#note() }),
    'edit-reply': () => ({
      do: 'edit-reply',
      annotation: ID,
      reply: this.#one(REPLIES),
      body: this.#one(WORDS),
    }),
    'delete-reply': () => ({ do: 'delete-reply', annotation: ID, reply: this.#one(REPLIES) }),
    'set-status': () => ({
      do: 'set-status',
      annotation: ID,
      status: this.#one(STATUSES),
      note: this.#below(2) === 0 ? null : this.#note(),
      ...(this.#below(2) === 0 ? {} : { revision: this.#below(3) }),
    }),
    anchor: () => ({
      do: 'anchor',
      annotation: ID,
      anchor: this.#below(4) === 0 ? null : this.anchor(),
    }),
    pin: () => ({ do: 'pin', annotation: ID, pinned: this.#below(2) === 0 }),
    react: () => ({ do: 'react', annotation: ID, emoji: this.#one(EMOJI) }),
    unreact: () => ({ do: 'unreact', annotation: ID, emoji: this.#one(EMOJI) }),
    delete: () => ({ do: 'delete', annotation: ID }),
  };

  #note(): { id: string; body: string } {
    return { id: this.#one(REPLIES), body: this.#one(WORDS) };
  }

  #one<T>(among: readonly T[]): T {
    return among[this.#below(among.length)]!;
  }

  #orNull<T>(among: readonly T[]): T | null {
    return this.#below(3) === 0 ? null : this.#one(among);
  }

  #some<T>(among: readonly T[]): T[] {
    return among.filter(() => this.#below(2) === 0);
  }
}
