/** What a new store gets: an owner with a sign-in link, and a sample article. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importFormatOfFile } from '../shared/article/formats.ts';
import { newStoreRefusal } from './config.ts';
import type { Parts } from './http/parts.ts';

/**
 * Makes what is missing; gives the secret of the owner's sign-in link where the owner was just made, else null. Throws a sentence for
 * the operator where what is set is not for a new store.
 */
export async function firstStart(
  { config, accounts, tokens, articles, formats }: Parts,
  samples: string,
): Promise<string | null> {
  if ((await accounts.owner()) !== null) return null;
  const refusal = newStoreRefusal(config);
  if (refusal !== null) throw new Error(refusal);
  const added = await accounts.addMember({ name: 'Owner', role: 'owner' });
  if (!added.ok) throw new Error('The owner could not be made.');
  const owner = added.value;
  for (const name of await readdir(samples).catch(() => [])) {
    const format = importFormatOfFile({ name, mediaType: '' });
    if (format === null) continue;
    const bytes = await readFile(join(samples, name));
    const found = { encoding: null, title: null, language: null, cleanUp: false };
    const read = await formats.read({ format: format.name, bytes, ...found });
    if (!read.ok) throw new Error(`The sample ${name} could not be read: ${read.problem.title}`);
    const sample = await articles.add(read.value, owner.id);
    if (!sample.ok)
      throw new Error(`The sample ${name} could not be kept: ${sample.problem.title}`);
  }
  const link = { label: 'First sign-in', use: 'link', expires: null, by: null } as const;
  const made = await tokens.add(owner.id, link);
  if (!made.ok) throw new Error('The owner’s sign-in link could not be made.');
  return made.value.secret;
}
