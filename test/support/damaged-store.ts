/** Damages copies of a small store, opens them as the server does, and says what became of each. A script of its own, since damage may end its process. */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { examineFolder, openStore } from '../../server/storage/open.ts';
import type { EmbeddedStore } from '../../server/storage/embedded/embedded-store.ts';
import { randomFrom } from './random.ts';
import { contentOf, DAMAGED } from './store-content.ts';

const LOG = 'updates.mdb';
const SECTOR = 512;

const [base = '', target = '', seed = '1', from = '0', to = '0'] = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const original = await openStore(base);
const expected = await contentOf(original);
await original.close();
for (let trial = Number(from); trial < Number(to); trial += 1) {
  await rm(target, { recursive: true, force: true });
  await cp(base, target, { recursive: true });
  say(`trial ${trial} ${await damage(target, trial)}`);
  say(`outcome ${trial} ${await open(target)}`);
}

/** Alters one file of the store at random, and says how. Every other store looks as if its process had been killed. */
async function damage(folder: string, trial: number): Promise<string> {
  const random = randomFrom(Number(seed) * 1_000_003 + trial);
  const names = await readdir(folder);
  const wasKilled = random(2) === 0;
  if (wasKilled) await rm(join(folder, `${LOG}.left`));
  const catalogues = names.filter((name) => name.startsWith('catalogue'));
  const name = random(5) === 0 ? (catalogues[random(catalogues.length)] ?? '') : LOG;
  const bytes = await readFile(join(folder, name));
  const at = random(bytes.length);
  const how = ['cut', 'flip', 'flip', 'flip', 'zeros'][random(5)] ?? '';
  if (how === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  const start = at - (at % SECTOR);
  if (how === 'zeros') bytes.fill(0, start, Math.min(start + SECTOR, bytes.length));
  await writeFile(join(folder, name), how === 'cut' ? bytes.subarray(0, at) : bytes);
  return `${how} of ${name} at ${at}, ${wasKilled ? 'killed' : 'closed'}`;
}

async function open(folder: string): Promise<string> {
  let store: EmbeddedStore;
  try {
    store = await openStore(folder, {
      async examine(...asked) {
        say('examining');
        const examination = await examineFolder(...asked);
        say('examined');
        return examination;
      },
    });
  } catch (error) {
    const { message } = error as Error;
    return /backup|can be read any more/.test(message) ? `refused ${message}` : `wrong ${message}`;
  }
  const outcome = await compare(store);
  const refusal = await write(store).then(
    () => null,
    (error: unknown) => (error as Error).message,
  );
  await store.close();
  if (refusal === null) return outcome;
  return refusal.includes('could not write') ? `told at writing ${refusal}` : `wrong ${refusal}`;
}

/** What isn't as it was must be reported: by a notice where it is missing or older, by an error where it is damaged. */
async function compare(store: EmbeddedStore): Promise<string> {
  const content = await contentOf(store, expected.keys());
  const isOlder = store.notices.some((notice) => notice.includes('catalogue'));
  const differing = [...new Set([...expected.keys(), ...content.keys()])].filter(
    (name) => content.get(name) !== expected.get(name),
  );
  const silent = differing.filter((name) => {
    const found = content.get(name);
    const isRow = /^(members|tokens|articles|layers) /.test(name);
    return !(found === DAMAGED || (isRow && isOlder) || (!found && store.notices.length > 0));
  });
  if (silent.length > 0) return `silent ${silent.join(', ')}`;
  if (store.notices.length > 0) return `told ${store.notices.join(' ')}`;
  return differing.length > 0 ? `damaged ${differing.join(', ')}` : 'harmless';
}

/** What is written after the damage must be kept, too: a page taken for a free one would be lost now. */
async function write(store: EmbeddedStore): Promise<void> {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  for (const name of names)
    await store.log.commit([
      { do: 'append', room: `new ${name}`, update: Buffer.alloc(3000, name) },
    ]);
  for (const name of names) {
    const update = (await store.log.load(`new ${name}`))?.updates[0];
    if (update?.length !== 3000 || update[1234] !== name.charCodeAt(0)) throw new Error('lost');
  }
}
