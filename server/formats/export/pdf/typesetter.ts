/** The typesetter: Typst, a native program in a package of its own for each platform. Loaded when the first copy needs it. */
import { resolve } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFolders } from './fonts.ts';
import type { TypesetterFile } from './pictures.ts';
import type { Sheet } from './sheet.ts';
import { TEMPLATE } from './template.ts';

/** Sets pages. */
export interface Typesetter {
  /**
   * The pages as PDF, with tags; such that PDF/UA-1 holds where `isChecked`. Throws where that isn't to be had, as where a letter
   * has no font, or a file is none that it can draw.
   */
  set(sheet: Sheet, isChecked: boolean, files?: readonly TypesetterFile[]): Uint8Array;
  /** Those of the characters for which no font is there. */
  missing(characters: readonly string[]): string[];
}

/** What is used of the package. */
interface Package {
  readonly NodeCompiler: Pick<typeof NodeCompiler, 'create'>;
}

/** No folder of this machine: a sheet can name the files that it is given, and no others. */
const WORKSPACE = resolve('/no-folder-of-this-machine');

let loading: Promise<Typesetter | null> | undefined;

/** The typesetter of this process; null where there is none for this machine. */
export function loadTypesetter(): Promise<Typesetter | null> {
  loading ??= openTypesetter(() => import('@myriaddreamin/typst-ts-node-compiler'));
  return loading;
}

/** A typesetter out of the package that `load` gives; null where the package isn't there, or has nothing for this machine. */
export async function openTypesetter(load: () => Promise<Package>): Promise<Typesetter | null> {
  const loaded = await load().catch(() => null);
  if (loaded === null) return null;
  const fontArgs = [{ fontPaths: fontFolders() }];
  const compiler = loaded.NodeCompiler.create({ workspace: WORKSPACE, fontArgs });
  return {
    set(sheet, isChecked, files = []) {
      try {
        for (const { path, bytes } of files)
          compiler.mapShadow(WORKSPACE + path, Buffer.from(bytes));
        return compile(compiler, TEMPLATE, { sheet }, isChecked ? 'ua-1' : undefined);
      } finally {
        compiler.resetShadow();
      }
    },
    missing: (characters) => (characters.length === 0 ? [] : missingOf(compiler, characters)),
  };
}

// Each stands alone, for the program would shape them together.
const PROBE = '#for letter in json(bytes(sys.inputs.letters)) [#text(letter) \\ ]';

function missingOf(compiler: NodeCompiler, characters: readonly string[]): string[] {
  try {
    // A standard that refuses what no font has: there is no other way to be told.
    compile(compiler, PROBE, { letters: characters }, 'a-2b');
    return [];
  } catch (error) {
    // Escaped twice: what isn't to be shown is named by its number.
    const said = String(error)
      .replaceAll('\\', '')
      .matchAll(/the text `"(.+?)"` could not be displayed/g);
    const names = new Set([...said].map(([, name]) => name));
    return characters.filter(
      (one) => names.has(one) || names.has(`u{${one.codePointAt(0)!.toString(16)}}`),
    );
  }
}

function compile(
  compiler: NodeCompiler,
  source: string,
  data: Readonly<Record<string, unknown>>,
  pdfStandard: string | undefined,
): Uint8Array {
  const inputs = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  try {
    return compiler.pdf(
      { mainFileContent: source, inputs },
      { pdfTags: true, ...(pdfStandard === undefined ? {} : { pdfStandard }) },
    );
  } finally {
    compiler.evictCache(0); // it would keep what it has set for as long as the process lives
  }
}
