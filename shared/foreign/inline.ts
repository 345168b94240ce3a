/** What an element of foreign HTML says of the words in it: the marks of the article schema, by tag or by style. */
import type { Mark } from 'prosemirror-model';
import { safeLink } from '../article/addresses.ts';
import { articleSchema } from '../article/schema.ts';
import { attributeOf } from './tree.ts';
import type { ForeignElement } from './tree.ts';

const { strong, em, strike, underline, superscript, subscript, code, link } = articleSchema.marks;

const BY_TAG: Readonly<Record<string, Mark>> = {
  b: strong.create(),
  strong: strong.create(),
  i: em.create(),
  em: em.create(),
  s: strike.create(),
  del: strike.create(),
  strike: strike.create(),
  u: underline.create(),
  ins: underline.create(),
  sup: superscript.create(),
  sub: subscript.create(),
  code: code.create(),
  kbd: code.create(),
  samp: code.create(),
  tt: code.create(),
};

/**
 * The marks of the words in an element, by those around it. A style wins over its own tag; what a style makes bold in a heading
 * or underlines in a link is no more than the usual look of these. `isBold` says that all around is bold anyway.
 */
export function marksIn(
  element: ForeignElement,
  outer: readonly Mark[],
  isBold: boolean,
): readonly Mark[] {
  const byTag = Object.hasOwn(BY_TAG, element.tag) ? BY_TAG[element.tag] : undefined;
  let marks = byTag === undefined ? outer : byTag.addToSet(outer);
  const href = element.tag === 'a' ? safeLink(attributeOf(element, 'href')) : null;
  if (href !== null) {
    const title = attributeOf(element, 'title');
    marks = underline.removeFromSet(link.create({ href, title }).addToSet(marks));
  }
  return element.style.size === 0 ? marks : styledMarks(element, marks, isBold);
}

function styledMarks(
  { style, tag }: ForeignElement,
  tagged: readonly Mark[],
  isBold: boolean,
): readonly Mark[] {
  let marks = tagged;
  const weight = style.get('font-weight') ?? '';
  const isHeavy = /^bold|^[6-9]\d\d$|^1000$/.test(weight);
  if (isHeavy && !isBold) marks = strong.create().addToSet(marks);
  else if (/^(?:normal|lighter|[1-5]\d\d|\d\d?)$/.test(weight)) marks = strong.removeFromSet(marks);
  const slant = style.get('font-style') ?? '';
  if (/^(?:italic|oblique)/.test(slant)) marks = em.create().addToSet(marks);
  else if (slant === 'normal') marks = em.removeFromSet(marks);
  const lines = `${style.get('text-decoration') ?? ''} ${style.get('text-decoration-line') ?? ''}`;
  if (/line-through/.test(lines)) marks = strike.create().addToSet(marks);
  const isLinked = marks.some(({ type }) => type === link);
  if (/underline/.test(lines) && !isLinked) marks = underline.create().addToSet(marks);
  else if (/none/.test(lines) && /^(?:u|ins)$/.test(tag)) marks = underline.removeFromSet(marks);
  return raised(style.get('vertical-align') ?? '', marks);
}

function raised(align: string, marks: readonly Mark[]): readonly Mark[] {
  if (align === 'super') return superscript.create().addToSet(marks);
  if (align === 'sub') return subscript.create().addToSet(marks);
  return marks;
}
