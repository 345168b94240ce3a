/** Which exports nobody but their own file needs, and which only the tests do. */
import { isNode } from '../support/source-tree.ts';
import type { Source, SyntaxNode } from '../support/source-tree.ts';
import { exportsOf } from './exports.ts';
import type { Export } from './exports.ts';

/** Values that could be private, and values that stand in the product for its tests alone. */
export interface Unused {
  readonly byAnybody: readonly Export[];
  readonly butByTests: readonly Export[];
}

/**
 * Looks at imports by name. Types are left out, since one may be needed to read another export; so are elements, which are
 * used by their tags, and files that are imported as a whole or later, of which it isn't seen what is used.
 */
export function unusedExports(sources: readonly Source[], tests: readonly Source[]): Unused {
  const [bySources, byTests] = [importedNames(sources), importedNames(tests)];
  const isUsed = (names: ReadonlySet<string>, path: string, name: string): boolean =>
    names.has(`${path} ${name}`) || names.has(`${path} *`);
  const unused = sources.flatMap((source) =>
    exportsOf(source)
      .filter(({ name, kind }) => kind === 'value' && !isUsed(bySources, source.path, name))
      .filter(({ name }) => !isElement(source, name))
      .map((found) => ({ found, isTested: isUsed(byTests, source.path, found.name) })),
  );
  return {
    byAnybody: unused.filter(({ isTested }) => !isTested).map(({ found }) => found),
    butByTests: unused.filter(({ isTested }) => isTested).map(({ found }) => found),
  };
}

/** As `PATH NAME`, with `*` where what is taken from the file can't be seen. */
function importedNames(sources: readonly Source[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { imports, places } of sources) {
    const pathOf = new Map(imports.map(({ written, path }) => [written, path]));
    for (const { path, kind } of imports) if (kind === 'later') names.add(`${path} *`);
    for (const { node } of places) {
      const { source, specifiers } = node;
      if (!isNode(source) || !Array.isArray(specifiers)) continue;
      const path = pathOf.get(String(source['value']));
      for (const one of specifiers.filter(isNode)) names.add(`${path} ${takenBy(one)}`);
    }
  }
  return names;
}

/** `a` of `import { a as b }` and of `export { a as b } from`. */
function takenBy(specifier: SyntaxNode): string {
  const taken = specifier['imported'] ?? specifier['local'];
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  if (specifier.type === 'ImportNamespaceSpecifier' || !isNode(taken)) return '*';
  return String(taken['name']);
}

/** Whether `HTMLElementTagNameMap` leads to the class, so that its tag does. */
function isElement({ places }: Source, name: string): boolean {
  return places.some(
    ({ node, parent }) =>
      node.type === 'Identifier' && node['name'] === name && parent?.type === 'TSTypeReference',
  );
}
