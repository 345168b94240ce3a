/** What the library offers to do with an article, by its status and by the actor's rights. */
import type { ArticleStatus } from '../../shared/article/article.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import { t, tIn } from '../ui/language/translate.ts';

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
    actions.push(['rename', t('Rename…')], ['language', t('Language and direction…')]);
    if (status === 'draft') actions.push(['publish', t('Publish')]);
    if (status === 'published') actions.push(['unpublish', t('Unpublish')]);
  }
  if (may('share article', actor).ok) actions.push(['share', t('Share…')]);
  if (may('export article', actor).ok) actions.push(['export', t('Export…')]);
  if (mayChange) {
    actions.push(
      status === 'archived'
        ? ['restore', t('Take out of the archive')]
        : ['archive', tIn('verb', 'Archive')],
    );
  }
  if (may('delete article', actor).ok) actions.push(['delete', t('Delete…')]);
  return actions;
}
