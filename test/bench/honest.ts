/**
 * `npm run bench:honest`: threads in texts of 14 languages that three people change in every way, each thread held against the
 * truth about its characters. `--threads N` follows that many (5,000); `--seed N` begins there; `--only a,b` does only these
 * operations; `--stock` gives everybody y-prosemirror, which tells no moves; `--steps N` for each text (80). It fails where a thread is on wrong words.
 */
import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { movesOf } from '../../shared/moves/move.ts';
import { LANGUAGES, paragraphsIn } from '../support/honest/corpus.ts';
import type { Fared, Operation } from '../support/honest/world.ts';
import { World } from '../support/honest/world.ts';
import { randomFrom } from '../support/random.ts';

const { values } = parseArgs({
  options: {
    threads: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '80' },
    only: { type: 'string' },
    show: { type: 'string', default: '12' },
    stock: { type: 'boolean', default: false },
  },
});

/** So many threads of so many words each in one text. */
const EACH: readonly (readonly [count: number, words: number])[] = [
  [15, 1],
  [15, 2],
  [15, 3],
  [10, 8],
];
const IN_A_TEXT = EACH.reduce((sum, [count]) => sum + count, 0);

const all: Fared[] = [];
const bytes = { all: 0, moves: 0 };
const samples: string[] = [];
const worlds = Math.ceil(Number(values.threads) / IN_A_TEXT);
for (let nth = 0; nth < worlds; nth += 1) {
  const seed = Number(values.seed) + nth;
  const language = LANGUAGES[seed % LANGUAGES.length] ?? 'eng';
  const world = new World(
    paragraphsIn(language, 40).slice(0, 16),
    randomFrom(seed),
    values.only?.split(',') as Operation[] | undefined,
    values.stock,
  );
  for (const [count, words] of EACH) world.annotate(count, words);
  try {
    for (let step = 0; step < Number(values.steps); step += 1) world.step();
    world.meet();
  } catch (error) {
    throw new Error(`Seed ${seed} (${language}), after ${world.log.slice(-4).join(', ')}`, {
      cause: error,
    });
  }
  bytes.all += Y.encodeStateAsUpdate(world.server).byteLength;
  bytes.moves += bytesOfMoves(world.server);
  if (!world.agree()) throw new Error(`Seed ${seed} (${language}): the texts differ.`);
  for (const fared of world.faring()) {
    all.push(fared);
    if (fared.judgement === 'wrong' || fared.judgement === 'lost')
      samples.push(
        `seed ${seed} ${language}: “${fared.exact}” ${fared.state} ${fared.judgement} ${fared.shown}`,
      );
  }
  world.destroy();
}

const count = (judgement: string, words: number | null = null): number =>
  all.filter((one) => one.judgement === judgement && (words === null || one.words === words))
    .length;
const KINDS = ['right', 'over', 'honest', 'lost', 'wrong'];
for (const words of [1, 2, 3, 8, null])
  process.stdout.write(
    `${words === null ? 'all' : `${words} words`}: ${KINDS.map((kind) => `${kind} ${count(kind, words)}`).join(', ')}\n`,
  );
const living = count('right') + count('lost');
process.stdout.write(
  `${all.length} threads in ${worlds} texts: ${count('wrong')} on wrong words, ${((100 * count('right')) / living).toFixed(2)} % of those whose words live are on them\n`,
);
process.stdout.write(
  `moves are ${((100 * bytes.moves) / bytes.all).toFixed(1)} % of the texts as they are stored\n`,
);
for (const sample of samples.slice(0, Number(values.show))) process.stdout.write(`  ${sample}\n`);
/** What the same text takes less without them. */
function bytesOfMoves(doc: Y.Doc): number {
  const bare = new Y.Doc();
  Y.applyUpdate(bare, Y.encodeStateAsUpdate(doc));
  movesOf(bare).delete(0, movesOf(bare).length);
  return Y.encodeStateAsUpdate(doc).byteLength - Y.encodeStateAsUpdate(bare).byteLength;
}

process.exitCode = count('wrong') === 0 ? 0 : 1;
