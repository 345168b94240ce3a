/** What a file exports, and what its doc comments say of it. */
import { isNode } from '../support/source-tree.ts';
import type { Place, Source, SyntaxNode } from '../support/source-tree.ts';

/** A name that a file declares for others. What it only passes on from elsewhere is not one. */
export interface Export {
  readonly name: string;
  /** A class is a value. */
  readonly kind: 'value' | 'type';
  /** Its doc comment with the marks; null where there is none. */
  readonly doc: string | null;
  /** File and line of the declaration. */
  readonly at: string;
}

/**
 * Every function, class, interface, type, enum and constant that is exported, each name once for each of its meanings: a
 * schema and the type inferred from it are two, the overloads of a function one. A `/** … *\/` right before the declaration
 * documents it. The sentence that opens a file does so only where the declaration follows without an empty line.
 */
export function exportsOf(source: Source): Export[] {
  const found = new Map<string, Export>();
  for (const { node, parent, line } of source.places) {
    if (parent?.type !== 'Program' || !isExport(node)) continue;
    const doc = docBefore(source, startOf(node));
    for (const { name, kind } of declaredBy(node)) {
      const key = `${kind} ${name}`;
      const known = found.get(key);
      found.set(key, known?.doc ? known : { name, kind, doc, at: `${source.path}:${line}` });
    }
  }
  return [...found.values()];
}

/** The public methods and accessors of exported classes; what overrides another one's is documented there. */
export function membersOf(source: Source): Export[] {
  return source.places.flatMap((place): Export[] =>
    isPublicMember(place)
      ? [
          {
            name: nameOf(place.node['key']),
            kind: 'value',
            doc: docBefore(source, startOf(place.node)),
            at: `${source.path}:${place.line}`,
          },
        ]
      : [],
  );
}

/** Whether a doc comment has no word that isn't in the name already: it says nothing, and is worse than none. */
export function repeatsName({ name, doc }: Pick<Export, 'name' | 'doc'>): boolean {
  const named = new Set(wordsOf(name.replace(/([a-z\d])([A-Z])/g, '$1 $2')).map(stem));
  const said = wordsOf(doc ?? '').filter((word) => !EMPTY_WORDS.has(word));
  return doc !== null && said.every((word) => named.has(stem(word)));
}

/** They carry a sentence, but add nothing to a name. */
const EMPTY_WORDS = new Set(
  `a an all and any are as at be by constant each element every for from function get gets give gives in interface into is it
   its list make makes of on or property return returns set sets some that the their this to type value values with`.split(
    /\s+/,
  ),
);

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(ings?|ed|es|s|e)$/, '') : word.replace(/s$/, '');
}

function isExport(node: SyntaxNode): boolean {
  return node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration';
}

/** Decorators may stand before the `export`. */
function startOf(node: SyntaxNode): number {
  const { declaration } = node;
  const holder = isNode(declaration) ? declaration : node;
  const decorators = Array.isArray(holder['decorators']) ? holder['decorators'].filter(isNode) : [];
  return Math.min(node.start, ...decorators.map(({ start }) => start));
}

function docBefore({ text, comments }: Source, start: number): string | null {
  const before = comments.filter(({ end }) => end <= start);
  let to = start;
  for (const comment of before.toReversed()) {
    const between = text.slice(comment.end, to);
    if (between.trim() !== '') return null;
    const isDoc = comment.text.startsWith('/**');
    if (isDoc) return comment.start === 0 && /\n\s*\n/.test(between) ? null : comment.text;
    to = comment.start; // a note to the linter stands between
  }
  return null;
}

function declaredBy(node: SyntaxNode): Pick<Export, 'name' | 'kind'>[] {
  if (node.type === 'ExportDefaultDeclaration') return [{ name: 'default', kind: 'value' }];
  const { declaration } = node;
  if (!isNode(declaration)) return [];
  if (declaration.type === 'VariableDeclaration') {
    const declarators = declaration['declarations'] as readonly SyntaxNode[];
    return declarators.map(({ id }) => ({ name: nameOf(id), kind: 'value' }));
  }
  const isType = /^TS(Interface|TypeAlias)Declaration$/.test(declaration.type);
  return [{ name: nameOf(declaration['id']), kind: isType ? 'type' : 'value' }];
}

function nameOf(id: unknown): string {
  return isNode(id) && typeof id['name'] === 'string' ? id['name'] : '';
}

function isPublicMember({ node, parent }: Place): boolean {
  const isNamed = isNode(node['key']) && node['key'].type === 'Identifier';
  const isOpen = node['accessibility'] === null || node['accessibility'] === undefined;
  return (
    node.type === 'MethodDefinition' &&
    parent?.type === 'ClassBody' &&
    node['kind'] !== 'constructor' &&
    node['override'] !== true &&
    isNamed &&
    isOpen
  );
}
