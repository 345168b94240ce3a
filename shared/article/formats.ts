/** The one list of file formats: what articles are read from, and what annotated copies are written as. */
import { SUGGESTIONS } from './copy-choices.ts';
import type { NotePlace, Suggestions } from './copy-choices.ts';

interface Format {
  /** What the `format` of a request says. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  /** Whether it is more than text, so that it comes and goes as a file alone. */
  readonly isBinary: boolean;
}

interface Importable extends Format {
  /** Of file names: lower case, with the dot. */
  readonly endings: readonly string[];
  /** Without parameters. */
  readonly mediaTypes: readonly string[];
}

interface Exportable extends Format {
  /** What is in it, for a menu. */
  readonly about: string;
  /** Of the file that is taken away: lower case, with the dot. */
  readonly ending: string;
  /** With its parameters. */
  readonly mediaType: string;
  /** Where it can have the notes; the first is the usual one. */
  readonly notes: readonly NotePlace[];
  /** Whether the pictures themselves are in it, where this server has them. */
  readonly hasPictures: boolean;
  /** Whether it can begin with front matter. */
  readonly hasFrontMatter: boolean;
  /** What it can make of open suggestions: a format without the article's text has no place for their words. */
  readonly suggestions: readonly Suggestions[];
}

const IMPORTABLE = [
  {
    name: 'text',
    label: 'Plain text',
    endings: ['.txt', '.text'],
    mediaTypes: ['text/plain'],
    isBinary: false,
  },
  {
    name: 'markdown',
    label: 'Markdown',
    endings: ['.md', '.markdown'],
    mediaTypes: ['text/markdown', 'text/x-markdown'],
    isBinary: false,
  },
  {
    name: 'html',
    label: 'HTML',
    endings: ['.html', '.htm', '.xhtml'],
    mediaTypes: ['text/html', 'application/xhtml+xml'],
    isBinary: false,
  },
  {
    name: 'jsonld',
    label: 'JSON-LD',
    endings: ['.jsonld'],
    mediaTypes: ['application/ld+json'],
    isBinary: false,
  },
  {
    name: 'json',
    label: 'JSON',
    endings: ['.json'],
    mediaTypes: ['application/json'],
    isBinary: false,
  },
  {
    name: 'docx',
    label: 'Word',
    endings: ['.docx'],
    mediaTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    isBinary: true,
  },
] as const satisfies readonly Importable[];

/** Files that hold notes alone, which come onto an article that is here. */
const NOTES_ALONE = [
  {
    name: 'csv',
    label: 'CSV of Hypothesis',
    endings: ['.csv'],
    mediaTypes: ['text/csv'],
    isBinary: false,
  },
] as const satisfies readonly Importable[];

const EXPORTABLE = [
  {
    name: 'html',
    label: 'Web page',
    about: 'HTML, opens anywhere',
    ending: '.html',
    mediaType: 'text/html; charset=utf-8',
    isBinary: false,
    hasPictures: true,
    hasFrontMatter: false,
    notes: ['place', 'end', 'only', 'none'],
    suggestions: SUGGESTIONS,
  },
  {
    name: 'docx',
    label: 'Word',
    about: 'Comments and tracked changes',
    ending: '.docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    isBinary: true,
    hasPictures: true,
    hasFrontMatter: false,
    notes: ['place', 'none'],
    suggestions: SUGGESTIONS,
  },
  {
    name: 'md',
    label: 'Markdown',
    about: 'Text with footnotes',
    ending: '.md',
    mediaType: 'text/markdown; charset=utf-8',
    isBinary: false,
    hasPictures: false,
    hasFrontMatter: true,
    notes: ['end', 'critic', 'only', 'none'],
    suggestions: SUGGESTIONS,
  },
  {
    name: 'txt',
    label: 'Plain text',
    about: 'Notes below the text',
    ending: '.txt',
    mediaType: 'text/plain; charset=utf-8',
    isBinary: false,
    hasPictures: false,
    hasFrontMatter: false,
    notes: ['end', 'only', 'none'],
    suggestions: SUGGESTIONS,
  },
  {
    name: 'jsonld',
    label: 'JSON-LD',
    about: 'W3C Web Annotations',
    ending: '.jsonld',
    mediaType: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"; charset=utf-8',
    isBinary: false,
    hasPictures: false,
    hasFrontMatter: false,
    notes: ['place', 'only'],
    suggestions: SUGGESTIONS,
  },
  {
    name: 'csv',
    label: 'Spreadsheet',
    about: 'CSV, a row for each note and reply',
    ending: '.csv',
    mediaType: 'text/csv; charset=utf-8',
    isBinary: false,
    hasPictures: false,
    hasFrontMatter: false,
    notes: ['only'],
    suggestions: ['open', 'declined'],
  },
  {
    name: 'json',
    label: 'JSON',
    about: 'Everything, for programs',
    ending: '.json',
    mediaType: 'application/json; charset=utf-8',
    isBinary: false,
    hasPictures: true,
    hasFrontMatter: false,
    notes: ['place', 'only', 'none'],
    suggestions: SUGGESTIONS,
  },
  {
    name: 'pdf',
    label: 'PDF',
    about: 'For paper and PDF readers',
    ending: '.pdf',
    mediaType: 'application/pdf',
    isBinary: true,
    hasPictures: true,
    hasFrontMatter: false,
    notes: ['place', 'only', 'none'],
    suggestions: SUGGESTIONS,
  },
  {
    name: 'epub',
    label: 'E-book',
    about: 'EPUB, for reading devices',
    ending: '.epub',
    mediaType: 'application/epub+zip',
    isBinary: true,
    hasPictures: true,
    hasFrontMatter: false,
    notes: ['end', 'only', 'none'],
    suggestions: SUGGESTIONS,
  },
] as const satisfies readonly Exportable[];

/** A format that articles are read from; its `name` is that of its importer. */
export interface ImportFormat extends Importable {
  readonly name: (typeof IMPORTABLE)[number]['name'];
}

/** A format of files that come onto an article: its copies, and notes that other programs have made of it. */
export interface ReturnFormat extends Importable {
  readonly name: ImportFormat['name'] | (typeof NOTES_ALONE)[number]['name'];
}

/** A format of annotated copies; its `name` is that of its exporter. */
export interface CopyFormat extends Exportable {
  readonly name: (typeof EXPORTABLE)[number]['name'];
}

/** In the order in which they are offered; the first is the usual one. */
export const IMPORT_FORMATS: readonly ImportFormat[] = IMPORTABLE;

/** All that is read onto an article. */
export const RETURN_FORMATS: readonly ReturnFormat[] = [...IMPORTABLE, ...NOTES_ALONE];

/** In the order of the menu. */
export const COPY_FORMATS: readonly CopyFormat[] = EXPORTABLE;

/** The import format of exactly this name; null where there is none. */
export function importFormat(name: string): ImportFormat | null {
  return IMPORT_FORMATS.find((format) => format.name === name) ?? null;
}

/** The import format whose ending a file's name has, in capitals or not; null where it has none of them. */
export function importFormatByEnding(fileName: string): ImportFormat | null {
  return byEnding(IMPORT_FORMATS, fileName);
}

/**
 * The import format of an uploaded file: by the ending of its name, since browsers call many a Markdown file `text/plain` or
 * nothing; by its media type where the name says nothing; null where neither is known.
 */
export function importFormatOfFile(file: NamedFile): ImportFormat | null {
  return ofFile(IMPORT_FORMATS, file);
}

/** The same for a file that comes onto an article. */
export function returnFormatOfFile(file: NamedFile): ReturnFormat | null {
  return ofFile(RETURN_FORMATS, file);
}

interface NamedFile {
  readonly name: string;
  readonly mediaType: string;
}

function byEnding<F extends Importable>(formats: readonly F[], fileName: string): F | null {
  const name = fileName.toLowerCase();
  return formats.find(({ endings }) => endings.some((end) => name.endsWith(end))) ?? null;
}

function ofFile<F extends Importable>(formats: readonly F[], file: NamedFile): F | null {
  const mediaType = file.mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const byMediaType = formats.find(({ mediaTypes }) => mediaTypes.includes(mediaType));
  return byEnding(formats, file.name) ?? byMediaType ?? null;
}

/** The format of copies of exactly this name; null where there is none. */
export function copyFormat(name: string): CopyFormat | null {
  return COPY_FORMATS.find((format) => format.name === name) ?? null;
}
