/** The client's built files: the shell of its pages, and what the published page needs. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express from 'express';
import type { RequestHandler } from 'express';

/** From the folder of the build, or from Vite's development server; `close` ends the latter. */
export interface Assets {
  /** The HTML shell that all pages of the client share. */
  shell(path: string): Promise<string>;
  /** Addresses of the script and the styles of published pages, from the root of the site. */
  readonly reader: { readonly script: string; readonly styles: readonly string[] };
  /** Serves the files themselves. */
  readonly files: RequestHandler;
  /** False where the development server writes scripts and styles into its pages. */
  readonly strict: boolean;
  close(): Promise<void>;
}

/** An entry of the manifest that Vite writes. */
interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
}

const READER_ENTRY = 'reader/main.ts';
const YEAR_S = 365 * 24 * 60 * 60;

/** Built files in a folder; throws with a sentence where they haven't been built. */
export async function builtAssets(folder: string): Promise<Assets> {
  const [shell, manifest] = await Promise.all([
    readFile(join(folder, 'index.html'), 'utf8'),
    readFile(join(folder, '.vite/manifest.json'), 'utf8'),
  ]).catch(() => {
    throw new Error('The client has not been built; run “npm run build” first.');
  });
  const reader = (JSON.parse(manifest) as Record<string, Chunk>)[READER_ENTRY];
  if (reader === undefined) throw new Error(`The client was built without ${READER_ENTRY}.`);
  return {
    shell: () => Promise.resolve(shell),
    reader: { script: `/${reader.file}`, styles: (reader.css ?? []).map((file) => `/${file}`) },
    files: express.static(folder, { index: false, setHeaders: keepHashed }),
    strict: true,
    close: () => Promise.resolve(),
  };
}

/** For a server that nobody looks at, such as the one that a command of the command line starts for itself. */
export function noAssets(): Assets {
  return {
    shell: () => Promise.resolve(''),
    reader: { script: '', styles: [] },
    files: (_request, _response, next) => next(),
    strict: true,
    close: () => Promise.resolve(),
  };
}

/** Files whose name has a hash never change. */
function keepHashed(
  response: { setHeader(name: string, value: string): unknown },
  path: string,
): void {
  const hashed = path.includes('/assets/') || path.includes('\\assets\\');
  response.setHeader('cache-control', hashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
}
