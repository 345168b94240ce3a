/**
 * Writes the threads of a copy as W3C Web Annotations (JSON-LD); what the model has no word for has one of ours. The article that
 * they are about is in it too, as ActivityStreams has it.
 */
import type { Quote } from '../../../shared/anchor/anchor.ts';
import { compareQuotation, edgesOf, quotationOf } from '../../../shared/anchor/quotation.ts';
import type { PlacedAnnotation, Reply } from '../../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../../shared/annotation/kinds.ts';
import { canonicalLanguage } from '../../../shared/article/language.ts';
import { renderArticle } from '../../html/render-article.ts';
import { OWN_TERMS, WEB_ANNOTATION_CONTEXT } from './jsonld-context.ts';
import type { AnnotatedCopy } from '../format.ts';
import { asText } from './as-text.ts';
import { codePointCounter } from './code-points.ts';
import { choiceSentences, exactTime } from './facts.ts';
import { numberNotes } from './notes.ts';
import type { Note } from './notes.ts';

/** How many UTF-16 units of the neighbourhood a quote carries on each side. */
const NEIGHBOUR_UNITS = 32;

type JsonObject = Readonly<Record<string, unknown>>;

/** An AnnotationPage that is the whole of its collection. https://www.w3.org/TR/annotation-model/ */
export const jsonldExporter = asText(
  (copy) => `${JSON.stringify(annotationPage(copy), null, 2)}\n`,
);

function annotationPage(copy: AnnotatedCopy): JsonObject {
  const { placed, displaced } = numberNotes(copy);
  const toCodePoints = codePointCounter(copy.text);
  const items = [...placed, ...displaced].flatMap((note) => [
    annotationItem(note, copy, toCodePoints),
    ...note.annotation.replies.map((reply) => replyItem(reply, note.annotation, copy)),
  ]);
  const choices = choiceSentences(copy.choices);
  const collection = `${copy.url}/annotations`;
  const page = `${collection}?page=1`;
  return {
    '@context': [WEB_ANNOTATION_CONTEXT, OWN_TERMS],
    id: page,
    type: 'AnnotationPage',
    generated: exactTime(copy.article.modified) ?? undefined,
    partOf: {
      id: collection,
      type: 'AnnotationCollection',
      label: copy.article.title,
      total: items.length,
      first: page,
      last: page,
      layers: copy.layers.map(({ id, name }) => ({ id: layerAddress(copy, id), label: name })),
      article: articleItem(copy),
      ...(choices.length === 0 ? {} : { choices }),
    },
    startIndex: 0,
    items,
  };
}

/** The words that the quotes are of: the text of the HTML is the plain text. */
function articleItem(copy: AnnotatedCopy): JsonObject {
  const { title, language, direction } = copy.article;
  return {
    id: copy.source,
    type: 'Article',
    label: title,
    language: canonicalLanguage(language) ?? 'und',
    textDirection: direction === 'rtl' ? 'rtl' : 'ltr',
    ...(copy.choices.notes === 'only' ? {} : contentOf(copy)),
  };
}

function contentOf({ doc, url, article }: AnnotatedCopy): JsonObject {
  const content = renderArticle(doc, { base: url, isExact: true, direction: article.direction });
  return { mediaType: 'text/html', content };
}

function annotationItem(
  note: Note,
  copy: AnnotatedCopy,
  toCodePoints: (offset: number) => number,
): JsonObject {
  const { annotation } = note;
  return {
    id: annotationAddress(copy, annotation.id),
    type: 'Annotation',
    motivation: KIND_FACTS[annotation.kind].motivation,
    ...authorship(annotation, copy),
    body: bodies(annotation),
    target: { source: copy.source, selector: selectors(note, copy, toCodePoints) },
    ...ownTerms(note, copy, toCodePoints),
  };
}

function replyItem(reply: Reply, annotation: PlacedAnnotation, copy: AnnotatedCopy): JsonObject {
  const parent = annotationAddress(copy, annotation.id);
  return {
    id: `${parent}/replies/${encodeURIComponent(reply.id)}`,
    type: 'Annotation',
    motivation: 'replying',
    ...authorship(reply, copy),
    body: [markdownBody(reply.body)],
    target: parent,
  };
}

// A creator has a name and no id: under pseudonyms a member's id would give the person away.
function authorship(made: Pick<Reply, 'author' | 'created' | 'modified'>, copy: AnnotatedCopy) {
  return {
    creator: person(made.author, copy) ?? undefined,
    created: exactTime(made.created) ?? undefined,
    modified: exactTime(made.modified) ?? undefined,
  };
}

/** What was said, what was proposed, and the tags; undefined (left out) where there is none of it. */
function bodies(annotation: PlacedAnnotation): readonly JsonObject[] | undefined {
  const { body, replacement, tags } = annotation;
  const found: JsonObject[] = [];
  if (body !== '') found.push(markdownBody(body));
  if (replacement !== null) found.push(textualBody('editing', replacement, 'text/plain'));
  found.push(...tags.map((tag) => textualBody('tagging', tag, 'text/plain')));
  return found.length === 0 ? undefined : found;
}

function markdownBody(value: string): JsonObject {
  return textualBody('commenting', value, 'text/markdown');
}

function textualBody(purpose: string, value: string, format: string): JsonObject {
  return { type: 'TextualBody', purpose, value, format };
}

/** The words as they are now with their place in code points; the old words alone where they have no place. */
function selectors(
  { annotation, range }: Note,
  copy: AnnotatedCopy,
  toCodePoints: (offset: number) => number,
): readonly JsonObject[] {
  if (range === null) return [quoteSelector(annotation.anchor)];
  const { from, to } = range;
  const now = {
    exact: copy.text.slice(from, to),
    prefix: copy.text.slice(Math.max(0, from - NEIGHBOUR_UNITS), from),
    suffix: copy.text.slice(to, to + NEIGHBOUR_UNITS),
  };
  return [wordsSelector(now), positionSelector(range, toCodePoints)];
}

/** Many words go from where their beginning is up to what follows them. W3C's ranges end before their end selector. */
function wordsSelector(quote: Quote): JsonObject {
  const edges = edgesOf(quotationOf(quote.exact));
  if (edges === null || quote.suffix === '') return quoteSelector(quote);
  const [first, last] = edges;
  return {
    type: 'RangeSelector',
    startSelector: quoteSelector({ exact: first, prefix: quote.prefix, suffix: '' }),
    endSelector: quoteSelector({ exact: quote.suffix, prefix: last, suffix: '' }),
  };
}

// A neighbourhood may be cut through a surrogate pair; the half would not survive UTF-8.
function quoteSelector(quote: Quote): JsonObject {
  const whole = (text: string) => text.replace(/^\p{Surrogate}|\p{Surrogate}$/gu, '');
  return {
    type: 'TextQuoteSelector',
    exact: whole(quote.exact),
    prefix: whole(quote.prefix),
    suffix: whole(quote.suffix),
  };
}

function positionSelector(
  { from, to }: { from: number; to: number },
  toCodePoints: (offset: number) => number,
): JsonObject {
  return { type: 'TextPositionSelector', start: toCodePoints(from), end: toCodePoints(to) };
}

function ownTerms(
  { annotation, range, color }: Note,
  copy: AnnotatedCopy,
  toCodePoints: (offset: number) => number,
): JsonObject {
  const { anchoring, statusBy, statusAt, assignee, reactions, anchor } = annotation;
  const edited =
    range !== null && compareQuotation(anchor, copy.text.slice(range.from, range.to)) !== 'same';
  const candidates = anchoring.state === 'ambiguous' ? anchoring.candidates : undefined;
  return {
    kind: annotation.kind,
    layer: layerAddress(copy, annotation.layer),
    color,
    status: annotation.status,
    statusBy: person(statusBy, copy) ?? undefined,
    statusAt: statusAt === null ? undefined : (exactTime(statusAt) ?? undefined),
    assignee: person(assignee, copy) ?? undefined,
    reactions: reactions.length === 0 ? undefined : reactions.map((key) => reaction(key, copy)),
    anchoring: anchoring.state,
    quoted: edited ? anchor.exact : undefined,
    candidates: candidates?.map((range) => positionSelector(range, toCodePoints)),
  };
}

function reaction(key: string, copy: AnnotatedCopy): JsonObject {
  const [emoji = '', member = ''] = key.split(' ');
  return { emoji, creator: person(member, copy) ?? undefined };
}

/** Null where there is nobody, or where the copy has no names. */
function person(author: string | null, copy: AnnotatedCopy): JsonObject | null {
  const name = author === null ? '' : copy.nameOf(author);
  return name === '' ? null : { type: 'Person', name };
}

function annotationAddress(copy: AnnotatedCopy, id: string): string {
  return `${copy.url}/annotations/${encodeURIComponent(id)}`;
}

function layerAddress(copy: AnnotatedCopy, id: string): string {
  return `${copy.url}/layers/${encodeURIComponent(id)}`;
}
