/** The table of rates: how often anybody may do what costs others something, each with its reason. */
import { isPerson, reaches } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';

/**
 * How often in a minute. Whom the owner made an editor may fill an article by a script; others type, and who came by a link is a
 * stranger; readers have no name, and all of one network are counted together.
 */
interface PerMinute {
  readonly editors: number;
  readonly members: number;
  readonly guests: number;
  readonly readers: number;
}

/** One row of the table. */
export interface Rate {
  /** What is counted, as the sentence to who has done too much of it says it. Routes of the same rate are counted together. */
  readonly what: string;
  readonly perMinute: PerMinute;
}

/** For what the policy refuses them anyway: they are told so. */
const STRANGERS = { guests: 60, readers: 60 };

/** Each route that changes something, or costs much, names one of these. Docs and SECURITY.md repeat the figures. */
export const RATES = {
  /** Each goes to every page that has the article open, and stays there. */
  notes: rate('notes and replies', { editors: 6000, members: 600, guests: 120, readers: 60 }),
  /** Statuses, pins, edits: a moderator settles one a second by key, a script many more. */
  changes: rate('changes of notes', { editors: 6000, members: 600, guests: 240, readers: 60 }),
  /** A page tells a second's worth at once. */
  visits: rate('notes of what was seen', { editors: 600, members: 600, guests: 120, readers: 60 }),
  /** Each is a room, and a socket of every page that has the article open. */
  layers: rate('changes of layers', { editors: 600, members: 60, ...STRANGERS }),
  /** An import is read by one of a few processes, for up to twenty seconds. */
  articles: rate('changes of articles', { editors: 1200, members: 60, ...STRANGERS }),
  /** Each stays in what is said of the whole text for ever. A page that is opened and written in is one. */
  clients: rate('pages that begin to write', {
    editors: 1200,
    members: 120,
    guests: 120,
    readers: 60,
  }),
  /**
   * Each page that loads a text has to look at as many again, for ever. Who writes at places of their own is the cause of none; of
   * two who wrote at the same place without seeing each other, each of some hundreds.
   */
  crowding: rate('items placed among others', {
    editors: 1_000_000,
    members: 300_000,
    guests: 100_000,
    readers: 60,
  }),
  /**
   * Bytes of updates: everybody who has the article open gets them, and whoever opens it later. Nobody types a hundredth of that, and
   * one paste after a quiet minute may have any size.
   */
  words: rate('bytes of words', {
    editors: 64 << 20,
    members: 16 << 20,
    guests: 2 << 20,
    readers: 60,
  }),
  /**
   * Milliseconds that updates take which are refused once they were applied: the copy that they were applied to is made anew. An
   * honest page sends none.
   */
  refusals: rate('milliseconds of refused updates', {
    editors: 3000,
    members: 3000,
    guests: 500,
    readers: 60,
  }),
  /** A pasted document may bring many. */
  pictures: rate('pictures', { editors: 600, members: 60, guests: 60, readers: 60 }),
  /** A long copy takes a good part of a second to make. */
  copies: rate('copies', { editors: 300, members: 30, guests: 30, readers: 30 }),
  /** Each is up to a hundred copies, made one after the other. */
  archives: rate('archives of copies', { editors: 6, members: 2, guests: 2, readers: 2 }),
  /** Reads all layers of all articles. */
  data: rate('copies of personal data', { editors: 6, members: 6, guests: 6, readers: 6 }),
  /** Reads all layers and the whole audit log, and may change much in them. */
  erasures: rate('erasures', { editors: 6, members: 6, guests: 6, readers: 6 }),
  /** Each note that is listed is sought in its text. */
  lists: rate('lists of notes', { editors: 3000, members: 600, guests: 300, readers: 60 }),
  /** Each asks the whole index. A palette asks a few times for each word that is typed. */
  searches: rate('searches', { editors: 600, members: 600, guests: 300, readers: 60 }),
  /** Links, invitations, tokens and sessions are rows for good, in a file that is written whole. */
  keys: rate('links, tokens and sessions', { editors: 1200, members: 60, ...STRANGERS }),
  /** Members, roles and settings: who changes them is trusted with all. */
  people: rate('changes of members and settings', { editors: 1200, members: 120, ...STRANGERS }),
  /** Ways in: what is guessed there is counted by itself, and more strictly. Everybody behind a proxy may be one network. */
  doors: rate('attempts to come in', { editors: 600, members: 600, guests: 600, readers: 600 }),
  /** Tokens that are none. A script with an old one tries it a few times. */
  guesses: rate('guessed tokens', { editors: 600, members: 600, guests: 600, readers: 600 }),
  /** Sent reports have an hourly limit of their own; this counts those that were of no words, too. */
  reports: rate('reports', { editors: 120, members: 120, guests: 120, readers: 120 }),
  /** Reads or writes the whole store. */
  upkeep: rate('checks and backups', { editors: 60, members: 60, ...STRANGERS }),
} as const;

/** How often this actor may, in a minute. */
export function mostFor({ perMinute }: Rate, actor: Actor): number {
  if (!isPerson(actor)) return perMinute.readers;
  if (actor.kind === 'guest') return perMinute.guests;
  return reaches(actor.role, 'editor') ? perMinute.editors : perMinute.members;
}

function rate(what: string, perMinute: PerMinute): Rate {
  return { what, perMinute };
}
