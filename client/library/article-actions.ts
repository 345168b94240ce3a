/** What the library offers to do with an article, by its status and by the actor's rights. */
import type { ArticleStatus } from '../../shared/article/article.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';

/** An entry of an article's menu, beside opening it and its published page. */
export type ArticleAction =
  | 'rename'
  | 'language'
  | 'publish'
  | 'unpublish'
  | 'share'
  | 'export'
  | 'archive'
  | 'restore'
  | 'delete';

/** The actions with their labels, in the order of the menu; what the actor may not do is left out. */
export function actionsFor(
  article: { readonly status: ArticleStatus },
  actor: Actor,
): readonly (readonly [ArticleAction, string])[] {
  const actions: (readonly [ArticleAction, string])[] = [];
  const { status } = article;
  const mayChange = may('change article', actor).ok;
  if (mayChange) {
    actions.push(['rename', 'Rename…'], ['language', 'Language and direction…']);
    if (status === 'draft') actions.push(['publish', 'Publish']);
    if (status === 'published') actions.push(['unpublish', 'Unpublish']);
  }
  if (may('share article', actor).ok) actions.push(['share', 'Share…']);
  if (may('export article', actor).ok) actions.push(['export', 'Export…']);
  if (mayChange) {
    actions.push(
      status === 'archived' ? ['restore', 'Take out of the archive'] : ['archive', 'Archive'],
    );
  }
  if (may('delete article', actor).ok) actions.push(['delete', 'Delete…']);
  return actions;
}
