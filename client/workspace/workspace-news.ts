/** What happened meanwhile, in sentences for the live region. */
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import { shownName } from '../../shared/presence/person.ts';
import type { PersonAnswer } from '../../shared/wire/routes/people.ts';
import type { ConnectionState } from './connection/text-connection-state.ts';

/** The latest news. */
export class News {
  words = '';
  #connection: ConnectionState = { state: 'connecting' };
  #notes: NoteNews | null = null;
  /** Of which the news were told: the page is drawn far more often than these change. */
  #read: readonly PlacedAnnotation[] | null = null;

  /** Whose news these are, and who the others are. */
  of(me: string, people: readonly PersonAnswer[]): void {
    const names = new Map(people.map(({ id, name, guest }) => [id, shownName(name, guest)]));
    this.#notes = new NoteNews(me, (id) => names.get(id) ?? 'Somebody');
  }

  /** Looks at how things are now; `words` stay as they were where nothing is new. */
  read(
    connection: ConnectionState,
    notes: { readonly loaded: boolean; readonly annotations: readonly PlacedAnnotation[] } | null,
  ): void {
    const ofConnection = connectionNews(this.#connection, connection);
    this.#connection = connection;
    const isNew = notes?.loaded && notes.annotations !== this.#read;
    const ofNotes = isNew ? (this.#notes?.read(notes.annotations) ?? '') : '';
    if (isNew) this.#read = notes.annotations;
    this.words = [ofConnection, ofNotes].filter(Boolean).join(' ') || this.words;
  }
}

/** Tells of notes and replies of others that were not there before; each is told once. */
export class NoteNews {
  #known: Set<string> | null = null;
  readonly #me: string;
  readonly #nameOf: (member: string) => string;

  constructor(me: string, nameOf: (member: string) => string) {
    this.#me = me;
    this.#nameOf = nameOf;
  }

  /** The news since the last call, empty where there is none. The first call learns what is there and tells nothing. */
  read(annotations: readonly PlacedAnnotation[]): string {
    const isFirst = this.#known === null;
    const known = (this.#known ??= new Set());
    const fresh: { readonly author: string; readonly what: string }[] = [];
    const learn = (remark: Remark, what: string, { anchor }: PlacedAnnotation): void => {
      if (known.has(remark.id)) return;
      known.add(remark.id);
      if (isFirst || remark.author === this.#me) return;
      fresh.push({ author: remark.author, what: `a ${what} on “${shortened(anchor.exact)}”` });
    };
    for (const annotation of annotations) {
      learn(annotation, `new ${annotation.kind}`, annotation);
      for (const reply of annotation.replies) learn(reply, 'reply', annotation);
    }
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

/** A note or a reply. */
interface Remark {
  readonly id: string;
  readonly author: string;
}

function shortened(words: string): string {
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
