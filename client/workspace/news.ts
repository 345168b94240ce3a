/** What happened meanwhile, in sentences for the live region (`galley-news.ts`). */
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { PresentPerson } from '../../shared/presence/person.ts';
import type { ConnectionState } from './connection/text-connection-state.ts';

/** Finds the notes and replies of others that were not there before; each is news once. */
export class NoteNews {
  #known: Set<string> | null = null;
  /** The list that was read last: most calls bring the same one. */
  #read: readonly PlacedAnnotation[] | null = null;
  readonly #me: string;
  readonly #nameOf: (member: string) => string;

  /** `me` is the id of the person whose own notes are no news; `nameOf` gives the name to an id. */
  constructor(me: string, nameOf: (member: string) => string) {
    this.#me = me;
    this.#nameOf = nameOf;
  }

  /** The news since the last call, empty where there is none. The first call learns what is there and finds no news. */
  read(annotations: readonly PlacedAnnotation[]): string {
    if (annotations === this.#read) return '';
    this.#read = annotations;
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

/** Whom the page follows from now on, or no more; empty where nothing is new. */
export function followingNews(
  before: PresentPerson | null,
  now: PresentPerson | null,
  present: readonly PresentPerson[],
): string {
  if (before?.id === now?.id) return '';
  if (now !== null) return `The page follows ${now.name}. Esc ends that.`;
  if (before === null) return '';
  return present.some(({ id }) => id === before.id)
    ? `The page doesn’t follow ${before.name} any more.`
    : `${before.name}, whom the page followed, has left.`;
}

/** A note or a reply. */
interface Remark {
  readonly id: string;
  readonly author: string;
}

function shortened(words: string): string {
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
