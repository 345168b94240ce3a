/** `npm run bench:anchors`: 10,000 anchors in 100,000 words, found all at once, after a key, and by their quotes alone. */
import { availableParallelism, cpus } from 'node:os';
import * as Y from 'yjs';
import type { Anchor } from '../../shared/anchor/anchor.ts';
import { AnchorIndex } from '../../shared/anchor/anchor-index.ts';
import { decodePosition, describe } from '../../shared/anchor/describe.ts';
import { resolve } from '../../shared/anchor/resolve.ts';
import { textIndex } from '../../shared/anchor/text-index.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { insertAt, liveParagraphs, quoteOnly } from '../support/live-text.ts';
import { randomFrom } from '../support/random.ts';

const PARAGRAPHS = 1000;
const WORDS_EACH = 100;
const ANCHORS = 10_000;
const QUOTES = 1000;
const ROUNDS = 15;
const random = randomFrom(1);

interface Line {
  readonly what: string;
  readonly ms: number;
  readonly target: number | null;
}

function main(): void {
  const live = liveText();
  const fragment = live.getXmlFragment(ARTICLE_ROOT);
  const anchors = dropAnchors(live);
  const library = median(3, () => byLibrary(live, [...anchors.values()].slice(0, 1000))) * 10;
  const lines: Line[] = [
    { what: 'the Yjs call for each position (10,000 anchors)', ms: library, target: null },
    {
      what: 'all anchors, the text read anew',
      ms: median(ROUNDS, () => whole(live, anchors)),
      target: 150,
    },
    ...afterKeys(live, fragment, anchors),
    {
      what: `${QUOTES} by their quotes alone, as after an import`,
      ms: quotes(live, anchors),
      target: 5000,
    },
  ];
  const where = `${cpus()[0]?.model ?? 'unknown processor'} × ${availableParallelism()}, Node ${process.version}`;
  const rows = lines.map(({ what, ms, target }) =>
    [
      what.padEnd(52),
      `${ms.toFixed(2)} ms`.padStart(12),
      `${(library / ms).toFixed(0)} ×`.padStart(9),
      target === null ? '' : `   target ${target} ms: ${ms <= target ? 'met' : 'MISSED'}`,
    ].join(''),
  );
  process.stdout.write(
    `${where}; medians\n${''.padEnd(52)}${'time'.padStart(12)}${'to Yjs'.padStart(9)}\n${rows.join('\n')}\n`,
  );
}

/** Typed by eight people, a word at a time here and there, so that the paragraphs are of many Yjs items. */
function liveText(): Y.Doc {
  const word = (): string => WORDS[random(WORDS.length)] ?? '';
  const words = (count: number): string => Array.from({ length: count }, word).join(' ');
  let live = liveParagraphs(
    'A title',
    ...Array.from({ length: PARAGRAPHS }, () => words(WORDS_EACH - 20)),
  );
  for (let person = 1; person <= 8; person += 1) {
    const next = new Y.Doc();
    Y.applyUpdate(next, Y.encodeStateAsUpdate(live));
    live = next;
    live.transact(() => {
      for (const block of live.getXmlFragment(ARTICLE_ROOT).toArray()) {
        const text = (block as Y.XmlElement).get(0) as Y.XmlText;
        for (let nth = 0; nth < 2; nth += 1) text.insert(random(text.length), ` ${word()} `);
      }
    });
  }
  return live;
}

const WORDS = Array.from({ length: 3000 }, () =>
  Array.from({ length: 2 + random(9) }, () => 'etaoinshrdlucmfwyp'[random(18)]).join(''),
);

function dropAnchors(live: Y.Doc): Map<string, Anchor> {
  const index = textIndex(live.getXmlFragment(ARTICLE_ROOT));
  const anchors = new Map<string, Anchor>();
  for (let nth = 0; nth < ANCHORS; nth += 1) {
    const from = random(index.length - 100);
    anchors.set(`${nth}`, describe(index, { from, to: from + 3 + random(80) }));
  }
  return anchors;
}

function byLibrary(live: Y.Doc, anchors: readonly Anchor[]): void {
  for (const { start, end } of anchors) {
    for (const position of [decodePosition(start), decodePosition(end)])
      if (position) Y.createAbsolutePositionFromRelativePosition(position, live, false);
  }
}

function whole(live: Y.Doc, anchors: ReadonlyMap<string, Anchor>): void {
  const index = textIndex(live.getXmlFragment(ARTICLE_ROOT));
  for (const anchor of anchors.values())
    if (resolve(index, anchor).state !== 'exact') throw new Error('An anchor was lost.');
}

/** The time from the change in Yjs to every anchor's place, one key here and one from another peer. */
function afterKeys(
  live: Y.Doc,
  fragment: Y.XmlFragment,
  anchors: ReadonlyMap<string, Anchor>,
): Line[] {
  const index = new AnchorIndex(fragment);
  index.setAnchors(anchors);
  const peer = new Y.Doc();
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(live));
  const local = median(
    100,
    () => index.update(),
    () => insertAt(live, random(index.text.length - 1) + 1, 'x'),
  );
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(live, Y.encodeStateVector(peer)));
  let update: Uint8Array = new Uint8Array();
  peer.on('update', (bytes: Uint8Array) => (update = bytes));
  const remote = median(
    100,
    () => {
      Y.applyUpdate(live, update);
      index.update();
    },
    () => insertAt(peer, random(index.text.length - 1) + 1, 'y'),
  );
  const list = median(ROUNDS, () => anchors.forEach((_, id) => index.placement(id)));
  index.close();
  return [
    { what: 'after a key of one’s own', ms: local, target: 2 },
    { what: 'after a key of another’s, applying it included', ms: remote, target: 4 },
    { what: 'all places as a list', ms: list, target: null },
  ];
}

/** Half of them intact, half with some letters of their paragraph changed since. */
function quotes(live: Y.Doc, anchors: ReadonlyMap<string, Anchor>): number {
  const index = textIndex(live.getXmlFragment(ARTICLE_ROOT));
  const some = [...anchors.values()].slice(0, QUOTES).map((anchor, nth) => ({
    ...quoteOnly(anchor),
    exact: nth % 2 === 0 ? anchor.exact : `${anchor.exact.slice(0, 1)}#${anchor.exact.slice(2)}`,
  }));
  return median(1, () => some.forEach((anchor) => resolve(index, anchor)));
}

function median(rounds: number, work: () => void, prepare: () => void = () => undefined): number {
  const times = Array.from({ length: rounds }, () => {
    prepare();
    const since = performance.now();
    work();
    return performance.now() - since;
  });
  return times.toSorted((one, other) => one - other)[rounds >> 1] ?? 0;
}

main();
