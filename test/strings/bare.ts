/** English that a page would show without asking its language: in templates, in names of controls, and in strings that read as sentences. */
import { parseFragment } from 'parse5';
import type { DefaultTreeAdapterMap } from 'parse5';
import { isNode } from '../support/source-tree.ts';
import type { Place, Source, SyntaxNode } from '../support/source-tree.ts';

type MarkupNode = DefaultTreeAdapterMap['node'];

/** Attributes whose words are read, by the eye or by assistive technology. */
const READ = new Set([
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'label',
  'placeholder',
  'title',
]);

/** Elements whose content is for machines and their keepers, in whatever language. */
const NOT_READ = new Set(['code', 'kbd', 'style']);

/** The same in every language. */
const NAMES = /\bGalley\b/g;

/** A word of Latin letters, at least two of them. */
const WORD = /[A-Za-z]{2}/;

/** File, line and words of whatever stands bare in a source. */
export function bareIn(source: Source): string[] {
  return [
    ...source.places.flatMap((place) => bareInTemplate(source, place)),
    ...source.places.flatMap((place) => bareString(source, place)),
  ];
}

function bareInTemplate({ path }: Source, { node, line }: Place): string[] {
  if (node.type !== 'TaggedTemplateExpression' || !isMarkup(node)) return [];
  const { quasis } = node['quasi'] as { readonly quasis: readonly SyntaxNode[] }; // ESTree
  const markup = quasis.map(cooked).join(VALUE);
  return wordsIn(parseFragment(markup)).map((words) => `${path}:${line} ${words}`);
}

/** Stands where a template has a value; has no letter. */
const VALUE = '\uE000';

function isMarkup(node: SyntaxNode): boolean {
  const { tag } = node;
  return isNode(tag) && tag.type === 'Identifier' && ['html', 'svg'].includes(String(tag['name']));
}

function wordsIn(node: MarkupNode): string[] {
  if ('value' in node) return isBare(node.value) ? [tidy(node.value)] : [];
  if ('tagName' in node && NOT_READ.has(node.tagName)) return [];
  const attributes = 'attrs' in node ? node.attrs : [];
  const read = attributes.filter(({ name, value }) => READ.has(name) && isBare(value));
  // A template's content is a tree of its own.
  const inside = 'content' in node ? [node.content] : 'childNodes' in node ? node.childNodes : [];
  return [
    ...read.map(({ name, value }) => `${name}="${tidy(value)}"`),
    ...inside.flatMap((child) => wordsIn(child)),
  ];
}

function isBare(text: string): boolean {
  return WORD.test(text.replace(NAMES, '')) && !/^https?:\/\//.test(text);
}

function tidy(text: string): string {
  return text.replaceAll(VALUE, '…').replace(/\s+/g, ' ').trim();
}

/** A string of code that begins like a sentence: a capital and then small letters, or more words than one and a stop. */
const SENTENCE =
  /^(\p{Lu}[\p{Ll}’]+([ ,:…?!.]|$)|\p{Lu} [\p{Ll}’]+ |“)|[\p{Ll}\d”’)] [\p{Ll}“].*[.…?!]$/u;

/** What such a string may be given to without being shown: errors are for whoever keeps the code. */
const NOT_SHOWN = /^(Error|TypeError|RangeError|fail)$/;

/** Capital words that aren't read: what browsers call keys and elements, and names of events or schemas. */
const NOT_WORDS = new Set(
  `AltGraph Alt ArrowDown ArrowLeft ArrowRight ArrowUp Backspace Control Ctrl Delete End Enter Escape Files Home Meta Mod Shift Tab Text
   InvalidStateError AbortError Galley English`.split(/\s+/),
);

function bareString(source: Source, place: Place): string[] {
  const { node, parent, key, line } = place;
  const text = textOf(node);
  if (text === null || !SENTENCE.test(text) || !WORD.test(text) || NOT_WORDS.has(text)) return [];
  if (parent === null || isTyped(parent, key) || isAsked(source, place)) return [];
  return [`${source.path}:${line} ${tidy(text)}`];
}

/** A literal, or a template without markup, with `VALUE` where it has values. */
function textOf(node: SyntaxNode): string | null {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type !== 'TemplateLiteral') return null;
  return (node['quasis'] as readonly SyntaxNode[]).map(cooked).join(VALUE); // ESTree
}

/** Names of types, modules and fields are nobody's words. */
function isTyped({ type }: SyntaxNode, key: string): boolean {
  const isName = (type === 'Property' || type === 'PropertyDefinition') && key === 'key';
  return /^(TS|Import|Export)/.test(type) || isName || type === 'TaggedTemplateExpression';
}

/** Whether the string is in the hands of the mechanism, or of something that shows it to nobody. */
function isAsked({ places }: Source, { node }: Place): boolean {
  const { start, end } = node;
  return places.some(({ node: one }) => {
    if (one.start > start || one.end < end) return false;
    const callee = one['callee'];
    if (one.type !== 'NewExpression' && one.type !== 'CallExpression') return false;
    const name = calledName(callee);
    return NOT_SHOWN.test(name) || ['t', 'tIn', 'n'].includes(name);
  });
}

function calledName(callee: unknown): string {
  if (!isNode(callee)) return '';
  const { name, property } = callee;
  return typeof name === 'string' ? name : calledName(property);
}

function cooked(quasi: SyntaxNode): string {
  return (quasi['value'] as { readonly cooked: string }).cooked; // ESTree
}
