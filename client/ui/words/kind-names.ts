/** What the kinds of annotations are called, and the buttons that make one, in the language of the page. */
import type { Kind } from '../../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../../shared/annotation/kinds.ts';
import type { Writing } from '../../../shared/annotation/kinds.ts';
import { told } from '../language/translate.ts';

/** "Comment", as the name of the thing. */
export function kindName(kind: Kind): string {
  return told(KIND_FACTS[kind].name, 'kind');
}

/** "Comment", as what a button does. */
export function kindVerb({ verb }: Writing): string {
  return told(verb, 'verb');
}
