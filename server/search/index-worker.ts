/** The thread in which the index of words is kept and asked. */
import { parentPort } from 'node:worker_threads';
import { excerptOf } from './excerpt.ts';
import type { Order, Reply, Tasks } from './messages.ts';
import { partsOf } from './wanted.ts';
import { WordIndex } from './word-index.ts';
import { Words } from './words.ts';

type Work = {
  readonly [Name in keyof Tasks]: (takes: Tasks[Name]['takes']) => Tasks[Name]['gives'];
};

const index = new WordIndex();
const languages = new Map<string, Words>();
let isTidying = false;

const work: Work = {
  put(sources) {
    for (const source of sources) index.put(source);
    tidySoon();
    return null;
  },
  remove(keys) {
    for (const key of keys) index.remove(key);
    tidySoon();
    return null;
  },
  find: (question) => index.find(question),
  excerpts({ words, of }) {
    const wanted = partsOf(words);
    return of.map(({ language, parts }) => {
      const known = languages.get(language) ?? new Words(language);
      languages.set(language, known);
      return excerptOf(parts, wanted, known, language);
    });
  },
  size: () => ({ ...index.size, heapBytes: process.memoryUsage().heapUsed }),
};

parentPort?.on('message', (order: Order) => {
  parentPort?.postMessage(replyTo(order));
});

function replyTo({ id, task, takes }: Order): Reply {
  try {
    return { id, gives: (work[task] as (takes: unknown) => never)(takes) }; // each its own, as `Order` says
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Little by little, between what is asked. */
function tidySoon(): void {
  if (isTidying) return;
  isTidying = true;
  setImmediate(() => {
    isTidying = false;
    if (index.tidy()) tidySoon();
  });
}
