/** The words about a thread: its name, what became of it, and the wording that it is about. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { PlacedAnnotation, Status } from '../../../shared/annotation/annotation.ts';
import { READER_AUTHOR, waitsForAnswer } from '../../../shared/annotation/annotation.ts';
import { foreignName, shownForeignName } from '../../../shared/annotation/foreign-author.ts';
import { reactionKinds } from '../../../shared/annotation/reactions.ts';
import { KIND_FACTS } from '../../../shared/annotation/kinds.ts';
import { shownName } from '../../../shared/presence/person.ts';
import type { PersonAnswer } from '../../../shared/wire/routes/people.ts';
import { parseMarkdown, wordsIn } from './markdown-tree.ts';
import { kindName } from './kind-names.ts';
import { moment } from './moment.ts';
import { statusName } from './status-names.ts';
import { wordDiff } from './word-diff.ts';
import { t } from '../language/translate.ts';

/** Those whose names are known here, by their ids. */
export type People = ReadonlyMap<string, PersonAnswer>;

const OUTCOMES: Readonly<Record<Exclude<Status, 'open'>, (name: string) => string>> = {
  resolved: (name) => t('Resolved by {name}', { name }),
  accepted: (name) => t('Accepted by {name}', { name }),
  declined: (name) => t('Declined by {name}', { name }),
};

/** The name of an author, to be marked where only a file knows it; members may have left, readers never had a name. */
export function nameOf(author: string, people: People): string {
  if (author === READER_AUTHOR) return t('Reader');
  const foreign = foreignName(author);
  if (foreign !== null) return foreign;
  return people.get(author)?.name ?? t('Former member');
}

/** The name for running words, with a mark on guests and on whom only a file knows, where no badge stands beside it that says so. */
export function fullNameOf(author: string, people: People): string {
  const foreign = foreignName(author);
  if (foreign !== null) return shownForeignName(foreign);
  return shownName(nameOf(author, people), isGuest(author, people));
}

/** Whether an author came by a share link, under a name that they chose themselves. */
export function isGuest(author: string, people: People): boolean {
  return people.get(author)?.guest === true;
}

/** Ids of those in a thread whose names aren't known here. */
export function strangersIn(annotation: PlacedAnnotation, people: People): string[] {
  const { author, statusBy, anchors, replies, reactions } = annotation;
  const movers = anchors.map(({ by }) => by);
  const pleased = reactionKinds(reactions).flatMap((kind) => kind.people);
  const named = [author, statusBy, ...movers, ...replies.map((reply) => reply.author), ...pleased];
  const isPerson = (id: string): boolean => id !== READER_AUTHOR && foreignName(id) === null;
  return named.filter((id) => id !== null).filter((id) => isPerson(id) && !people.has(id));
}

/** What assistive technology calls a thread: its kind, its author, and its words shortened. */
export function threadName(annotation: PlacedAnnotation, people: People): string {
  const author = fullNameOf(annotation.author, people);
  const words = shorten(annotation.anchor.exact, 80);
  return t('{kind} by {author} on “{words}”', { kind: kindName(annotation.kind), author, words });
}

/** A note's words without its Markdown, with `@Name` for each mention, for a line in which nothing else is drawn. */
export function plainly(body: string, people: People): string {
  return wordsIn(parseMarkdown(body), (id, written) => people.get(id)?.name ?? written);
}

/** The words on one line, cut between words where they are too long. */
export function shorten(words: string, maxLength: number): string {
  const line = words.replace(/\s+/g, ' ').trim();
  if (line.length <= maxLength) return line;
  const cut = line.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > maxLength / 2 ? space : undefined).trimEnd()}…`;
}

/** Whether two states of a thread are drawn differently: where its words stand in the text is not seen in it. */
export function looksDifferent(
  now: PlacedAnnotation | null,
  before: PlacedAnnotation | null | undefined,
): boolean {
  if (now === null || before === null || before === undefined) return now !== before;
  const { anchoring, anchor, ...others } = now;
  const keys = Object.keys(others) as (keyof typeof others)[]; // made in the line above
  return (
    anchor.exact !== before.anchor.exact ||
    anchoring.state !== before.anchoring.state ||
    anchoring.exact !== before.anchoring.exact ||
    keys.some((key) => others[key] !== before[key])
  );
}

/** "Resolved by Ann, yesterday"; nothing while it is open. */
export function outcome(
  { status, statusBy, statusAt }: PlacedAnnotation,
  people: People,
): TemplateResult | typeof nothing {
  if (status === 'open') return nothing;
  const words =
    statusBy === null ? statusName(status) : OUTCOMES[status](fullNameOf(statusBy, people));
  return html`<p class="outcome" data-status=${status}>
    ${words}${statusAt === null ? nothing : html`, ${moment(statusAt)}`}
  </p>`;
}

/** Whether a question was answered; nothing for kinds that wait for no answer, and where the thread was settled. */
export function answered(annotation: PlacedAnnotation): TemplateResult | typeof nothing {
  if (!KIND_FACTS[annotation.kind].waits || annotation.status !== 'open') return nothing;
  return waitsForAnswer(annotation)
    ? html`<p class="remark" data-waits>${t('Waits for an answer.')}</p>`
    : html`<p class="remark">${t('Answered.')}</p>`;
}

/** The words that a thread is about, and what became of them or shall become of them. */
export function wording(annotation: PlacedAnnotation): TemplateResult {
  const { anchor, anchoring, replacement, status } = annotation;
  if (replacement !== null)
    return html`${replaced(anchor.exact, replacement)} ${readingNow(annotation)}`;
  if (anchoring.state === 'changed' && status === 'open') {
    return html`${edited(anchor.exact, anchoring.exact)}
      <p class="remark">${t('These words have been edited since.')}</p>`;
  }
  return html`<blockquote class="quote" dir="auto">${shorten(anchor.exact, 180)}</blockquote>
    ${anchoring.state === 'moved' ? html`<p class="remark">${t('Moved with its words.')}</p>` : nothing}
    ${readingNow(annotation)}`;
}

/** The words as they are, where they read neither as annotated nor as proposed. */
function readingNow({ anchoring, replacement }: PlacedAnnotation): TemplateResult | typeof nothing {
  if (anchoring.state !== 'changed' || anchoring.exact === replacement) return nothing;
  return html`<p class="reading">
    ${t('Reads now: “{words}”', { words: html`<bdi>${shorten(anchoring.exact, 180)}</bdi>` })}
  </p>`;
}

/** What the thread was on first, and who tied it to other words since; nothing where nobody has. */
export function origin(
  annotation: PlacedAnnotation,
  people: People,
): TemplateResult | typeof nothing {
  const { anchors } = annotation;
  const [first] = anchors;
  if (first === undefined) return nothing;
  const words = html`<bdi>${shorten(first.exact, 80)}</bdi>`;
  return html`<details class="origin">
    <summary>${t('First on “{words}”', { words })}</summary>
    <ol>
      ${anchors.map((former, at) => {
        const { exact, by } = former;
        const isAgain = exact === anchors[at - 1]?.exact;
        const name = html`<bdi>${fullNameOf(by, people)}</bdi>`;
        const words = html`<bdi>${shorten(exact, 80)}</bdi>`;
        return html`<li>
          ${isAgain ? t('{name} chose its place', { name }) : t('{name} moved it from “{words}”', { name, words })},
          ${moment(former.at)}
        </li>`;
      })}
    </ol>
  </details>`;
}

/** The words as they were and as they are, what stayed said once. */
function edited(before: string, after: string): TemplateResult {
  return html`<p class="wording" dir="auto">
    ${wordDiff(before, after).map(({ what, words }) => {
      if (what === 'kept') return words;
      return what === 'old'
        ? html`<span class="visually-hidden">${t('was:')}</span><del>${words}</del>`
        : html`<span class="visually-hidden">${t('now:')}</span><ins>${words}</ins>`;
    })}
  </p>`;
}

/** Word by word where enough of them stay; else both are easier to read one after the other. */
function replaced(before: string, after: string): TemplateResult {
  const kept = wordDiff(before, after).filter(
    ({ what, words }) => what === 'kept' && /\p{L}/u.test(words),
  );
  const stays = kept.reduce((sum, { words }) => sum + words.length, 0);
  if (stays * 2 > Math.max(before.length, after.length)) return edited(before, after);
  const isDeletion = after === '';
  return html`<p class="wording" dir="auto">
    <span class="visually-hidden">${isDeletion ? t('Delete:') : t('Replace:')}</span>
    <del>${before}</del>
    ${isDeletion ? nothing : html`<span class="visually-hidden">${t('by:')}</span> <ins>${after}</ins>`}
  </p>`;
}
