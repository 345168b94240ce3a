/** What a Word copy of ours says of where it comes from, and what stands in it below the article. */
import { textIn } from '../../../../shared/tree.ts';
import { parseOrigin } from '../../copy-origin.ts';
import type { CopyOrigin } from '../../copy-origin.ts';
import type { Package } from './package.ts';
import { nameOf } from './styles.ts';
import type { Styles } from './styles.ts';
import { childOf, isElement, valueOf } from './xml.ts';
import type { XmlElement, XmlNode } from './xml.ts';

/** Each office suite keeps a part that it knows nothing of, but not where it was. */
export function originIn(file: Package): CopyOrigin | null {
  for (const { root } of file.allRelated('customXml'))
    if (root.name === 'galley:origin') return parseOrigin(textIn(root));
  return null;
}

/** Of paragraphs below the article; and of those of pictures, for which words may stand. */
const NO_TEXT = new Set(['notes heading', 'notes text', 'lost words', 'origin', 'figure']);

/** What has blocks in it. */
const HOLDERS = new Set(['w:body', 'w:tbl', 'w:tr', 'w:tc']);

/** The body without what our copies have besides the words of the article, by the names of its styles. */
export function articleOfCopy(body: XmlElement, styles: Styles): XmlElement {
  const styleOf = (paragraph: XmlNode | undefined): string => {
    if (!isElement(paragraph)) return '';
    const [style] = styles.chain(valueOf(childOf(paragraph, 'w:pPr'), 'w:pStyle'));
    return style === undefined ? '' : nameOf(style);
  };
  const kept = body.children.filter((block, at) => {
    const style = styleOf(block);
    const isRuleBefore = style === 'rule' && styleOf(body.children[at + 1]) === 'origin';
    return !NO_TEXT.has(style) && !isRuleBefore;
  });
  return {
    ...body,
    children: kept.map((block) =>
      isElement(block) && HOLDERS.has(block.name) ? articleOfCopy(block, styles) : block,
    ),
  };
}
