/** Reads a file into what is kept of it: the first update of the text's history, and what the catalogue says. */
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { directionOf } from '../../../shared/article/language.ts';
import { pictureAddress } from '../../../shared/article/pictures.ts';
import { ARTICLE_ROOT, articleSchema } from '../../../shared/article/schema.ts';
import { LIMITS } from '../../../shared/wire/messages.ts';
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { ImportedArticle } from '../format.ts';
import type { ArticleSource, CleanUpPreview, ReadArticle } from '../jobs.ts';
import { loadImporter } from './importers.ts';
import { partOf } from './article-part.ts';

const TEXT_TOO_LARGE = `A text may have at most ${LIMITS.maxTextBytes / (1 << 20)} MB.`;

/** The article that is in a file, with the title and language that were given for it; a problem where there is none. */
export async function readArticle(source: ArticleSource): Promise<Result<ReadArticle>> {
  const { format, bytes, encoding, title, language, cleanUp } = source;
  const importer = await loadImporter(format);
  const imported = await importer.read(bytes, encoding, cleanUp);
  if (!imported.ok) return imported;
  const { doc, ...facts } = title === null ? imported.value : titled(imported.value, title);
  const update = updateOf(doc);
  if (update.byteLength > LIMITS.maxTextBytes) return failed('too-large', TEXT_TOO_LARGE);
  const shown = sourcesIn(doc);
  return done({
    title: facts.title,
    language: language ?? facts.language,
    direction: language === null ? facts.direction : directionOf(language),
    warnings: facts.warnings,
    pictures: facts.pictures.filter(({ hash }) => shown.has(pictureAddress(hash))),
    threads: facts.threads,
    notes: facts.notes ?? null,
    update,
  });
}

/** The addresses of all pictures: a page has more of them than its article. */
function sourcesIn(doc: ImportedArticle['doc']): ReadonlySet<unknown> {
  const sources = new Set<unknown>();
  doc.descendants(({ attrs }) => void sources.add(attrs.src));
  return sources;
}

/** What a clean-up would do to the article that is in a file; a problem where there is none. */
export async function previewCleanUp({
  format,
  bytes,
  encoding,
}: ArticleSource): Promise<Result<CleanUpPreview>> {
  const imported = await (await loadImporter(format)).read(bytes, encoding, true);
  if (!imported.ok) return imported;
  const { doc, gone } = imported.value;
  return done({ stays: partOf(doc.children), goes: partOf(gone) });
}

function updateOf(doc: ImportedArticle['doc']): Uint8Array {
  const live = new Y.Doc();
  prosemirrorToYXmlFragment(doc, live.getXmlFragment(ARTICLE_ROOT));
  return Y.encodeStateAsUpdate(live);
}

/** The title that was given goes before the text, unless the text begins with it. */
function titled(imported: ImportedArticle, title: string): ImportedArticle {
  const { doc } = imported;
  const first = doc.firstChild;
  const hasTitle = first?.type.name === 'title';
  if (hasTitle && first.textContent.trim() === title) return { ...imported, title };
  const node = articleSchema.node('title', null, articleSchema.text(title));
  const rest = hasTitle
    ? doc.content.replaceChild(0, articleSchema.node('heading', { level: 1 }, first.content))
    : doc.content;
  const before = title.length + 1;
  const threads = imported.threads.map((thread) => ({
    ...thread,
    from: thread.from + before,
    to: thread.to + before,
  }));
  const moved = { ...imported, title, doc: doc.copy(rest.addToStart(node)), threads };
  const { notes } = imported;
  if (notes === undefined) return moved;
  const annotations = notes.annotations.map((note) => ({
    ...note,
    range: note.range && { from: note.range.from + before, to: note.range.to + before },
  }));
  return { ...moved, notes: { ...notes, annotations } };
}
