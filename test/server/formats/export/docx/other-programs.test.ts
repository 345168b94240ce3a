/** What other programs read out of our Word files. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { docxExporter } from '../../../../../server/formats/export/docx/docx.ts';
import { isInstalled, outputOf } from '../../../../support/programs.ts';
import { readDocx } from '../../../../support/docx/read-docx.ts';
import { richCopy } from '../../../../support/rich-copy.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const SLOW = { timeout: 150_000 };

/** The rich copy as a file in a folder that goes with the test. */
async function richFile() {
  const bytes = await docxExporter.write(richCopy());
  const folder = await temporaryFolder();
  const path = join(folder, 'rich.docx');
  await writeFile(path, bytes);
  return { folder, path, own: readDocx(bytes) };
}

describe.skipIf(!isInstalled('soffice'))('LibreOffice', SLOW, () => {
  test('X41 reads every comment with its author and whether it is settled, and every change', async () => {
    const { folder, path, own } = await richFile();
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    await outputOf('soffice', profile, '--headless', '--convert-to', 'odt', '--outdir', folder, path);
    const odt = unzipSync(new Uint8Array(await readFile(join(folder, 'rich.odt'))));
    const content = strFromU8(odt['content.xml']!);
    const notes = [...content.matchAll(/<office:annotation .*?<\/office:annotation>/gs)].map(([note]) => note);
    const authors = notes.map((note) => wordsOf(/<dc:creator>(.*?)<\/dc:creator>/s.exec(note)?.[1] ?? ''));
    expect(authors.toSorted(byWords)).toEqual(own.comments.map(({ author }) => author).toSorted(byWords));
    const settled = notes.filter((note) => note.includes('loext:resolved="true"'));
    expect(settled.length).toBe(own.comments.filter(({ done }) => done).length);
    for (const { text } of own.comments.filter(({ text: said }) => !said.includes('\n')))
      expect(notes.map(wordsOf).some((note) => note.includes(text)), text).toBe(true);
    const changes = [...content.matchAll(/<text:(insertion|deletion)>.*?<dc:creator>(.*?)<\/dc:creator>/gs)];
    const changed = (kind: string) => new Set(changes.filter((one) => one[1] === kind).map((one) => wordsOf(one[2] ?? '')));
    expect(changed('deletion')).toEqual(new Set(own.changes.keys()));
    expect(changed('insertion')).toEqual(new Set(own.changes.keys()));
  }); // prettier-ignore
});

describe.skipIf(!isInstalled('pandoc'))('pandoc', SLOW, () => {
  test('X41 reads every comment with its author, every change, headings, lists and tables', async () => {
    const { path, own } = await richFile();
    const html = await outputOf('pandoc', '--track-changes=all', '--from=docx', '--to=html', '--wrap=none', path);
    const authors = [...html.matchAll(/class="comment-start"[^>]* data-author="([^"]*)"/g)].map((one) => wordsOf(one[1] ?? ''));
    expect(authors.toSorted(byWords)).toEqual(own.comments.map(({ author }) => author).toSorted(byWords));
    expect(html).toMatch(/class="deletion"[^>]*>a winter in which it did not<\/span><span class="insertion"[^>]*>a winter without it</);
    expect(html).toContain('<a href="https://harbour.example/times">the page</a>');
    expect(html).toMatch(/<h2[^>]*>What it cost<\/h2>/);
    expect(html).toMatch(/<h4[^>]*>How the tide is reckoned<\/h4>/);
    expect(html).toMatch(/<ol start="7"[^>]*>\s*<li>\s*<p>Loading/);
    expect(html).toMatch(/<ol start="4" (type="i"|style="list-style-type: lower-roman")>\s*<li>\s*<p>and once more/);
    expect(html).toMatch(/<ol (type="a"|style="list-style-type: lower-alpha")>\s*<li>\s*<p>letters/);
    expect(html).toMatch(/<td[^>]* rowspan="2"[^>]*>(<p>)?the Sixties/);
    expect(html).toMatch(/<blockquote>\s*<p>A boat is/);
  }); // prettier-ignore
});

/** Without tags, in one line. */
function wordsOf(xml: string): string {
  const bare = xml.replace(/<[^>]*>/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'"); // prettier-ignore
  return bare.replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
}

function byWords(one: string, other: string): number {
  return one < other ? -1 : 1;
}
