/** `npm run bench:word-file`: an article of 100,000 words with 10,000 threads as a Word file, written by the worker process. */
import { availableParallelism, cpus } from 'node:os';
import * as Y from 'yjs';
import { FORMAT_LIMITS, openFormats } from '../../server/formats/formats.ts';
import type { CopySource } from '../../server/formats/jobs.ts';
import { describe } from '../../shared/anchor/describe.ts';
import { textIndex } from '../../shared/anchor/text-index.ts';
import { KINDS } from '../../shared/annotation/annotation.ts';
import { writeDifference } from '../../shared/annotation/layer-document.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { copyFormat } from '../../shared/article/formats.ts';
import { copyOf, p, reply } from '../support/copy.ts';
import { liveParagraphs } from '../support/live-text.ts';
import { randomFrom } from '../support/random.ts';

const PARAGRAPHS = 1000;
const WORDS_EACH = 100;
const THREADS = 10_000;
/** What the worker process has, and less of it. */
const HEAPS_MB = [FORMAT_LIMITS.maxHeapMb, 384, 192];
const MAX_SECONDS = FORMAT_LIMITS.maxWriteMs / 1000;
const random = randomFrom(1);

const source = longSource();
const where = `${cpus()[0]?.model ?? 'unknown processor'} × ${availableParallelism()}, Node ${process.version}`;
console.log(`A Word file of ${PARAGRAPHS * WORDS_EACH} words with ${THREADS} threads, on ${where}`);
let usual = Infinity;
for (const maxHeapMb of HEAPS_MB) {
  const formats = openFormats({ ...FORMAT_LIMITS, maxHeapMb, maxWriteMs: 120_000 });
  await formats.write({ ...source, layers: [] }); // starts the process and loads the exporter
  const start = performance.now();
  const written = await formats.write(source);
  const seconds = (performance.now() - start) / 1000;
  formats.close();
  usual = Math.min(usual, written.ok ? seconds : Infinity);
  const outcome = written.ok ? `${(written.value.length / 1e6).toFixed(1)} MB` : 'too little';
  console.log(`heap of ${String(maxHeapMb).padStart(4)} MB: ${seconds.toFixed(1)} s, ${outcome}`);
}
process.exitCode = usual <= MAX_SECONDS ? 0 : 1;

/** Threads of all kinds over 3 to 80 characters, half of them with a reply. */
function longSource(): CopySource {
  const live = liveParagraphs('A long text', ...Array.from({ length: PARAGRAPHS }, () => words(WORDS_EACH))); // prettier-ignore
  const index = textIndex(live.getXmlFragment(ARTICLE_ROOT));
  const { article, url, source: address, layers, choices } = copyOf([p('A long text')]);
  const room = new Y.Doc();
  room.transact(() => {
    for (let nth = 0; nth < THREADS; nth += 1) {
      const from = Math.floor((nth * (index.length - 120)) / THREADS) + random(20);
      const kind = KINDS[nth % KINDS.length]!;
      writeDifference(room, null, {
        id: `thread-${nth}`,
        kind,
        author: `member-${random(20)}`,
        anchor: describe(index, { from, to: from + 3 + random(78) }),
        created: article.modified,
        modified: article.modified,
        body: kind === 'highlight' ? '' : words(4 + random(20)),
        replacement: kind === 'suggestion' ? words(3) : null,
        color: null,
        tags: [],
        status: nth % 7 === 0 ? 'resolved' : 'open',
        via: null,
        pinned: false,
        edited: null,
        revision: 0,
        anchors: [],
        statusBy: null,
        statusAt: null,
        assignee: null,
        replies: nth % 2 === 0 ? [reply(`r${nth}`, 'member-1', words(8))] : [],
        reactions: [],
      });
    }
  });
  return {
    format: copyFormat('docx')!.name,
    article,
    url,
    source: address,
    text: [Y.encodeStateAsUpdate(live)],
    layers: [{ layer: layers[0]!, updates: [Y.encodeStateAsUpdate(room)] }],
    pictures: [],
    names: new Map(),
    choices: { ...choices, names: 'pseudonyms' },
  };
}

function words(count: number): string {
  return Array.from({ length: count }, () =>
    Array.from({ length: 2 + random(9) }, () => 'etaoinshrdlucmfwyp'[random(18)]).join(''),
  ).join(' ');
}
