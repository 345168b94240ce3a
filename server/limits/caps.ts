/** The table of caps: how many there may be of what people add, each with its reason and the sentence to who comes to its end. */
import { failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';

/** One row of the table. */
export interface Cap {
  readonly most: number;
  /** Says what is full, and what to do. */
  readonly sentence: string;
}

/** Else whoever makes and deletes without end would be under the cap with what fills the store. */
const TRASH = 'with those in the trash';

/** What is at its cap takes no more until something of it goes. SECURITY.md repeats the figures. */
export const CAPS = {
  /** A page that opens the article gets them all. */
  notesInLayer: cap(20_000, (most) => `This layer is full: it takes ${most} notes.`),
  /** A thread goes out whole, and is answered whole to each who replies. */
  repliesInThread: cap(500, (most) => `A thread takes ${most} replies. Begin another one.`),
  charactersInThread: cap(
    500_000,
    (most) => `A thread takes ${most} characters of replies. Begin another one.`,
  ),
  /** A card has a button for each kind. */
  reactionKindsOnNote: cap(20, (most) => `A note takes ${most} different reactions.`),
  reactionsOnNote: cap(1000, (most) => `A note takes ${most} reactions.`),
  /** A page has a socket for each. One's own come on top. */
  layersInArticle: cap(
    50,
    (most) => `An article takes ${most} layers, ${TRASH}. Delete one for good.`,
  ),
  /** A member makes one with the first note of their own, and could delete it and make the next one without end. */
  ownLayersInArticle: cap(
    10,
    (most) => `One has ${most} layers of one’s own in an article, ${TRASH}. Delete one for good.`,
  ),
  /** The rows below are in a file that is written whole at each change. */
  articles: cap(50_000, (most) => `This workspace takes ${most} articles, ${TRASH}.`),
  members: cap(10_000, (most) => `This workspace takes ${most} members.`),
  linksOfArticle: cap(100, (most) => `An article takes ${most} links. Revoke one.`),
  guestsOfLink: cap(2000, (most) => `A link takes ${most} guests. Ask for another one.`),
  invitations: cap(500, (most) => `There are ${most} invitations open. Revoke some.`),
  tokensOfMember: cap(100, (most) => `A member has at most ${most} tokens. Revoke one.`),
  /** A browser is told of all of them when it is asked to make another one. */
  passkeysOfMember: cap(20, (most) => `A member has at most ${most} passkeys. Remove one.`),
} as const;

/** Fails with `limit-reached` where `count`, which doesn't have the new one in it, is at the cap already. */
export function withinCap({ most, sentence }: Cap, count: number): Result<null> {
  return count < most ? { ok: true, value: null } : failed('limit-reached', sentence, { most });
}

function cap(most: number, sentence: (most: string) => string): Cap {
  return { most, sentence: sentence(most.toLocaleString('en')) };
}
