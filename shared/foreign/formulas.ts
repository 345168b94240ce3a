/** Formulas of foreign HTML, which pages carry two or three times over (MathML, drawn glyphs, a picture): each once, as text. */
import {
  attributeOf,
  findIn,
  foreignElement,
  hasWord,
  isElement,
  mapChildren,
  mapTree,
  withChildren,
} from './tree.ts';
import { elementsIn, textIn } from '../tree.ts';
import type { ForeignElement, ForeignNode } from './tree.ts';

/** Around all forms of one formula: KaTeX, MathJax and Wikipedia. */
const WRAPPER = /^(?:katex|MathJax(?:_\w+)?|mathjax|mwe-math-element|MathJax_CHTML)$/;
const PICTURE = /(?:^|[-_])(?:math|latex|tex|equation)(?:$|[-_])/i;
/** Between the parts of these stands a sign that MathML leaves to whoever draws it. */
const BETWEEN: Readonly<Record<string, string>> = { mfrac: '/', msqrt: '', mroot: '' };

/** The tree with each formula as a span of text, its scripts raised or lowered. */
export function withFormulas(root: ForeignElement): ForeignElement {
  return mapTree(root, (element) => {
    if (element.tag === 'math') return [spanOf(element)];
    if (element.tag === 'img') return pictureOf(element);
    if (element.tag === 'script' && /^math\/tex/i.test(attributeOf(element, 'type')))
      return [
        withChildren(foreignElement('span', { class: 'formula-source' }, []), element.children),
      ];
    const isWrapper = hasWord(element, 'class', WRAPPER) || /^mjx-container$/.test(element.tag);
    return isWrapper ? oneOf(element) : [element];
  });
}

/** Class of the span that a formula has become. */
export const FORMULA = 'formula-of-page';

/** Of a wrapper's forms the MathML, else what is drawn. */
function oneOf(wrapper: ForeignElement): ForeignNode[] {
  const formula = findIn(wrapper, ({ attributes }) => attributes.get('class') === FORMULA);
  return [formula ?? wrapper];
}

function spanOf(math: ForeignElement): ForeignElement {
  return foreignElement('span', { class: FORMULA }, linear(math));
}

/** A picture of a formula says it in its `alt`; where the formula itself is beside, the picture is left out by its wrapper. */
function pictureOf(image: ForeignElement): ForeignNode[] {
  const alt = attributeOf(image, 'alt');
  if (hasWord(image, 'class', /^mwe-math-fallback/)) {
    // Beside MathML without a wrapper; the wrapper of Wikipedia has taken the MathML alone.
    return [foreignElement('span', { class: 'formula-picture' }, [alt])];
  }
  return alt !== '' && hasWord(image, 'class', PICTURE) ? [alt] : [image];
}

/** Takes the words of pictures away that stand beside the same formula as text. */
export function withoutFormulaDoubles(element: ForeignElement): ForeignElement {
  const { children } = element;
  const isDouble = (child: ForeignElement): boolean =>
    (isA(child, 'formula-picture') && children.some((each) => isA(each, FORMULA))) ||
    (isA(child, 'formula-source') && hasDrawn(element));
  return mapChildren(element, (child) => (isDouble(child) ? [] : [withoutFormulaDoubles(child)]));
}

function hasDrawn(element: ForeignElement): boolean {
  return [...elementsIn(element)].some(
    (each) => isA(each, FORMULA) || hasWord(each, 'class', WRAPPER),
  );
}

function isA(node: ForeignNode, name: string): boolean {
  return isElement(node) && node.attributes.get('class') === name;
}

/** MathML in one line. */
function linear(element: ForeignElement): ForeignNode[] {
  const children = element.children.filter((child) => isElement(child) || child.trim() !== '');
  const [first, second, third] = children;
  switch (element.tag) {
    case 'annotation':
    case 'annotation-xml':
      return [];
    case 'msup':
    case 'mover':
      return [...part(first), foreignElement('sup', {}, part(second))];
    case 'msub':
    case 'munder':
      return [...part(first), foreignElement('sub', {}, part(second))];
    case 'msubsup':
    case 'munderover':
      return [
        ...part(first),
        foreignElement('sub', {}, part(second)),
        foreignElement('sup', {}, part(third)),
      ];
    case 'mfrac':
      return [...grouped(first), BETWEEN['mfrac'] ?? '', ...grouped(second)];
    case 'msqrt':
      return ['√', ...bracketed(children.flatMap(part))];
    case 'mroot':
      return [foreignElement('sup', {}, part(second)), '√', ...grouped(first)];
    case 'mtr':
    case 'mlabeledtr':
      return [...children.flatMap(part), ' '];
    case 'mtd':
    case 'mspace':
      return [...children.flatMap(part), ' '];
    case 'mtext':
      return [textIn(element).replace(/\u00A0/g, ' ')];
    case 'mo':
      return [
        textIn(element)
          .replace(/[\u2061-\u2064]/g, '')
          .trim(),
      ];
    default:
      return children.flatMap(part);
  }
}

function part(node: ForeignNode | undefined): ForeignNode[] {
  if (node === undefined) return [];
  return isElement(node) ? linear(node) : [node.trim()];
}

function grouped(node: ForeignNode | undefined): ForeignNode[] {
  return bracketed(part(node));
}

function bracketed(nodes: ForeignNode[]): ForeignNode[] {
  const length = Array.from(nodes.map(textIn).join('')).length;
  return length > 1 ? ['(', ...nodes, ')'] : nodes;
}
