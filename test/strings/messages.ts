/** The texts that a translator gets: those that the client's sources ask for, those that tables of `shared` name, and the server's sentences. */
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import type { KindFacts } from '../../shared/annotation/kinds.ts';
import { COPY_FORMATS } from '../../shared/article/formats.ts';
import { LAYER_NAMES } from '../../shared/article/layer-names.ts';
import { PROBLEMS } from '../../shared/wire/problems.ts';
import { CAPS } from '../../server/limits/caps.ts';
import { keyOf, SERVER_CONTEXT } from '../../client/ui/language/catalogue.ts';
import { isNode } from '../support/source-tree.ts';
import type { Place, Source, SyntaxNode } from '../support/source-tree.ts';

/** One text, with where it is said. */
export interface Message {
  readonly text: string;
  /** The form for several, where it counts. */
  readonly plural: string | null;
  readonly context: string | null;
  /** Files, each once. */
  readonly at: readonly string[];
}

/** How the functions of `client/ui/language/translate.ts` are called: which of their arguments is what. */
const CALLS: Readonly<
  Record<string, { readonly text: number; readonly plural?: number; readonly context?: number }>
> = {
  t: { text: 0 },
  tIn: { context: 0, text: 1 },
  n: { text: 0, plural: 1 },
};

/** What was found in sources: texts, and calls that hide theirs from translators. */
export interface Found {
  readonly messages: readonly Message[];
  /** File and line of each call whose text is no literal. */
  readonly hidden: readonly string[];
}

/** All texts, each once. */
export function messagesIn(client: readonly Source[], server: readonly Source[]): Found {
  const found = client.flatMap((source) => source.places.flatMap((place) => callAt(source, place)));
  const messages = found.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  return {
    messages: merged([
      ...messages,
      ...tables(),
      ...server.flatMap(saidIn),
      ...client.filter(isOfApi).flatMap(titlesIn),
    ]),
    hidden: found.flatMap((one) => (typeof one === 'string' ? [one] : [])),
  };
}

/** Whether a node is a call that translates. */
export function isTranslation(node: SyntaxNode): boolean {
  return node.type === 'CallExpression' && nameOf(node['callee']) in CALLS;
}

function callAt({ path }: Source, { node, line }: Place): (Message | string)[] {
  if (!isTranslation(node)) return [];
  const shape = CALLS[nameOf(node['callee'])];
  const given = node['arguments'] as readonly SyntaxNode[]; // ESTree
  if (shape === undefined) return [];
  const textAt = (at: number | undefined): string | null =>
    at === undefined ? null : literal(given[at]);
  const text = textAt(shape.text);
  const plural = textAt(shape.plural);
  const context = textAt(shape.context);
  const isWhole =
    text !== null &&
    (shape.plural === undefined || plural !== null) &&
    (shape.context === undefined || context !== null);
  return [isWhole ? { text, plural, context, at: [path] } : `${path}:${line}`];
}

/** What `told` is asked for. */
function tables(): Message[] {
  const kinds: readonly KindFacts[] = Object.values(KIND_FACTS);
  const inKinds = kinds.flatMap(({ name, queue, writing }) => {
    const form = writing?.form ?? null;
    const plain = [queue, form?.name, form?.submit, form?.body.name, form?.body.hint];
    return [
      said(name, 'kind', 'shared/annotation/kinds.ts'),
      ...(writing === null ? [] : [said(writing.verb, 'verb', 'shared/annotation/kinds.ts')]),
      ...plain.flatMap((text) => (text ? [said(text, null, 'shared/annotation/kinds.ts')] : [])),
    ];
  });
  const inFormats = COPY_FORMATS.flatMap(({ label, about }) =>
    [label, about].map((text) => said(text, null, 'shared/article/formats.ts')),
  );
  const problems = Object.values(PROBLEMS).map(({ title }) =>
    said(title, SERVER_CONTEXT, 'shared/wire/problems.ts'),
  );
  const caps = Object.values(CAPS).map(({ sentence }) =>
    said(sentence, SERVER_CONTEXT, 'server/limits/caps.ts'),
  );
  const layers = Object.values(LAYER_NAMES).map((name) =>
    said(name, 'layer', 'shared/article/layer-names.ts'),
  );
  const counts = IMPORT_COUNTS.map(([text, plural]) => ({
    ...said(text, SERVER_CONTEXT, 'server/formats/import'),
    plural,
  }));
  const encoding = said(
    'The file doesn’t say which encoding it has: it was read as {1}.',
    SERVER_CONTEXT,
    'server/formats/import/from-text.ts',
  );
  return [...inKinds, ...inFormats, ...problems, ...caps, ...layers, ...counts, encoding];
}

/** What an import says of what it left out: put together there, so that it stands here whole. */
const IMPORT_COUNTS = [
  ['{count} comment was left out.', '{count} comments were left out.'],
  ['{count} deleted passage was left out.', '{count} deleted passages were left out.'],
  ['{count} picture was not taken along.', '{count} pictures were not taken along.'],
  ['{count} hidden passage was left out.', '{count} hidden passages were left out.'],
  [
    '{count} inserted passage stands in the text, since nothing else did there.',
    '{count} inserted passages stand in the text, since nothing else did there.',
  ],
  [
    '{count} tracked change of layout or objects was left out.',
    '{count} tracked changes of layout or objects were left out.',
  ],
  [
    '{count} tracked change found no words to stand on.',
    '{count} tracked changes found no words to stand on.',
  ],
  ['{count} comment found no words to stand on.', '{count} comments found no words to stand on.'],
] as const;

function said(text: string, context: string | null, at: string): Message {
  return { text, plural: null, context, at: [at] };
}

/** The details of problems, as far as they are written where the problem is made, or in a constant of that file. */
function saidIn({ path, places }: Source): Message[] {
  const constants = constantsIn(places);
  return places.flatMap(({ node }) => {
    if (node.type !== 'CallExpression' || !/^(problem|failed|refuse)$/.test(nameOf(node['callee'])))
      return [];
    const given = (node['arguments'] as readonly SyntaxNode[])[1]; // ESTree
    return branches(given).flatMap((one) => {
      const text = pattern(constants.get(nameOf(one)) ?? one);
      return text === null || !/\p{L}{2}/u.test(text.replace(/\{\w+\}/g, ''))
        ? []
        : [said(text, SERVER_CONTEXT, path)];
    });
  });
}

function constantsIn(places: readonly Place[]): Map<string, SyntaxNode> {
  return new Map(
    places.flatMap(({ node }): [string, SyntaxNode][] => {
      const { id, init } = node;
      return node.type === 'VariableDeclarator' && isNode(init) ? [[nameOf(id), init]] : [];
    }),
  );
}

/** Whether a source belongs to `client/api`, which is below the words: what it says is translated as what the server says. */
export function isOfApi({ path }: Source): boolean {
  return path.startsWith('client/api/');
}

function titlesIn({ path, places }: Source): Message[] {
  return places.flatMap(({ node, key, parent }) => {
    const isTitle = key === 'value' && isNode(parent?.['key']) && parent['key']['name'] === 'title';
    const text = isTitle ? pattern(node) : null;
    return text === null ? [] : [said(text, SERVER_CONTEXT, path)];
  });
}

function branches(node: SyntaxNode | undefined): SyntaxNode[] {
  if (node === undefined) return [];
  if (node.type !== 'ConditionalExpression') return [node];
  return [node['consequent'], node['alternate']].flatMap((one) =>
    isNode(one) ? branches(one) : [],
  );
}

/** A literal as it is; of a template its text, with slots where something is put in. */
function pattern(node: SyntaxNode): string | null {
  if (node.type !== 'TemplateLiteral') return literal(node);
  const quasis = node['quasis'] as readonly SyntaxNode[]; // ESTree
  return quasis
    .map((quasi) => (quasi['value'] as { readonly cooked: string }).cooked)
    .reduce((text, part, at) => `${text}{${at}}${part}`);
}

function literal(node: SyntaxNode | undefined): string | null {
  return node?.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : null;
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node['name']) : '';
}

/** One of each; those that count win, since gettext takes one entry for a text. */
function merged(messages: readonly Message[]): Message[] {
  const byKey = new Map<string, Message>();
  for (const message of messages) {
    const key = keyOf(message.context, message.text);
    const known = byKey.get(key);
    byKey.set(key, {
      ...message,
      plural: message.plural ?? known?.plural ?? null,
      at: [...new Set([...(known?.at ?? []), ...message.at])].toSorted(),
    });
  }
  return [...byKey.values()];
}
