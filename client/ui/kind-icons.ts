/** The pictures of the kinds of annotations. */
import { CircleQuestionMark, Flag, Highlighter, MessageSquarePlus, PencilLine } from 'lucide';
import type { IconNode } from 'lucide';
import type { Kind } from '../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import type { KindFacts } from '../../shared/annotation/kinds.ts';

const PICTURES: Readonly<Record<KindFacts['icon'], IconNode>> = {
  highlighter: Highlighter,
  message: MessageSquarePlus,
  question: CircleQuestionMark,
  pencil: PencilLine,
  flag: Flag,
};

/** The picture that the table of kinds names. */
export function kindIcon(kind: Kind): IconNode {
  return PICTURES[KIND_FACTS[kind].icon];
}
