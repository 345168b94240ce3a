/** What a new store gets: an owner with a sign-in link, and a sample article. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importerForFile } from './formats/import/importers.ts';
import { readArticle } from './formats/import/read-article.ts';
import type { Parts } from './http/parts.ts';

/** Makes what is missing; gives the secret of the owner's sign-in link where the owner was just made, else null. */
export async function firstStart(
  { accounts, tokens, articles }: Parts,
  samples: string,
): Promise<string | null> {
  if ((await accounts.owner()) !== null) return null;
  const added = await accounts.addMember({ name: 'Owner', role: 'owner' });
  if (!added.ok) throw new Error('The owner could not be made.');
  const owner = added.value;
  for (const name of await readdir(samples).catch(() => [])) {
    const importer = importerForFile({ name, mediaType: '' });
    if (importer === null) continue;
    const content = await readFile(join(samples, name), 'utf8');
    const read = readArticle({ format: importer.name, content, title: null, language: null });
    await articles.add(read, owner.id);
  }
  const link = { label: 'First sign-in', use: 'link', expires: null, by: null } as const;
  return (await tokens.add(owner.id, link)).secret;
}
