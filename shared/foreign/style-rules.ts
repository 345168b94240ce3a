/** Gives each element what the page's own `<style>` says of it, and asks what a style means for words. */
import { rulesIn } from './declarations.ts';
import type { Declarations, StyleRules } from './declarations.ts';
import { attributeOf, mapChildren } from './tree.ts';
import { elementsIn, textIn } from '../tree.ts';
import type { ForeignElement } from './tree.ts';

/** The tree with the rules of its `<style>` elements applied; an element's own `style` wins. */
export function withStyleRules(root: ForeignElement): ForeignElement {
  const sheets = [...elementsIn(root)].filter(({ tag }) => tag === 'style').map(textIn);
  const rules = rulesIn(sheets.join('\n'));
  return rules.size === 0 ? root : styled(root, rules);
}

/** Whether it isn't drawn at all. */
export function isHidden({ attributes, style }: ForeignElement): boolean {
  return (
    (attributes.has('hidden') && attributes.get('hidden') !== 'until-found') ||
    style.get('display') === 'none' ||
    /^(?:hidden|collapse)$/.test(style.get('visibility') ?? '') ||
    style.get('mso-hide') === 'all'
  );
}

/** Whether a line break in the source is one on the page; null where the style says nothing of it. */
export function keepsLines(style: Declarations): boolean | null {
  const value = style.get('white-space');
  return value === undefined ? null : /^(?:pre|break-spaces)/.test(value);
}

function styled(element: ForeignElement, rules: StyleRules): ForeignElement {
  // Whole pages are hidden until their scripts have run.
  const isPage = /^(?:html|body)$/.test(element.tag);
  const names = [
    ...(isPage ? [] : [element.tag]),
    ...attributeOf(element, 'class')
      .split(/\s+/)
      .flatMap((name) => [`.${name}`, `${element.tag}.${name}`]),
    `#${attributeOf(element, 'id')}`,
  ];
  const found = names.flatMap((name) => [...(rules.get(name) ?? [])]);
  const inside = mapChildren(element, (child) => [styled(child, rules)]);
  return found.length === 0 ? inside : { ...inside, style: new Map([...found, ...element.style]) };
}
