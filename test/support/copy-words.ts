/** What somebody who opens a copy reads in it, for tests that ask the same of every format. */
import type { CopyFormat } from '../../shared/article/formats.ts';

/** Whether the article's text is in a copy as this format usually has it. */
export function isWithText({ notes }: CopyFormat): boolean {
  return notes[0] !== 'only';
}

/** The words of a copy that came as text, without what is in the file for programs alone. */
export async function wordsOfCopy({ name }: CopyFormat, file: string): Promise<string> {
  switch (name) {
    case 'html':
      return file
        .replace(/<head>[^]*<\/head>|<script\b[^]*<\/script>/g, '')
        .replace(/<[^>]*>/g, '');
    case 'docx':
      return file.replace(/<[^>]*>/g, '');
    case 'epub':
      return file.slice(file.indexOf('<body>', file.indexOf('</nav>'))).replace(/<[^>]*>/g, '');
    case 'md':
      return file.replace(/\[\^\d+\](?!:)|<!-- galley-copy .*-->/g, '');
    case 'txt':
      return file.replace(/\[\d+\](?= |\.|,)/g, '');
    case 'jsonld':
      return JSON.stringify({ ...(JSON.parse(file) as object), '@context': null }).replace(/<[^>]*>/g, ''); // prettier-ignore
    case 'json':
      return JSON.stringify(JSON.parse(file, withoutContext));
    default:
      return file;
  }
}

/** A quote's context is from when the note was made. */
function withoutContext(key: string, value: unknown): unknown {
  return key === 'prefix' || key === 'suffix' ? undefined : value;
}
