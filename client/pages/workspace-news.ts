/** What happened meanwhile, in sentences for the live region. */
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { MemberAnswer } from '../../shared/wire/answers.ts';
import type { ConnectionState } from '../controllers/text-connection-state.ts';

/** The latest news. */
export class News {
  words = '';
  #connection: ConnectionState = { state: 'connecting' };
  #notes: NoteNews | null = null;

  /** Whose news these are, and who the others are. */
  of(me: string, members: readonly MemberAnswer[]): void {
    const names = new Map(members.map(({ id, name }) => [id, name]));
    this.#notes = new NoteNews(me, (id) => names.get(id) ?? 'Somebody');
  }

  /** Looks at how things are now; `words` stay as they were where nothing is new. */
  read(
    connection: ConnectionState,
    notes: { readonly loaded: boolean; readonly annotations: readonly PlacedAnnotation[] } | null,
  ): void {
    const ofConnection = connectionNews(this.#connection, connection);
    this.#connection = connection;
    const ofNotes = notes?.loaded ? (this.#notes?.read(notes.annotations) ?? '') : '';
    this.words = [ofConnection, ofNotes].filter(Boolean).join(' ') || this.words;
  }
}

/** Tells of notes and replies of others that were not there before; each is told once. */
export class NoteNews {
  #known: ReadonlySet<string> | null = null;
  readonly #me: string;
  readonly #nameOf: (member: string) => string;

  constructor(me: string, nameOf: (member: string) => string) {
    this.#me = me;
    this.#nameOf = nameOf;
  }

  /** The news since the last call, empty where there is none. The first call learns what is there and tells nothing. */
  read(annotations: readonly PlacedAnnotation[]): string {
    const remarks = annotations.flatMap(({ id, author, anchor, kind, replies }) => [
      { id, author, what: `a new ${kind} on “${shortened(anchor.exact)}”` },
      ...replies.map((reply) => ({ ...reply, what: `a reply on “${shortened(anchor.exact)}”` })),
    ]);
    const before = this.#known;
    this.#known = new Set([...(before ?? []), ...remarks.map(({ id }) => id)]);
    if (before === null) return '';
    const fresh = remarks.filter(({ id, author }) => !before.has(id) && author !== this.#me);
    if (fresh.length > 2) return `${fresh.length} new notes and replies.`;
    return fresh.map(({ author, what }) => `${this.#nameOf(author)}: ${what}.`).join(' ');
  }
}

/** What a change of the connection means, empty where it needs no words. */
export function connectionNews(before: ConnectionState, now: ConnectionState): string {
  const wasHere = before.state === 'saved' || before.state === 'saving';
  if (wasHere && now.state === 'offline') {
    return 'Connection lost. What you write is kept here and sent when it is back.';
  }
  const isHere = now.state === 'saved' || now.state === 'saving';
  return before.state === 'offline' && isHere ? 'Connected again.' : '';
}

function shortened(words: string): string {
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
