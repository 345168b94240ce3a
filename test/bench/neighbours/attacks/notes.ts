/** What somebody can do who may comment, and what any reader of notes can. */
import type { Attack, Attacker } from '../attack.ts';

const notesOf = ({ scene }: Attacker): string => `/api/articles/${scene.article}/annotations`;

const note = ({ scene }: Attacker, target: object): object => {
  return { layer: scene.layer, kind: 'comment', target, body: 'x'.repeat(2000) };
};

/** Each note is tied to as much of the text as a note may be. */
export const notesOverAll: Attack = {
  name: 'notes over the whole text',
  by: 'commenter',
  run: async (attacker) => {
    const path = `/api/articles/${attacker.scene.article}/text`;
    const { length } = await attacker.ask('GET', path);
    return attacker.repeat(8, () =>
      attacker.ask('POST', notesOf(attacker), note(attacker, { from: 0, to: length })),
    );
  },
};

/** One long thread. */
export const replies: Attack = {
  name: 'replies without end',
  by: 'commenter',
  run: async (attacker) => {
    const begun = await attacker.ask(
      'POST',
      notesOf(attacker),
      note(attacker, { from: 10, to: 20 }),
    );
    const { id } = JSON.parse(begun) as { id: string };
    return attacker.repeat(8, () =>
      attacker.ask('POST', `${notesOf(attacker)}/${id}/replies`, { body: 'x'.repeat(19_000) }),
    );
  },
};

/** The list of notes, again and again. */
export const lists: Attack = {
  name: 'lists of notes without end',
  by: 'viewer',
  run: (attacker) => attacker.repeat(16, () => attacker.ask('GET', notesOf(attacker))),
};

/** Annotated copies. */
export const copies: Attack = {
  name: 'copies without end',
  by: 'commenter',
  run: (attacker) =>
    attacker.repeat(8, () =>
      attacker.ask('GET', `/api/articles/${attacker.scene.article}/export?format=pdf`),
    ),
};
