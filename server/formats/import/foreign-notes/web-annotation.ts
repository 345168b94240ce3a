/** Reads W3C Web Annotations (https://www.w3.org/TR/annotation-model/) as JSON-LD writes them in short: one, a list, a page, or a collection with its pages. */
import { KIND_FACTS } from '../../../../shared/annotation/kinds.ts';
import type { Kind } from '../../../../shared/annotation/annotation.ts';
import { blocksIn } from '../../../../shared/foreign/blocks.ts';
import { mendTree } from '../../../../shared/foreign/read-foreign.ts';
import { noneLeftOut } from '../../../../shared/foreign/tally.ts';
import { escapeMarkdown } from '../../export/markdown-escape.ts';
import { bodyOf } from '../html-root.ts';
import { parseTree } from '../html-tree.ts';
import { remarkMarkdown } from '../remark-markdown.ts';
import { fieldsOf, listOf, stringIn, stringsIn, timeIn } from './json-values.ts';
import type { Fields } from './json-values.ts';
import { quoteIn } from './selectors.ts';
import type { FlatNote } from './threads.ts';

/** Of lists in lists. */
const MAX_DEPTH = 8;
/** Where a list of annotations may have them. */
const PARTS = ['items', 'first', '@graph', 'annotations', 'resources', 'partOf'] as const;

/** Null where there is none. */
export function webAnnotations(value: unknown): FlatNote[] | null {
  const found = annotationsIn(value, 0);
  if (found.length === 0) return null;
  const ids = new Set(found.map(idOf));
  return found.map((one) => noteOf(one, ids));
}

function annotationsIn(value: unknown, depth: number): Fields[] {
  if (depth > MAX_DEPTH) return [];
  return listOf(value).flatMap((one) => {
    const fields = fieldsOf(one);
    if (fields === null) return [];
    if (hasType(fields, /^(?:oa:)?Annotation$|\/oa#Annotation$/)) return [fields];
    return PARTS.flatMap((part) => annotationsIn(fields[part], depth + 1));
  });
}

function hasType(fields: Fields, pattern: RegExp): boolean {
  return [...stringsIn(fields, 'type'), ...stringsIn(fields, '@type')].some((type) =>
    pattern.test(type),
  );
}

function idOf(fields: Fields): string {
  return stringIn(fields, 'id') || stringIn(fields, '@id');
}

function noteOf(annotation: Fields, ids: ReadonlySet<string>): FlatNote {
  const motivations = stringsIn(annotation, 'motivation').map((one) => one.replace(/^oa:/, ''));
  const targets = listOf(annotation['target']);
  const isReply = motivations.includes('replying');
  const answers = targets.map(sourceOf).filter((id) => id !== '' && (isReply || ids.has(id)));
  const bodies = [...listOf(annotation['body']), ...listOf(annotation['bodyValue'])];
  const quotes = targets.map((one) => quoteIn(fieldsOf(one)?.['selector']));
  const body = bodies.map(wordsOf).filter((words) => words !== '').join('\n\n'); // prettier-ignore
  const replacement = bodies.map(proposalOf).find((words) => words !== null) ?? null;
  const known = {
    author: creatorOf(annotation['creator'] ?? annotation['dcterms:creator']),
    at: timeIn(annotation, 'created') ?? timeIn(annotation, 'modified'),
    body,
    replacement,
    tags: bodies.map(tagOf).filter((tag) => tag !== ''),
    quote: quotes.find((one) => one !== null) ?? null,
  };
  return {
    ...known,
    // Some programs give none: the same annotation is the same text.
    id: idOf(annotation) || `annotation:${JSON.stringify(annotation)}`,
    kind: replacement === null ? kindOf(motivations, body) : 'suggestion',
    answers,
  };
}

/** What a target is of: in short its address alone. */
function sourceOf(target: unknown): string {
  if (typeof target === 'string') return target;
  const fields = fieldsOf(target);
  return stringIn(fields, 'source') || (fields === null ? '' : idOf(fields));
}

function kindOf(motivations: readonly string[], body: string): Kind {
  if (motivations.includes(KIND_FACTS.question.motivation)) return 'question';
  return body === '' && motivations.includes(KIND_FACTS.highlight.motivation)
    ? 'highlight'
    : 'comment';
}

function purposesOf(body: Fields | null): string[] {
  return stringsIn(body, 'purpose').map((one) => one.replace(/^oa:/, ''));
}

/** The words of a body as Markdown; empty where it is none that says anything. */
function wordsOf(body: unknown): string {
  if (typeof body === 'string') return /^https?:\S+$/.test(body) ? `<${body}>` : plain(body);
  const fields = fieldsOf(body);
  if (purposesOf(fields).some((purpose) => /^(?:tagging|editing|classifying)$/.test(purpose))) return ''; // prettier-ignore
  const value = (stringIn(fields, 'value') || stringIn(fields, 'chars')).trim();
  const format = stringIn(fields, 'format');
  if (/^text\/html\b/i.test(format)) return ofHtml(value);
  if (/^text\/plain\b/i.test(format)) return plain(value);
  return value;
}

function plain(words: string): string {
  return words
    .split(/\r\n?|\n/)
    .map((line) => escapeMarkdown(line, { atLineStart: true }))
    .join('\n')
    .trim();
}

function ofHtml(html: string): string {
  const page = parseTree(html);
  return page === null ? plain(html) : remarkMarkdown(blocksIn(bodyOf(mendTree(page, noneLeftOut())))); // prettier-ignore
}

function proposalOf(body: unknown): string | null {
  const fields = fieldsOf(body);
  return purposesOf(fields).includes('editing') ? stringIn(fields, 'value') : null;
}

function tagOf(body: unknown): string {
  const fields = fieldsOf(body);
  const isTag = purposesOf(fields).some((purpose) => /^(?:tagging|classifying)$/.test(purpose));
  return isTag ? stringIn(fields, 'value') || stringIn(fields, 'label') : '';
}

/** A name, else what stands for one. */
function creatorOf(creator: unknown): string {
  return listOf(creator)
    .map((one) => {
      if (typeof one === 'string') return one;
      const fields = fieldsOf(one);
      const names = ['name', 'nickname', 'nick', 'label', 'id', '@id'];
      return names.map((name) => stringIn(fields, name).trim()).find((name) => name !== '') ?? '';
    })
    .filter((name) => name !== '')
    .join(', ');
}
