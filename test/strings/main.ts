/** `npm run strings`: brings the catalogues up to date with the sources, and says what is left to translate. */
import { writeFileSync } from 'node:fs';
import { sourcesIn } from '../support/source-tree.ts';
import { catalogueFile, entriesIn, readCatalogue, TRANSLATED, updated } from './catalogue-file.ts';
import { messagesIn } from './messages.ts';

const { messages, hidden } = messagesIn(sourcesIn('client'), sourcesIn('server', 'shared'));
for (const at of hidden) process.stderr.write(`${at} hides its text: it must be a literal.\n`);
for (const tag of TRANSLATED) {
  const file = updated(readCatalogue(tag), messages);
  writeFileSync(catalogueFile(tag), file);
  const left = entriesIn(file).filter(({ msgstr }) => msgstr.some((text) => text === ''));
  process.stdout.write(`${tag}: ${messages.length} texts, ${left.length} to translate\n`);
  for (const { msgid } of left) process.stdout.write(`  ${msgid}\n`);
}
process.exitCode = hidden.length === 0 ? 0 : 1;
