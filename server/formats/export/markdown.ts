/** Writes an annotated copy as Markdown: CommonMark with the threads as footnotes. */
import type { AnnotatedCopy, Exporter } from '../format.ts';
import { originSentences } from './facts.ts';
import { buildingMarkdownDocument } from './markdown-document.ts';
import { escapeMarkdown, markdownAddress } from './markdown-escape.ts';
import { noteMarkdown } from './markdown-note.ts';
import { serializingMarkdown } from './markdown-serializer.ts';
import { notesByPoint, numberNotes } from './notes.ts';
import type { Notes } from './notes.ts';
import { eachInTurn } from '../../turns.ts';
import type { Steps } from '../../turns.ts';

/** Footnote references stand right behind the words; threads without a place follow the footnotes. */
export const markdownExporter: Exporter = {
  mediaType: 'text/markdown; charset=utf-8',
  *write(copy) {
    const notes = numberNotes(copy);
    yield;
    const text = yield* articleMarkdown(copy, notes);
    const parts = [text, '---', ...(yield* noteParts(copy, notes)), origin(copy)];
    return `${parts.join('\n\n')}\n`;
  },
};

function* articleMarkdown(copy: AnnotatedCopy, notes: Notes): Steps<string> {
  const points = [...notesByPoint(notes)].map(
    ([point, here]) => [point, here.map(({ number }) => number)] as const,
  );
  const doc = yield* buildingMarkdownDocument(copy.doc, new Map(points));
  return yield* serializingMarkdown(doc);
}

function* noteParts(copy: AnnotatedCopy, { placed, displaced }: Notes): Steps<string[]> {
  const footnotes = yield* eachInTurn(placed, (note) =>
    footnote(note.number, noteMarkdown(note, copy)),
  );
  // A footnote that nothing refers to is not shown, so these are ordinary text.
  const others = yield* eachInTurn(
    displaced,
    (note) => `**${note.number}.** ${noteMarkdown(note, copy)}`,
  );
  return [...footnotes, ...(others.length === 0 ? [] : ['## Notes without a place', ...others])];
}

function footnote(number: number, note: string): string {
  return `[^${number}]: ${note.replace(/\n(?=[^\n])/g, '\n    ')}`;
}

function origin(copy: AnnotatedCopy): string {
  const sentences = originSentences(copy).map((sentence) => escapeMarkdown(sentence));
  const address = `[${escapeMarkdown(copy.url)}](${markdownAddress(copy.url)})`;
  return ['---', [...sentences, address].join('\\\n')].join('\n\n');
}
