/** What a new store gets: an owner with a sign-in link, and a sample article. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importerForFile } from './formats/import/importers.ts';
import type { Parts } from './parts.ts';

/** Makes what is missing; gives the owner's sign-in link where the owner was just made, else null. */
export async function firstStart(parts: Parts, samples: string): Promise<string | null> {
  const { accounts, articles, url } = parts;
  if ((await accounts.owner()) !== null) return null;
  const owner = await accounts.addMember({ name: 'Owner', role: 'owner' });
  for (const name of await readdir(samples).catch(() => [])) {
    const importer = importerForFile({ name, mediaType: '' });
    if (importer === null) continue;
    // oxlint-disable-next-line no-await-in-loop -- there is one sample
    const content = await readFile(join(samples, name), 'utf8');
    // oxlint-disable-next-line no-await-in-loop -- the same
    await articles.add(importer.read(content), owner.id);
  }
  const token = await accounts.addToken(owner.id, 'First sign-in', 'link');
  return `${url()}/signin#token=${token}`;
}
