/** The commands of `galley`, but for `serve`: each asks a server over its API. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { IMPORT_FORMATS } from '../../shared/article/formats.ts';
import { answerOf } from './ask.ts';
import type { Command, Print } from './command.ts';
import type { Ask, Asked } from './ask.ts';
import { EXPORT } from './export-command.ts';
import { STORE_COMMANDS } from './store-commands.ts';

/** In the order of the help; `serve` and `restore` are apart, since they ask no server. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'import',
    usage: 'import FILE…',
    says: `brings articles in (${IMPORT_FORMATS.map(({ name }) => name).join(', ')})`,
    run: importFiles,
  },
  EXPORT,
  {
    name: 'member',
    usage: 'member add NAME [--role R] [--email E] | member link NAME',
    says: 'adds a member and prints a sign-in link, or prints a new link',
    run: member,
  },
  ...STORE_COMMANDS,
];

interface MemberFacts {
  readonly id: string;
  readonly name: string;
}

async function importFiles(args: readonly string[], ask: Ask, print: Print): Promise<void> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  if (positionals.length === 0) throw new Error('Name the files to import.');
  const failures: string[] = [];
  for (const path of positionals) {
    try {
      // One after the other, so that the lines tell the order.
      const { id, title, warnings } = await importFile(path, ask);
      print(`${id}  ${title}`);
      for (const warning of warnings) print(`  ${warning}`);
    } catch (error) {
      failures.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

interface ImportFacts {
  readonly id: string;
  readonly title: string;
  /** What was guessed, left out, or came with it. */
  readonly warnings: readonly string[];
}

async function importFile(path: string, ask: Ask): Promise<ImportFacts> {
  const form = new FormData();
  form.set('file', new Blob([await readFile(path)]), basename(path));
  return answerOf(await ask('/api/articles', { method: 'POST', body: form }));
}

async function member(args: readonly string[], ask: Ask, print: Print): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { role: { type: 'string', default: 'commenter' }, email: { type: 'string' } },
  });
  const [what, ...words] = positionals;
  const name = words.join(' ');
  if (name === '')
    throw new Error(
      'Usage: galley member add NAME [--role R] [--email E], or galley member link NAME',
    );
  if (what !== 'add' && what !== 'link') throw new Error(`There is no command “member ${what}”.`);
  const found = what === 'add' ? await addMember(name, values, ask) : await findMember(name, ask);
  const body = JSON.stringify({ label: 'Sign-in link', use: 'link' });
  const made = await ask(`/api/members/${found.id}/tokens`, post(body));
  print(`${found.name}: ${(await answerOf<{ url: string }>(made)).url}`);
}

async function addMember(
  name: string,
  { role, email }: { role: string; email?: string | undefined },
  ask: Ask,
): Promise<MemberFacts> {
  const body = JSON.stringify({ name, role, ...(email === undefined ? {} : { email }) });
  return answerOf(await ask('/api/members', post(body)));
}

async function findMember(name: string, ask: Ask): Promise<MemberFacts> {
  const { items } = await answerOf<{ items: MemberFacts[] }>(await ask('/api/members'));
  const named = items.filter((item) => item.name === name || item.id === name);
  const [found] = named;
  if (found === undefined) throw new Error(`There is no member “${name}”.`);
  if (named.length > 1) throw new Error(`Several members are named “${name}”; give the id of one.`);
  return found;
}

function post(body: string): Asked {
  return { method: 'POST', body, headers: { 'content-type': 'application/json' } };
}
