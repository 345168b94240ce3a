/** CSS declarations as foreign HTML has them: in `style` attributes, and in `<style>` for single classes, tags and ids. */

/** Values by property, both in lower case but for addresses and names, later ones winning. */
export type Declarations = ReadonlyMap<string, string>;

/** Rules of style sheets by the one thing that they ask of an element: `.class`, `#id`, `tag` or `tag.class`. */
export type StyleRules = ReadonlyMap<string, Declarations>;

/** What rules need no more than this are read; more are a hostile sheet's. */
const MAX_RULES = 5000;
const SELECTOR = /^(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?$/i;

/** The declarations of a `style` attribute; what is no declaration is skipped. */
export function declarationsIn(css: string): Declarations {
  const found = new Map<string, string>();
  if (css === '') return found;
  for (const declaration of css.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).replace(/!\s*important/i, '');
    found.set(property, value.trim().toLowerCase());
  }
  return found;
}

/** The rules of a style sheet whose selectors are simple; rules within `@media` and the like are not read. */
export function rulesIn(css: string): StyleRules {
  const rules = new Map<string, Declarations>();
  const plain = withoutBlocks(css.replace(/\/\*[^]*?(?:\*\/|$)|<!--|-->/g, ''));
  for (const rule of plain.split('}').slice(0, MAX_RULES)) {
    const brace = rule.indexOf('{');
    if (brace < 0) continue;
    const declarations = declarationsIn(rule.slice(brace + 1));
    for (const selector of rule.slice(0, brace).split(',')) {
      const name = selector.trim();
      if (name === '' || !SELECTOR.test(name)) continue;
      rules.set(name, new Map([...(rules.get(name) ?? []), ...declarations]));
    }
  }
  return rules;
}

/** Without what stands in the braces of `@media`, `@font-face` and the like. */
function withoutBlocks(css: string): string {
  const kept: string[] = [];
  let position = 0;
  while (position < css.length) {
    const at = css.indexOf('@', position);
    if (at < 0) break;
    kept.push(css.slice(position, at));
    position = blockEnd(css, at);
  }
  return [...kept, css.slice(position)].join('');
}

function blockEnd(css: string, start: number): number {
  let depth = 0;
  for (let index = start; index < css.length; index += 1) {
    const character = css[index];
    if (character === ';' && depth === 0) return index + 1;
    if (character === '{') depth += 1;
    if (character === '}') {
      depth -= 1;
      if (depth <= 0) return index + 1;
    }
  }
  return css.length;
}
