/** Makes annotated copies for the tests of export formats. */
import { Schema } from 'prosemirror-model';
import type { AttributeSpec, Node } from 'prosemirror-model';
import type { TextExporter } from '../../server/formats/export/as-text.ts';
import type { AnnotatedCopy } from '../../server/formats/format.ts';
import type { PlacedAnnotation, Reply } from '../../shared/annotation/annotation.ts';
import type { Anchoring } from '../../shared/anchor/anchor.ts';
import type { Layer } from '../../shared/article/article.ts';
import type { CopyChoices } from '../../shared/annotation/copy-choices.ts';
import { directionOf } from '../../shared/article/language.ts';
import { plainText } from '../../shared/article/plain-text.ts';
import { articleSchema } from '../../shared/article/schema.ts';

/** What a test says of an annotation; all else is filled in. */
export type Thread = Partial<Omit<PlacedAnnotation, 'anchor' | 'anchoring'>> & {
  /** The annotated words, which occur once in the text unless `range` says where; the old ones if they are gone. */
  readonly words: string;
  readonly range?: readonly [from: number, to: number];
  readonly state?: Anchoring['state'];
  /** The quoted words, where they were edited since. */
  readonly quoted?: string;
};

const NAMES: Readonly<Record<string, string>> = {
  ann: 'Ann Kowalska',
  bob: 'Bob <b>Öz</b> & "Co"',
  yulia: 'Юля Мороз',
  reader: 'Reader',
};

/** The whole file as text. */
export function written(exporter: TextExporter, copy: AnnotatedCopy): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(exporter.write(copy));
}

/** The article schema with its checks of attributes taken out: a node of it may hold what raw Yjs content can. */
const looseSchema = new Schema({
  nodes: Object.fromEntries(
    Object.entries(articleSchema.nodes).map(([name, { spec }]) => [name, loosened(spec)]),
  ),
  marks: Object.fromEntries(
    Object.entries(articleSchema.marks).map(([name, { spec }]) => [name, loosened(spec)]),
  ),
});

function loosened<S extends { attrs?: Record<string, AttributeSpec> }>(spec: S): S {
  const attrs = Object.entries(spec.attrs ?? {}).map(([name, { validate: _, ...attribute }]) => [
    name,
    attribute,
  ]);
  return { ...spec, attrs: Object.fromEntries(attrs) as Record<string, AttributeSpec> };
}

/** A node of the article schema with unchecked content and attributes. */
export function node(name: string, content: readonly (Node | string)[] = [], attrs = {}): Node {
  const children = content.flatMap((item) =>
    typeof item !== 'string' ? [item] : item === '' ? [] : [looseSchema.text(item)],
  );
  return looseSchema.nodes[name]!.create(attrs, children);
}

/** Text with marks: names, or a link with its raw attributes. */
export function marked(
  text: string,
  ...marks: readonly (string | Record<string, unknown>)[]
): Node {
  return looseSchema.text(
    text,
    marks.map((mark) =>
      typeof mark === 'string' ? looseSchema.mark(mark) : looseSchema.mark('link', mark),
    ),
  );
}

/** A paragraph of texts and nodes. */
export const p = (...content: (Node | string)[]) => node('paragraph', content);

/** Everything, at its words, under real names. */
export const ALL: CopyChoices = {
  kinds: null,
  statuses: null,
  names: 'real',
  notes: 'place',
  suggestions: 'open',
  from: null,
  to: null,
  frontMatter: false,
};

/** A copy of these blocks with these threads; the text is of a fixed day. */
export function copyOf(
  blocks: readonly Node[],
  threads: readonly Thread[] = [],
  language = 'en',
): AnnotatedCopy {
  const doc = node('doc', blocks);
  const text = plainText(doc);
  const annotations = threads.map((thread, index) => placed(thread, index, text));
  const place = (annotation: PlacedAnnotation) => annotation.anchoring.from ?? Infinity;
  return {
    article: {
      id: 'a1',
      title: blocks[0]!.textContent,
      slug: 'drafts',
      status: 'published',
      language,
      direction: directionOf(language),
      created: '2026-02-01T08:00:00.000Z',
      modified: '2026-03-01T08:00:00.000Z',
      author: 'ann',
    },
    url: 'https://desk.example/articles/a1',
    source: 'https://desk.example/read/drafts',
    doc,
    text,
    pictureAt: () => null,
    runsIn: ({ from, to }) => [[1, from, to - from]],
    layers: [layer('comments', 'Comments', 'yellow'), layer('reports', 'Reports', 'pink')],
    annotations: annotations.toSorted((one, other) => place(one) - place(other)),
    nameOf: (author) => NAMES[author] ?? 'Somebody',
    choices: ALL,
  };
}

/** A reply of a fixed moment, unchanged since; `author` is an id that the copies know a name for, or not. */
export function reply(id: string, author: string, body: string): Reply {
  const created = '2026-03-01T12:30:00.000Z';
  return { id, author, created, modified: created, body };
}

function layer(id: string, name: string, color: string): Layer {
  return {
    id,
    article: 'a1',
    name,
    color,
    audience: 'members',
    locked: false,
    owner: null,
    purpose: id === 'reports' ? 'reports' : 'comments',
    created: '2026-02-01T08:00:00.000Z',
  };
}

function placed(thread: Thread, index: number, text: string): PlacedAnnotation {
  const { words, range, state = 'exact', quoted = words, ...given } = thread;
  const from = range?.[0] ?? text.indexOf(words);
  const to = range?.[1] ?? from + words.length;
  const lost = state === 'orphaned' || state === 'ambiguous';
  if (!lost && range === undefined && (from < 0 || text.includes(words, from + 1))) {
    throw new Error(`“${words}” is not once in the text.`);
  }
  const created = `2026-03-01T09:${String(10 + index)}:00.000Z`;
  return {
    id: `t${index + 1}`,
    kind: 'comment',
    author: 'ann',
    created,
    modified: created,
    anchor: {
      start: 'AA==',
      end: 'AA==',
      exact: quoted,
      prefix: lost ? 'before ' : text.slice(Math.max(0, from - 32), from),
      suffix: lost ? ' after' : text.slice(to, to + 32),
      from: Math.max(0, from),
      to: Math.max(0, to),
    },
    body: '',
    replacement: null,
    color: null,
    tags: [],
    status: 'open',
    via: null,
    pinned: false,
    edited: null,
    revision: 0,
    anchors: [],
    statusBy: null,
    statusAt: null,
    assignee: null,
    replies: [],
    reactions: [],
    article: 'a1',
    layer: 'comments',
    anchoring: anchoringOf(state, from, to, text, quoted),
    ...given,
  };
}

function anchoringOf(
  state: Anchoring['state'],
  from: number,
  to: number,
  text: string,
  quoted: string,
): Anchoring {
  if (state === 'orphaned') return { state, from: null, to: null, exact: quoted };
  if (state !== 'ambiguous') return { state, from, to, exact: text.slice(from, to) };
  const candidates = [...text.matchAll(new RegExp(quoted, 'g'))];
  return {
    state,
    from: null,
    to: null,
    exact: quoted,
    candidates: candidates.map(({ index }) => ({ from: index, to: index + quoted.length })),
  };
}
