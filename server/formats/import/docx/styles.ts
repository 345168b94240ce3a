/** What a paragraph or a run is by its style: its part in the article, and the look of its words. */
import { attributeOf, childOf, childrenOf, descend, switchOf, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What a paragraph is in the article. */
export type ParagraphRole =
  | { readonly kind: 'plain' | 'title' | 'standfirst' | 'byline' | 'quote' | 'code' | 'caption' }
  | { readonly kind: 'heading'; readonly level: number };

/** The styles of a file. All look through the styles that one is based on. */
export interface Styles {
  /** By a style's name, else by its level in the outline; a paragraph's own level wins. `properties` are its `w:pPr`. */
  roleOf(properties: XmlElement | null): ParagraphRole;
  /** The styles of a paragraph and of a run, the nearest first. */
  chain(style: string | null): readonly XmlElement[];
  /** The style of paragraphs that name none; null where the file has none. */
  readonly usual: string | null;
  /** What holds for all runs, `w:rPr`. */
  readonly defaults: XmlElement | null;
}

/** Names as Word keeps them in every language, and as LibreOffice, Google Docs and Pandoc do. */
const NAMED: readonly (readonly [RegExp, ParagraphRole['kind']])[] = [
  [/^title$/, 'title'],
  [/^(?:subtitle|standfirst|lead|lede|dek)$/, 'standfirst'],
  [/^(?:author|byline)$/, 'byline'],
  [/^(?:quote|intense quote|block ?text|block ?quote|quotations?)$/, 'quote'],
  [/^(?:html preformatted|preformatted text|source ?code|code|code block|macro text?)$/, 'code'],
  [/^(?:caption|image caption|table caption|figure|illustration|table|drawing)$/, 'caption'],
];
const CODE_CHARACTERS =
  /^(?:verbatim char|html (?:code|keyboard|sample|typewriter)|source text|inline code|code|code char)$/;

const MAX_CHAIN = 20;

/** The styles of `styles.xml`; null where the file has none. */
export function stylesOf(root: XmlElement | null): Styles {
  const byId = new Map<string, XmlElement>();
  let usual: string | null = null;
  for (const style of childrenOf(root, 'w:style')) {
    const id = attributeOf(style, 'w:styleId');
    if (id === null) continue;
    byId.set(id, style);
    const isUsual = /^(?:1|true|on)$/.test(attributeOf(style, 'w:default') ?? '');
    if (isUsual && attributeOf(style, 'w:type') === 'paragraph') usual = id;
  }
  const chains = new Map<string | null, readonly XmlElement[]>();
  const chain = (style: string | null): readonly XmlElement[] => {
    const known = chains.get(style);
    if (known !== undefined) return known;
    const styles: XmlElement[] = [];
    let found = byId.get(style ?? '');
    while (found !== undefined && styles.length < MAX_CHAIN && !styles.includes(found)) {
      styles.push(found);
      found = byId.get(valueOf(found, 'w:basedOn') ?? '');
    }
    chains.set(style, styles);
    return styles;
  };
  return {
    chain,
    usual,
    defaults: descend(root, 'w:docDefaults', 'w:rPrDefault', 'w:rPr'),
    roleOf(properties) {
      const id = valueOf(properties, 'w:pStyle');
      const own = outlineLevel(properties);
      if (own !== null) return own;
      const styles = chain(id);
      for (const style of styles) {
        const role = roleByName(nameOf(style)) ?? outlineLevel(childOf(style, 'w:pPr'));
        if (role !== null) return role;
      }
      // A file without its styles still names them.
      const named = styles.length === 0 && id !== null ? roleByName(id.toLowerCase()) : null;
      return named ?? { kind: 'plain' };
    },
  };
}

/** What a style is called, in lower case. */
export function nameOf(style: XmlElement): string {
  return (valueOf(style, 'w:name') ?? attributeOf(style, 'w:styleId') ?? '').toLowerCase();
}

/** Whether a style of characters is one of code. */
export function isCodeStyle(style: XmlElement): boolean {
  return CODE_CHARACTERS.test(nameOf(style));
}

/** A switch of runs, such as `w:b`, by the nearest that says it; null where none does. */
export function switchInChain(styles: readonly XmlElement[], name: string): boolean | null {
  for (const style of styles) {
    const said = switchOf(childOf(style, 'w:rPr'), name);
    if (said !== null) return said;
  }
  return null;
}

function roleByName(name: string): ParagraphRole | null {
  const level = /^heading ?([1-9])$/.exec(name)?.[1];
  if (level !== undefined) return { kind: 'heading', level: Math.min(Number(level), 6) };
  const kind = NAMED.find(([pattern]) => pattern.test(name))?.[1];
  // None of the names is a heading's.
  return kind === undefined ? null : ({ kind } as ParagraphRole);
}

/** Levels 0 to 8 are those of headings, 9 is that of the text. */
function outlineLevel(properties: XmlElement | null): ParagraphRole | null {
  const said = valueOf(properties, 'w:outlineLvl');
  if (said === null || !/^\d$/.test(said)) return null;
  const level = Number(said);
  return level === 9 ? { kind: 'plain' } : { kind: 'heading', level: Math.min(level + 1, 6) };
}
