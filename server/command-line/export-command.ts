/** The command `export`: one annotated copy, or one of each article in an archive. */
import { open, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { COPY_FORMATS, copyFormat } from '../../shared/article/formats.ts';
import type { CopyFormat } from '../../shared/article/formats.ts';
import { ExportQuery } from '../../shared/wire/routes/copies.ts';
import { zipOf } from '../zip.ts';
import type { ZippedFile } from '../zip.ts';
import { answerOf } from './ask.ts';
import type { Ask } from './ask.ts';
import type { Command, Print } from './command.ts';

const CHOICE_NAMES = Object.keys(ExportQuery.shape)
  .filter((name) => name !== 'format' && name !== 'layers')
  .join(', ');

/** What the route takes, each as an option of the same name. */
const CHOICES: Record<string, { type: 'string' }> = Object.fromEntries(
  Object.keys(ExportQuery.shape).map((name) => [name, { type: 'string' } as const]),
);

/** See the help. */
export const EXPORT: Command = {
  name: 'export',
  usage:
    'export ARTICLE --format F [--layers IDS] [--CHOICE VALUE] [--out FILE] | export --all --format F --out FILE.zip',
  says: `writes an annotated copy (${COPY_FORMATS.map(({ name }) => name).join(', ')}), or with --all one of each article into a ZIP archive, with private layers only where they are named; the choices are those of the API: ${CHOICE_NAMES}`,
  run: exportCopies,
};

async function exportCopies(args: readonly string[], ask: Ask, print: Print): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...CHOICES, out: { type: 'string' }, all: { type: 'boolean' } },
  });
  const { out, all = false, ...query } = values as Values;
  const chosen = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  const asked = new URLSearchParams(chosen);
  const [article] = positionals;
  if ((article === undefined) !== all || !asked.has('format') || (all && out === undefined))
    throw new Error(`Usage: galley ${EXPORT.usage}`);
  if (all) return exportAll(asked, out ?? '', ask, print);
  const copy = await copyOf(article ?? '', asked, ask);
  if (out === undefined)
    process.stdout.write(copy); // not printed: it is no line, and may be no text
  else await writeFile(out, copy);
}

type Values = Readonly<Record<string, string | undefined>> & {
  readonly out?: string;
  readonly all?: boolean;
};

async function copyOf(article: string, asked: URLSearchParams, ask: Ask): Promise<Uint8Array> {
  const address = `/api/articles/${encodeURIComponent(article)}/export?${asked.toString()}`;
  for (;;) {
    const response = await ask(address);
    // So many copies in a minute: the others wait for the next one.
    const seconds = response.status === 429 ? Number(response.headers.get('retry-after')) : 0;
    if (seconds > 0) {
      await response.arrayBuffer();
      await delay(seconds * 1000);
      continue;
    }
    if (!response.ok) await answerOf(response);
    return new Uint8Array(await response.arrayBuffer());
  }
}

interface Listed {
  readonly id: string;
  readonly slug: string;
}

/** Those that can't be written are named at the end; all others are in the archive. */
async function exportAll(
  asked: URLSearchParams,
  out: string,
  ask: Ask,
  print: Print,
): Promise<void> {
  const format = copyFormat(asked.get('format') ?? '');
  if (format === null) throw new Error(`There is no format “${asked.get('format') ?? ''}”.`);
  const failures: string[] = [];
  const archive = await open(out, 'w');
  try {
    const files = allCopies(asked, format, ask, { print, failures });
    for await (const bytes of zipOf(files)) await archive.write(bytes);
  } finally {
    await archive.close();
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

async function* allCopies(
  asked: URLSearchParams,
  format: CopyFormat,
  ask: Ask,
  { print, failures }: { readonly print: Print; readonly failures: string[] },
): AsyncGenerator<ZippedFile> {
  for await (const { id, slug } of articles(ask)) {
    const name = `${slug}${format.ending}`;
    try {
      yield { name, bytes: await copyOf(id, asked, ask), isPacked: format.isBinary };
      print(`${id}  ${name}`);
    } catch (error) {
      failures.push(`${slug}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

async function* articles(ask: Ask): AsyncGenerator<Listed> {
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const page: { readonly items: readonly Listed[]; readonly next: string | null } =
      await answerOf(await ask(`/api/articles${query}`));
    yield* page.items;
    cursor = page.next;
  } while (cursor !== null);
}
