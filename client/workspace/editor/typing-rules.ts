/** What certain characters become while one types: `## ` a heading, `- ` a list, and so on. */
import {
  InputRule,
  inputRules,
  textblockTypeInputRule,
  wrappingInputRule,
} from 'prosemirror-inputrules';
import { TextSelection } from 'prosemirror-state';
import type { Plugin } from 'prosemirror-state';
import { articleSchema } from '../../../shared/article/schema.ts';

const { heading, blockquote, bullet_list, ordered_list, code_block, rule, paragraph } =
  articleSchema.nodes;

/** For headings, quotations, lists, code and rules, one plugin. */
export function typingRules(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{2,4})\s$/, heading, ([, marks = '']) => ({
        level: marks.length,
      })),
      wrappingInputRule(/^\s*>\s$/, blockquote),
      wrappingInputRule(/^\s*[-*]\s$/, bullet_list),
      wrappingInputRule(
        /^(\d+)\.\s$/,
        ordered_list,
        ([, number]) => ({ order: Number(number) }),
        ([, number], list) => list.childCount + Number(list.attrs['order']) === Number(number),
      ),
      textblockTypeInputRule(/^```$/, code_block),
      dashesToRule(),
    ],
  });
}

/** Three hyphens alone in a paragraph. */
function dashesToRule(): InputRule {
  return new InputRule(/^---$/, (state, _match, start) => {
    const $start = state.doc.resolve(start);
    if ($start.parent.type !== paragraph || $start.depth !== 1) return null;
    const transaction = state.tr.replaceWith($start.before(), $start.after(), [
      rule.create(),
      paragraph.create(),
    ]);
    const inParagraph = $start.before() + 2; // after the rule and the paragraph's start
    return transaction.setSelection(TextSelection.create(transaction.doc, inParagraph));
  });
}
