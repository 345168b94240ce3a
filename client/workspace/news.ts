/** What happened meanwhile, in sentences for the live region (`galley-news.ts`). */
import type { Kind, PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { PresentPerson } from '../../shared/presence/person.ts';
import type { ConnectionState } from './connection/text-connection-state.ts';
import { n, t } from '../ui/language/translate.ts';

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
    const fresh: (() => string)[] = [];
    const learn = (remark: Remark, say: (name: string) => string): void => {
      if (known.has(remark.id)) return;
      known.add(remark.id);
      if (!isFirst && remark.author !== this.#me)
        fresh.push(() => say(this.#nameOf(remark.author)));
    };
    for (const annotation of annotations) {
      const words = shortened(annotation.anchor.exact);
      learn(annotation, (name) => NEWS[annotation.kind]({ name, words }));
      for (const reply of annotation.replies)
        learn(reply, (name) => t('{name}: a reply on “{words}”.', { name, words }));
    }
    if (fresh.length > 2)
      return n('{count} new note or reply.', '{count} new notes and replies.', fresh.length);
    return fresh.map((say) => say()).join(' ');
  }
}

/** What a change of the connection means, empty where it needs no words. */
export function connectionNews(before: ConnectionState, now: ConnectionState): string {
  const wasHere = before.state === 'saved' || before.state === 'saving';
  if (wasHere && now.state === 'offline') {
    return t('Connection lost. What you write is kept here and sent when it is back.');
  }
  const isHere = now.state === 'saved' || now.state === 'saving';
  return before.state === 'offline' && isHere ? t('Connected again.') : '';
}

/** Whom the page follows from now on, or no more; empty where nothing is new. */
export function followingNews(
  before: PresentPerson | null,
  now: PresentPerson | null,
  present: readonly PresentPerson[],
): string {
  if (before?.id === now?.id) return '';
  if (now !== null) return t('The page follows {name}. Esc ends that.', { name: now.name });
  if (before === null) return '';
  return present.some(({ id }) => id === before.id)
    ? t('The page doesn’t follow {name} any more.', { name: before.name })
    : t('{name}, whom the page followed, has left.', { name: before.name });
}

type NewsOf = (said: { readonly name: string; readonly words: string }) => string;

const NEWS: Readonly<Record<Kind, NewsOf>> = {
  highlight: (said) => t('{name}: a new highlight on “{words}”.', said),
  comment: (said) => t('{name}: a new comment on “{words}”.', said),
  question: (said) => t('{name}: a new question on “{words}”.', said),
  suggestion: (said) => t('{name}: a new suggestion on “{words}”.', said),
  report: (said) => t('{name}: a new report on “{words}”.', said),
};

/** A note or a reply. */
interface Remark {
  readonly id: string;
  readonly author: string;
}

function shortened(words: string): string {
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
