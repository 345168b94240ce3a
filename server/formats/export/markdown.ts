/** Writes an annotated copy as Markdown: CommonMark with the threads as footnotes, or as CriticMarkup. */
import type { AnnotatedCopy } from '../format.ts';
import { CRITIC_SENTENCE, belowFirstLine, carriedComment, criticSigns } from '../own-marks.ts';
import { shownAs } from '../carried-copy.ts';
import { asText } from './as-text.ts';
import { carriedBy } from './carry-copy.ts';
import { criticInserts } from './critic-markup.ts';
import { originSentences } from './facts.ts';
import { markdownDocument } from './markdown-document.ts';
import { escapeMarkdown, markdownAddress } from './markdown-escape.ts';
import { frontMatter } from './front-matter.ts';
import { noteMarkdown } from './markdown-note.ts';
import { serializeMarkdown } from './markdown-serializer.ts';
import { notesByPoint, numberNotes } from './notes.ts';
import type { Note, Notes } from './notes.ts';
import { unreachable } from '../../../shared/unreachable.ts';

/** Footnote references stand right after the words, or CriticMarkup around them; threads without a place follow. */
export const markdownExporter = asText((copy) => {
  const notes = numberNotes(copy);
  const head = copy.choices.frontMatter ? frontMatter(copy) : '';
  return `${head}${partsOf(copy, notes).join('\n\n')}\n`;
});

function partsOf(copy: AnnotatedCopy, notes: Notes): string[] {
  switch (copy.choices.notes) {
    case 'critic': {
      const text = inPlace(copy, notes);
      return [text, '---', ...othersOf(copy, notes), '---', origin(copy), ...carried(copy, notes, text)]; // prettier-ignore
    }
    case 'place':
    case 'end':
      return [articleMarkdown(copy, notes), '---', ...noteParts(copy, notes), '---', origin(copy), ...carried(copy, notes)]; // prettier-ignore
    case 'only':
      return [title(copy), ...[...notes.placed, ...notes.displaced].map((note) => paragraphs(note, copy)), '---', origin(copy)]; // prettier-ignore
    case 'none':
      return [articleMarkdown(copy, notes)];
    default:
      return unreachable(copy.choices.notes);
  }
}

function inPlace(copy: AnnotatedCopy, notes: Notes): string {
  return serializeMarkdown(markdownDocument(copy.doc, criticInserts(copy, notes.placed)));
}

function articleMarkdown(copy: AnnotatedCopy, notes: Notes): string {
  const points = [...notesByPoint(notes)].map(
    ([point, here]) => [point, here.map(({ number }) => `[^${number}]`)] as const,
  );
  return serializeMarkdown(markdownDocument(copy.doc, new Map(points)));
}

function noteParts(copy: AnnotatedCopy, notes: Notes): string[] {
  const footnotes = notes.placed.map((note) => footnote(note.number, noteMarkdown(note, copy)));
  return [...footnotes, ...othersOf(copy, notes)];
}

/** A footnote that nothing refers to is not shown, so these are ordinary text. */
function othersOf(copy: AnnotatedCopy, { displaced }: Notes): string[] {
  const others = displaced.map((note) => paragraphs(note, copy));
  return others.length === 0 ? [] : ['## Notes without a place', ...others];
}

/** A comment, which no reader shows; with what the notes, or the marks in the text, are known by. */
function carried(copy: AnnotatedCopy, notes: Notes, text: string | null = null): string[] {
  const known =
    text === null
      ? {
          shown: [...notes.placed, ...notes.displaced].map((note) =>
            shownAs(belowFirstLine(noteMarkdown(note, copy))),
          ),
        }
      : { signs: criticSigns(text).map(({ whole }) => shownAs(whole).hash) };
  const json = carriedBy(copy, notes, known);
  return json === null ? [] : [carriedComment(json)];
}

function title({ article }: AnnotatedCopy): string {
  return `# ${escapeMarkdown(article.title.replace(/\s+/g, ' ').trim())}`.trimEnd();
}

function paragraphs(note: Note, copy: AnnotatedCopy): string {
  return `**${note.number}.** ${noteMarkdown(note, copy)}`;
}

function footnote(number: number, note: string): string {
  return `[^${number}]: ${note.replace(/\n(?=[^\n])/g, '\n    ')}`;
}

function origin(copy: AnnotatedCopy): string {
  const [first = '', ...others] = originSentences(copy);
  const form = copy.choices.notes === 'critic' ? [CRITIC_SENTENCE] : [];
  const sentences = [first, ...form, ...others].map((sentence) => escapeMarkdown(sentence));
  const address = `[${escapeMarkdown(copy.url, { inLink: true })}](${markdownAddress(copy.url)})`;
  return [...sentences, address].join('\\\n');
}
