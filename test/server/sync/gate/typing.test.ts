/** The gate's short way lets in exactly what its long way would, and what it passes on is the same. */
import * as encoding from 'lib0/encoding';
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { TypingRuns } from '../../../../server/sync/gate/typing.ts';
import { memoryRoom } from '../../../support/memory-room.ts';
import { randomFrom } from '../../../support/random.ts';
import { judgeAsRoom, judgeAtOnce } from '../../../support/room-gate.ts';

const SEEDS = 20;
const FRAMES = 150;
const WORDS = ['a', 'é', 'ش', '\u{1F5DE}', 'word', 'e\u0301'];

const anybody = (): boolean => true;

function start(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const paragraphs = ['Some words.', 'Other words.'].map((words) => {
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText(words);
    paragraph.insert(0, [text]);
    return paragraph;
  });
  doc.getXmlFragment('article').insert(0, paragraphs);
  return Y.encodeStateAsUpdate(doc);
}

function textOf(doc: Y.Doc, at: number): Y.XmlText {
  const paragraph = doc.getXmlFragment('article').get(at) as Y.XmlElement;
  return paragraph.get(0) as Y.XmlText;
}

/** What one person sends for a moment of work, if anything. */
function work(doc: Y.Doc, random: (below: number) => number, place: { at: number }): Uint8Array[] {
  const sent: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => void sent.push(update);
  doc.on('update', collect);
  const text = textOf(doc, random(8) === 0 ? 1 : 0);
  const what = random(12);
  if (random(5) === 0) place.at = random(text.length + 1);
  place.at = Math.min(place.at, text.length);
  if (what === 0 && text.length > 2) text.delete(random(text.length - 1), 1);
  else if (what === 1) text.format(0, Math.min(2, text.length), { strong: {} });
  else {
    const word = WORDS[random(WORDS.length)] ?? '';
    text.insert(place.at, word);
    place.at += word.length;
  }
  doc.off('update', collect);
  return sent;
}

test('G13 the short way of the gate lets in what its long way would, byte by byte', async () => {
  let short = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = randomFrom(seed);
    const content = start();
    const [long, both] = [await memoryRoom(content), await memoryRoom(content)];
    const runs = new TypingRuns();
    const continueRun = vi.spyOn(runs, 'continueRun');
    const people = [11, 12].map((client) => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, content);
      doc.clientID = client;
      return { doc, place: { at: 0 }, unheard: [] as Uint8Array[] };
    });
    for (let frame = 0; frame < FRAMES; frame += 1) {
      const me = people[random(2)];
      const other = people.find((person) => person !== me);
      if (me === undefined || other === undefined) throw new Error('Nobody is here.');
      if (random(3) === 0) for (const update of me.unheard.splice(0)) Y.applyUpdate(me.doc, update);
      for (const update of work(me.doc, random, me.place)) {
        other.unheard.push(update);
        const judged = judgeAtOnce(long, update, anybody);
        expect(judged, `seed ${seed}, frame ${frame}`).toEqual({
          state: 'accepted',
          added: null,
          hasRestructured: false,
          removed: expect.any(Number),
          inserted: expect.any(Number),
          update,
        });
        judgeAsRoom(both, runs, update, anybody);
      }
    }
    short += continueRun.mock.results.filter(({ value }) => value === true).length;
    expect(Y.encodeStateAsUpdate(both.staged.doc), `seed ${seed}`).toEqual(
      Y.encodeStateAsUpdate(long.staged.doc),
    );
  }
  expect(short).toBeGreaterThan((SEEDS * FRAMES) / 3);
});

interface Frame {
  readonly clients?: number;
  readonly structs?: number;
  readonly client?: number;
  readonly clock?: number;
  readonly info?: number;
  readonly left?: readonly [number, number];
  readonly right?: readonly [number, number];
  readonly content?: Uint8Array | string;
  readonly deletions?: readonly number[];
  readonly behind?: readonly number[];
}

/** A frame as typing makes it, but for what is said. */
function frameOf(frame: Frame): Uint8Array {
  return encoding.encode((encoder) => {
    const { client = 7, clock = 5, content = 'x' } = frame;
    for (const number of [frame.clients ?? 1, frame.structs ?? 1, client, clock])
      encoding.writeVarUint(encoder, number);
    encoding.writeUint8(encoder, frame.info ?? (frame.right ? 0xc4 : 0x84));
    for (const number of [...(frame.left ?? [client, clock - 1]), ...(frame.right ?? [])])
      encoding.writeVarUint(encoder, number);
    if (typeof content === 'string') encoding.writeVarString(encoder, content);
    else encoding.writeVarUint8Array(encoder, content);
    for (const number of frame.deletions ?? [0]) encoding.writeVarUint(encoder, number);
    for (const byte of frame.behind ?? []) encoding.writeUint8(encoder, byte);
  });
}

const OTHERS: readonly (Frame & { readonly what: string })[] = [
  { what: 'of another client', client: 8, left: [8, 4] },
  { what: 'behind a gap', clock: 6, left: [7, 5] },
  { what: 'that repeats a clock', clock: 4, left: [7, 3] },
  { what: "behind another's character", left: [9, 4] },
  { what: 'behind an earlier character', left: [7, 3] },
  { what: 'with another neighbour to its right', right: [9, 9] },
  { what: 'of two clients', clients: 2 },
  { what: 'of two structs', structs: 2 },
  { what: 'with other content', info: 0x81 },
  { what: 'with a key', info: 0xa4 },
  { what: 'with a neighbour to its right alone', info: 0x44 },
  { what: 'of no characters', content: '' },
  { what: 'that is no UTF-8', content: Uint8Array.of(0xff) },
  { what: 'with half a surrogate pair', content: Uint8Array.of(0xed, 0xa0, 0x80) },
  { what: 'that deletes', deletions: [1, 9, 1, 0, 1] },
  { what: 'with bytes behind it', behind: [0] },
  { what: 'that is cut off', deletions: [] },
  { what: 'that is long', content: 'x'.repeat(400) },
];

/** Runs in which client 7 has typed up to clock 5, with nothing or with `right` to the right of it. */
function begun(right?: readonly [number, number]): TypingRuns {
  const runs = new TypingRuns();
  runs.beginRun(frameOf({ clock: 4, left: [9, 3], ...(right ? { right } : {}) }), [7]);
  return runs;
}

for (const { what, ...frame } of OTHERS) {
  test(`G14 a frame ${what} does not take the short way`, () => {
    expect(begun().continueRun(frameOf({}), anybody)).toBe(true);
    expect(begun().continueRun(frameOf(frame), anybody)).toBe(false);
    const right = [9, 3] as const;
    expect(begun(right).continueRun(frameOf({ right }), anybody)).toBe(true);
    expect(begun(right).continueRun(frameOf({ right, ...frame }), anybody)).toBe(false);
  });
}

test('G14 the short way asks whose client id it is, and ends with what the gate did not see so', () => {
  expect(begun().continueRun(frameOf({}), () => false)).toBe(false);
  const fallen = begun();
  fallen.clear();
  expect(fallen.continueRun(frameOf({}), anybody)).toBe(false);
  const elsewhere = begun();
  elsewhere.beginRun(frameOf({ deletions: [1, 7, 1, 0, 1] }), [7]);
  expect(elsewhere.continueRun(frameOf({ clock: 6 }), anybody)).toBe(false);
});
