/** The corpora that the import tests read, and what it means that no word is lost. */
import { readFileSync, readdirSync } from 'node:fs';

const FOLDER = new URL('../../../fixtures/corpora/', import.meta.url);

export interface Declaration {
  readonly name: string;
  readonly html: string;
  /** The visible text, one line per block, read by a few patterns that fit these files and nothing else. */
  readonly lines: readonly string[];
}

/** The Universal Declaration of Human Rights in each of the fourteen languages. */
export function declarations(): Declaration[] {
  const files = readdirSync(new URL('udhr/', FOLDER)).filter((name) => name.endsWith('.html'));
  return files.map((file) => {
    const html = readCorpus(`udhr/${file}`);
    const body = html.slice(html.indexOf('<body>'));
    const lines = body
      .replace(/<[^>]*>/g, '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return { name: file.replace('.html', ''), html, lines };
  });
}

/** The Big List of Naughty Strings. */
export function hostileStrings(): string[] {
  return (JSON.parse(readCorpus('blns.json')) as unknown[]).map(String);
}

export function readCorpus(path: string): string {
  return readFileSync(new URL(path, FOLDER), 'utf8');
}

/** All characters but spaces and controls: equal before and after, no word was lost. */
export function bare(text: string): string {
  return text.replace(/[\s\p{Cc}]/gu, '');
}
