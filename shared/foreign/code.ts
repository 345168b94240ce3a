/** Blocks of code in foreign HTML: their text as it is drawn, and the language that their classes name. */
import { attributeOf, isElement } from './tree.ts';
import { elementsIn } from '../tree.ts';
import type { ForeignElement, ForeignNode } from './tree.ts';

const LANGUAGE_CLASS = /^(?:language|lang|highlight-source|brush:?)-?([\w+#.-]{1,40})$/i;
const LINE = /^(?:div|p|li|tr|h[1-6])$/;

/** The text of a `pre`, without the line feed at its end that its makers put there. */
export function textOfCode(pre: ForeignElement): string {
  return linesOf(pre.children).replace(/\n$/, '');
}

/** The language of a `pre` or of the `code` in it; the empty string where none is said. */
export function codeLanguage(pre: ForeignElement): string {
  for (const element of [pre, ...elementsIn(pre)]) {
    const said = attributeOf(element, 'data-lang') || attributeOf(element, 'data-language');
    if (/^[\w+#.-]{1,40}$/.test(said)) return said;
    for (const name of attributeOf(element, 'class').split(/\s+/)) {
      const [, language] = LANGUAGE_CLASS.exec(name) ?? [];
      if (language !== undefined) return language;
    }
    // Pandoc: `sourceCode python`.
    const [, pandoc] =
      /(?:^|\s)sourceCode\s+([\w+#.-]{1,40})/.exec(attributeOf(element, 'class')) ?? [];
    if (pandoc !== undefined) return pandoc;
  }
  return '';
}

function linesOf(nodes: readonly ForeignNode[]): string {
  let text = '';
  for (const node of nodes) {
    if (!isElement(node)) text += node;
    else if (node.tag === 'br') text += '\n';
    else if (LINE.test(node.tag) || node.style.get('display') === 'block') {
      const line = linesOf(node.children);
      text += `${text === '' || text.endsWith('\n') ? '' : '\n'}${line}${line.endsWith('\n') ? '' : '\n'}`;
    } else text += linesOf(node.children);
  }
  return text;
}
