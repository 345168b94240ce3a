/** Runs: words of one format, with line ends and tabs as the elements that Word has for them. */
import type { Mark } from 'prosemirror-model';
import type { Direction } from '../../../../shared/article/language.ts';
import { properties } from './properties.ts';
import type { Properties } from './properties.ts';
import { stretches } from './scripts.ts';
import type { Stretch } from './scripts.ts';
import { element, joined, words } from './xml.ts';
import type { Xml } from './xml.ts';

/** How a run looks. */
export type RunFormat = Properties<'rPr'>;

/** Our own sentences are English, whatever the article around them is written in. */
export const OUR_OWN: RunFormat = { lang: { 'w:val': 'en-US' } };

/** A run; deleted words are in other elements than those that stand. */
export function run(text: string, format: RunFormat = {}, isDeleted = false): Xml {
  const name = isDeleted ? 'w:delText' : 'w:t';
  const content = text.split(/([\t\n\r])/).map((part) => {
    if (part === '\t') return element('w:tab');
    if (part === '\n' || part === '\r') return element('w:br');
    return part === '' ? joined([]) : element(name, { 'xml:space': 'preserve' }, words(part));
  });
  return element('w:r', {}, formatOf(format), ...content);
}

/** Runs for words of any scripts, in a paragraph of this direction. */
export function runs(text: string, format: RunFormat, direction: Direction): Xml {
  let at = 0;
  return joined(
    stretches(text, direction).map((stretch) => {
      const part = run(text.slice(at, stretch.to), { ...format, ...scriptFormat(stretch) });
      at = stretch.to;
      return part;
    }),
  );
}

/** A run of anything but words. */
export function specialRun(content: Xml, format: RunFormat = {}): Xml {
  return element('w:r', {}, formatOf(format), content);
}

/** How a stretch is set. */
export function scriptFormat({ isRightToLeft, isEastAsian }: Stretch): RunFormat {
  return {
    ...(isRightToLeft ? { rtl: true } : {}),
    ...(isEastAsian ? { rFonts: { 'w:hint': 'eastAsia' } } : {}),
  };
}

/** How the marks of the article look; a link does where it leads somewhere. */
export function markFormat(marks: readonly Mark[], isLink: boolean): RunFormat {
  const names = new Set(marks.map(({ type }) => type.name));
  const isCode = names.has('code');
  const raised = names.has('superscript') ? 'superscript' : 'subscript';
  return {
    ...(isLink ? { rStyle: 'Hyperlink' } : {}),
    ...(isCode ? { rStyle: 'CodeText' } : {}),
    ...(isCode && isLink ? { color: '1F5FA8', u: 'single' } : {}),
    // Those of scripts from right to left have a bold and an italic of their own.
    ...(names.has('strong') ? { b: true, bCs: true } : {}),
    ...(names.has('em') ? { i: true, iCs: true } : {}),
    ...(names.has('strike') ? { strike: true } : {}),
    ...(names.has('underline') ? { u: 'single' } : {}),
    ...(names.has(raised) ? { vertAlign: raised } : {}),
  };
}

function formatOf(format: RunFormat): Xml {
  return Object.keys(format).length === 0 ? joined([]) : properties('rPr', format);
}
