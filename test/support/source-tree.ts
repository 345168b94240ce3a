/** Reads the project's own sources for tests and figures of the house: parsed, with every import resolved to a path. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'rolldown/utils';

/** The top folder of this checkout, with `/` at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Made or brought by others. */
const NOT_OURS = new Set(['.git', '.cache', 'dist', 'node_modules', 'coverage', 'store']);

/** An import as written, and the path from the root that it means; `path` is null for packages. */
export interface Import {
  readonly written: string;
  readonly path: string | null;
  /** `type` leaves nothing in the built code, `later` is a dynamic import. */
  readonly kind: 'value' | 'type' | 'later';
  readonly line: number;
}

/** A node of the syntax tree, with where it stands in its parent. */
export interface Place {
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode | null;
  readonly key: string;
  readonly line: number;
}

/** ESTree, read as loosely as tests need it. */
export interface SyntaxNode {
  readonly type: string;
  /** Offsets in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A comment as it stands in the text, with its marks (`//`, or `/*` to its end). */
export interface Comment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A TypeScript file of the project, parsed. */
export interface Source {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** How many, without empty ones at the end. */
  readonly lines: number;
  readonly imports: readonly Import[];
  /** In the order of the text. */
  readonly comments: readonly Comment[];
  /** Every node, parents first. */
  readonly places: readonly Place[];
}

/** All files under a folder that are the project's own, as paths from `root`, which is another checkout where a test says so. */
export function filesUnder(folder: string, root: string = ROOT): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path, root) : [path];
  });
}

/** The TypeScript files of these folders of this checkout. Throws where one of them doesn't parse. */
export function sourcesIn(...folders: readonly string[]): Source[] {
  return sourcesOf(ROOT, folders);
}

/** The same of any checkout. Parsed by the parser that builds them, so that no import is missed. */
export function sourcesOf(root: string, folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => filesUnder(folder, root))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** A source out of its text, so that the tests can try their own rules on made-up ones. Throws where it doesn't parse. */
export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text, { lang: 'ts' });
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${path} doesn't parse: ${error.message}`);
  const lineOf = lineFinder(text);
  const places = placesIn(parsed.program as unknown as SyntaxNode, lineOf);
  const imports = places.flatMap(({ node, line }): Import[] => {
    const written = writtenSource(node);
    if (written === null) return [];
    return [{ written, path: resolved(path, written), kind: kindOf(node), line }];
  });
  const comments = parsed.comments.map(({ start, end }) => ({
    text: text.slice(start, end),
    start,
    end,
  }));
  return { path, text, lines: text.trimEnd().split('\n').length, imports, comments, places };
}

function placesIn(program: SyntaxNode, lineOf: (offset: number) => number): Place[] {
  const places: Place[] = [];
  const visit = (node: SyntaxNode, parent: SyntaxNode | null, key: string): void => {
    places.push({ node, parent, key, line: lineOf(node.start) });
    for (const [field, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) visit(child, node, field);
      }
    }
  };
  visit(program, null, '');
  return places;
}

/** Whether a field of a node holds a node, and not a name, a list or nothing. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function writtenSource(node: SyntaxNode): string | null {
  const names = [
    'ImportDeclaration',
    'ExportNamedDeclaration',
    'ExportAllDeclaration',
    'ImportExpression',
    'TSImportType',
  ];
  const { source } = node;
  if (!names.includes(node.type) || !isNode(source)) return null;
  return typeof source['value'] === 'string' ? source['value'] : null;
}

function kindOf(node: SyntaxNode): Import['kind'] {
  if (node.type === 'ImportExpression') return 'later';
  if (node.type === 'TSImportType') return 'type';
  const declared = node['importKind'] ?? node['exportKind'];
  const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'] : [];
  const allTypes =
    specifiers.length > 0 &&
    specifiers.every((one: SyntaxNode) => (one['importKind'] ?? one['exportKind']) === 'type');
  return declared === 'type' || allTypes ? 'type' : 'value';
}

function resolved(from: string, written: string): string | null {
  return written.startsWith('.') ? posix.join(dirname(from), written) : null;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
