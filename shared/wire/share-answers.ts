/** What the server answers about sharing. */
import type { Direction } from '../article/language.ts';
import type { Role, ShareRole } from '../policy/actor.ts';
import type { MemberAnswer } from './answers.ts';

/** A member's standing in one article. */
export interface ArticleMemberAnswer {
  readonly member: MemberAnswer;
  /** What counts: the higher of the role in the workspace and the one given here. */
  readonly role: Role;
  /** The role given here, null where there is none. */
  readonly granted: Role | null;
}

/** A share link, without its secret. */
export interface ShareAnswer {
  readonly id: string;
  readonly role: ShareRole;
  readonly label: string;
  /** Name of who made it. */
  readonly by: string;
  readonly created: string;
  /** ISO 8601; null where it doesn't end by itself. It may have passed. */
  readonly expires: string | null;
  readonly hasPassword: boolean;
  /** How often somebody came in by it. */
  readonly uses: number;
  readonly lastUse: string | null;
}

/** A link just made: the only time that its address is shown. */
export interface NewShareAnswer extends ShareAnswer {
  readonly url: string;
}

/** What a link leads to, told to who has its secret. */
export interface ShareLookAnswer {
  readonly role: ShareRole;
  readonly title: string;
  readonly language: string;
  readonly direction: Direction;
  readonly needsPassword: boolean;
}

export interface ShareEntryAnswer {
  /** Id of the article. */
  readonly article: string;
}

/** Who may have written in an article. */
export interface PersonAnswer {
  readonly id: string;
  readonly name: string;
  /** A name of the palette in `shared/presence/person.ts`. */
  readonly color: string;
  readonly guest: boolean;
}
