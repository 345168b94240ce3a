/** Finds title, standfirst and byline among the first paragraphs of a document, by their styles or by their form. */
import type { HeadLine } from '../../../../shared/foreign/blocks.ts';
import { isBlank } from '../characters.ts';
import { isByline, rolesOf } from '../headline.ts';
import type { Styles } from './styles.ts';
import { childOf, childrenOf, switchOf, valueOf } from './xml.ts';
import { elementsIn, textIn } from '../../../../shared/tree.ts';
import type { XmlElement } from './xml.ts';

/** The head is among so many paragraphs that have words. */
const LOOKED_AT = 8;
const MAX_TITLE = 500;
const MAX_STANDFIRST = 1000;
const MAX_BYLINE = 200;
/** A date, a section's name and the like; more words than these before a title, and it is in the text. */
const MAX_BEFORE_TITLE = 300;

interface Candidate {
  readonly paragraph: XmlElement;
  readonly text: string;
  readonly role: ReturnType<Styles['roleOf']>;
}

/** Which paragraphs are lines of the head; none where nothing says that there is a title. */
export function headIn(body: XmlElement, styles: Styles): ReadonlyMap<XmlElement, HeadLine> {
  const head = new Map<XmlElement, HeadLine>();
  const first = candidatesIn(body, styles);
  const at = titleAt(first);
  const title = first[at];
  if (title === undefined) return byForm(first);
  head.set(title.paragraph, 'title');
  const below = first.slice(at + 1);
  const standfirst = below.find(
    ({ role, text }) => role.kind === 'standfirst' && text.length <= MAX_STANDFIRST,
  );
  const byline =
    below.find(({ role, text }) => role.kind === 'byline' && text.length <= MAX_BYLINE) ??
    below.slice(0, 2).find(({ role, text }) => role.kind === 'plain' && isByline(text));
  if (standfirst !== undefined) head.set(standfirst.paragraph, 'standfirst');
  if (byline !== undefined) head.set(byline.paragraph, 'byline');
  return head;
}

function titleAt(candidates: readonly Candidate[]): number {
  const marked = candidates.findIndex(({ role }) => role.kind === 'title');
  const before = candidates.slice(0, Math.max(0, marked)).map(({ text }) => text);
  const isNear = before.join(' ').length <= MAX_BEFORE_TITLE;
  const at = marked >= 0 && isNear ? marked : isHeadline(candidates[0]) ? 0 : -1;
  return (candidates[at]?.text.length ?? 0) <= MAX_TITLE ? at : -1;
}

function isHeadline(candidate: Candidate | undefined): boolean {
  return candidate?.role.kind === 'heading' && candidate.role.level === 1;
}

/** Nothing names a title: the first line may look like one, where it is set apart from the others. */
function byForm(candidates: readonly Candidate[]): ReadonlyMap<XmlElement, HeadLine> {
  const head = new Map<XmlElement, HeadLine>();
  const [first] = candidates;
  if (first === undefined || first.role.kind !== 'plain' || !isSetApart(first.paragraph))
    return head;
  const marked = candidates.findIndex(({ role }) => role.kind !== 'plain');
  const plain = marked < 0 ? candidates : candidates.slice(0, marked);
  const roles = rolesOf(plain.map(({ text }, at) => ({ text, alone: at === 0 })));
  for (const [at, line] of roles.entries()) {
    const paragraph = plain[at]?.paragraph;
    if (line !== 'paragraph' && paragraph !== undefined) head.set(paragraph, line);
  }
  return head;
}

/** All in bold, or in the middle of the page. */
function isSetApart(paragraph: XmlElement): boolean {
  if (valueOf(childOf(paragraph, 'w:pPr'), 'w:jc') === 'center') return true;
  const runs = childrenOf(paragraph, 'w:r').filter((run) => textIn(run).trim() !== '');
  return runs.length > 0 && runs.every((run) => switchOf(childOf(run, 'w:rPr'), 'w:b') === true);
}

function candidatesIn(body: XmlElement, styles: Styles): Candidate[] {
  const found: Candidate[] = [];
  for (const paragraph of paragraphsIn(body)) {
    const text = wordsOf(paragraph);
    if (isBlank(text)) continue;
    found.push({ paragraph, text, role: styles.roleOf(childOf(paragraph, 'w:pPr')) });
    if (found.length === LOOKED_AT) break;
  }
  return found;
}

/** Up to the first table. */
function* paragraphsIn(container: XmlElement): Generator<XmlElement> {
  for (const child of childrenOf(container)) {
    if (child.name === 'w:p') yield child;
    else if (child.name === 'w:tbl') return;
    else yield* paragraphsIn(child);
  }
}

function wordsOf(paragraph: XmlElement): string {
  let words = '';
  for (const element of elementsIn(paragraph))
    if (/^w:(?:t|delText)$/.test(element.name)) words += textIn(element);
    else if (/^w:(?:tab|br)$/.test(element.name)) words += ' ';
  return words.replace(/\s+/g, ' ').trim();
}
