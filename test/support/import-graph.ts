/** The house drawn by its imports: circles of files and of rooms, and how deep its chains run. Types are imports too. */
import type { Source } from './source-tree.ts';

/** What each node leads to. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Circles of files that import each other, each once, as `a > b > a`. */
export function circlesOfFiles(sources: readonly Source[]): string[] {
  return circlesIn(graphOf(edgesIn(sources)));
}

/**
 * Circles of rooms, each once. Rooms are what lies side by side in one folder: its files, and its folders with all that is in
 * them. So a folder may build on a file beside it, and another file there on the folder; but two folders never on each other.
 */
export function circlesOfRooms(sources: readonly Source[]): string[] {
  const levels = new Map<string, [string, string][]>();
  for (const [from, to] of edgesIn(sources)) {
    const [one, other] = [from.split('/'), to.split('/')];
    const shared = one.findIndex((part, at) => part !== other[at]);
    if (shared === -1) continue;
    const level = one.slice(0, shared).join('/');
    const rooms = levels.get(level) ?? [];
    rooms.push([one.slice(0, shared + 1).join('/'), other.slice(0, shared + 1).join('/')]);
    levels.set(level, rooms);
  }
  return [...levels.values()].flatMap((edges) => circlesIn(graphOf(edges)));
}

/** The most files on one way of imports that stay in the built code. */
export function deepestChain(sources: readonly Source[]): string[] {
  const graph = graphOf(edgesIn(sources, ['value']));
  const deepest = new Map<string, string[]>();
  const from = (path: string): string[] => {
    const known = deepest.get(path);
    if (known !== undefined) return known;
    deepest.set(path, [path]); // ends where there is a circle
    let longest: string[] = [];
    for (const next of graph.get(path) ?? []) {
      const way = from(next);
      if (way.length > longest.length) longest = way;
    }
    const chain = [path, ...longest];
    deepest.set(path, chain);
    return chain;
  };
  return [...graph.keys()]
    .map(from)
    .reduce((one, other) => (other.length > one.length ? other : one), []);
}

function edgesIn(
  sources: readonly Source[],
  kinds: readonly string[] = ['value', 'type', 'later'],
): [string, string][] {
  return sources.flatMap(({ path, imports }) =>
    imports.flatMap((one): [string, string][] =>
      one.path !== null && one.path !== path && kinds.includes(one.kind) ? [[path, one.path]] : [],
    ),
  );
}

function graphOf(edges: readonly (readonly [string, string])[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of edges) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  return graph;
}

function circlesIn(graph: Graph): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (node: string, way: readonly string[]): void => {
    const at = way.indexOf(node);
    if (at >= 0) found.push([...way.slice(at), node].join(' > '));
    if (at >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...way, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}
