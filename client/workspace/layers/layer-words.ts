/** The words about a layer: who reads it, by whom it is seen, and what goes along with it. */
import { AUDIENCES } from '../../../shared/article/article.ts';
import type { Audience } from '../../../shared/article/article.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { mayManageLayers, readsLayer } from '../../ui/session/permission.ts';
import { fullNameOf } from '../../ui/words/thread-words.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { n, t } from '../../ui/language/translate.ts';
import { formatList } from '../../ui/language/formats.ts';

/** What an audience is called. */
export const AUDIENCE_NAMES: Readonly<Record<Audience, string>> = {
  public: t('Everyone, readers too'),
  members: t('Members and guests'),
  editors: t('Editors and up'),
  moderators: t('Moderators and up'),
  private: t('Only you'),
};

/** Of more people only the first are named. */
const MOST_NAMED = 3;

/** The audience with the names of the people at the article who are in it, oneself left out. */
export function readersOf(layer: LayerAnswer, people: People, me: MemberAnswer | null): string {
  const audience = AUDIENCE_NAMES[layer.audience];
  if (layer.audience === 'private') return audience;
  const readers = [...people.values()].filter(
    (person) => person.id !== me?.id && readsLayer(person, layer, me),
  );
  if (readers.length === 0) return t('{audience}: nobody else so far', { audience });
  const names = readers.map(({ id }) => fullNameOf(id, people));
  return t('{audience}: you, {names}', { audience, names: someOf(names) });
}

/** What audiences a layer can get: a shared one doesn't become one person's own, nor one's own notes shared. */
export function audiencesFor(
  layer: LayerAnswer | null,
  me: MemberAnswer | null,
): readonly Audience[] {
  if (layer === null) return AUDIENCES;
  if (layer.audience !== 'private') return AUDIENCES.filter((audience) => audience !== 'private');
  return layer.purpose === 'notes' || !mayManageLayers(me) ? ['private'] : AUDIENCES;
}

/** How many threads are open in a layer, of how many; empty for none. */
export function countWords(open: number, all: number): string {
  if (all === 0) return '';
  return open === all
    ? t('{count} open', { count: open })
    : t('{open} of {all} open', { open, all });
}

/** What a layer takes along where it is deleted: how many threads, and by whom. */
export function takenAlong(threads: readonly PlacedAnnotation[], people: People): string {
  if (threads.length === 0) return t('There is nothing in it.');
  const authors = new Set(
    threads.flatMap(({ author, replies }) => [author, ...replies.map((reply) => reply.author)]),
  );
  const names = [...authors].map((author) => fullNameOf(author, people));
  return n(
    '{count} thread goes along, with words by {names}.',
    '{count} threads go along, with words by {names}.',
    threads.length,
    { names: someOf(names) },
  );
}

/** "Ann, Bob and 3 more". */
function someOf(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED);
  const rest = names.length - named.length;
  return rest > 0
    ? n('{names} and {count} more', '{names} and {count} more', rest, { names: named.join(', ') })
    : formatList(named).join('');
}
