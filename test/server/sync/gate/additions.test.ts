/** What the server adds to a frame costs it little, whatever the frame, and never stands in its way. */
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { MoveIndex } from '../../../../shared/moves/move-index.ts';
import { movesOf } from '../../../../shared/moves/move.ts';
import type { Move } from '../../../../shared/moves/move.ts';
import { indexOf, liveParagraphs } from '../../../support/live-text.ts';
import { memoryRoom } from '../../../support/memory-room.ts';
import { judgeAtOnce } from '../../../support/room-gate.ts';

const MANY = 4000;

/** The lesser of the two, as the gate itself counts. */
function timeOf(work: () => void): number {
  const [clock, processor] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(processor);
  return Math.min(performance.now() - clock, (user + system) / 1000);
}

function textOf(doc: Y.Doc, block: number): Y.XmlText {
  return (doc.getXmlFragment('article').get(block) as Y.XmlElement).get(0) as Y.XmlText;
}

/** What somebody who knows `start` sends after a change. */
function frameOf(start: Uint8Array, client: number, change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  Y.applyUpdate(doc, start);
  const before = Y.encodeStateVector(doc);
  doc.transact(() => change(doc));
  return Y.encodeStateAsUpdate(doc, before);
}

function firstId(text: Y.XmlText): Y.ID {
  return text._start!.id;
}

/** Makes a heading of the third block, as our editor does. */
function makeAnew(doc: Y.Doc): void {
  const old = textOf(doc, 2);
  const words = old.toString();
  const { client, clock } = firstId(old);
  doc.getXmlFragment('article').delete(2, 1);
  const [block, text] = [new Y.XmlElement('heading'), new Y.XmlText()];
  doc.getXmlFragment('article').insert(2, [block]);
  block.insert(0, [text]);
  text.insert(0, words);
  const now = firstId(text);
  movesOf(doc).push([[client, clock, words.length, now.client, now.clock] satisfies Move]);
}

test('G24 a frame that says of one character that it has become thousands is judged in a moment', async () => {
  const start = Y.encodeStateAsUpdate(liveParagraphs('T', 'Stays.', 'Words'));
  const room = await memoryRoom(start);
  const frame = frameOf(start, 5, (doc) => {
    const { client, clock } = firstId(textOf(doc, 2));
    textOf(doc, 2).delete(0, 1);
    const at = Y.getState(doc.store, 5);
    textOf(doc, 1).insert(0, 'y'.repeat(MANY));
    const moves = Array.from({ length: MANY }, (_, nth) => [client, clock, 1, 5, at + nth]);
    movesOf(doc).push(moves);
  });
  expect(timeOf(() => judgeAtOnce(room, frame, () => true))).toBeLessThan(2000);
});

test('G24 a frame with moves that each name thousands of pieces is refused', async () => {
  const live = liveParagraphs('T', 'Stays.', 'Words');
  live.clientID = 3;
  for (let nth = 0; nth < 1000; nth += 1) textOf(live, 2).insert(0, 'w');
  const start = Y.encodeStateAsUpdate(live);
  const room = await memoryRoom(start);
  const frame = frameOf(start, 5, (doc) => {
    textOf(doc, 2).delete(0, 1000);
    const at = Y.getState(doc.store, 5);
    textOf(doc, 1).insert(0, 'y'.repeat(1000));
    movesOf(doc).push(Array.from({ length: 1000 }, () => [3, 0, 1000, 5, at]));
  });
  const judged = judgeAtOnce(room, frame, () => true);
  expect(judged).toMatchObject({ state: 'refused', close: { reason: 'too many moves' } });
});

/** The room and a frame with so many letters, each between two of a block that somebody else has made anew. */
async function lettersLeftBehind(count: number) {
  const start = Y.encodeStateAsUpdate(liveParagraphs('T', 'Stays.', 'w'.repeat(count + 1)));
  const room = await memoryRoom(start);
  judgeAtOnce(room, frameOf(start, 6, makeAnew), () => true);
  const frame = frameOf(start, 5, (doc) => {
    for (let at = count; at > 0; at -= 1) textOf(doc, 2).insert(at, 'x');
  });
  return { room, frame };
}

test('G24 hundreds of letters in a block that somebody has made anew are all put back', async () => {
  const { room, frame } = await lettersLeftBehind(300);
  judgeAtOnce(room, frame, () => true);
  expect(indexOf(room.staged.doc).text).toContain('wx'.repeat(300));
});

test('G24 so many that no person can have typed them at once are put back all or not at all, and nobody waits', async () => {
  const { room, frame } = await lettersLeftBehind(MANY);
  expect(timeOf(() => judgeAtOnce(room, frame, () => true))).toBeLessThan(2000);
  const { doc } = room.staged;
  for (const client of [5, 6]) expect(Y.getState(doc.store, client)).toBeGreaterThan(0);
  // A slow machine has no time for it.
  const words = ['w'.repeat(MANY + 1), `${'wx'.repeat(MANY)}w`];
  expect(words.map((each) => `T\nStays.\n${each}`)).toContain(indexOf(doc).text);
});

test('G24 where the server fails to find what is to be added nothing of the frame is staged', async () => {
  const { room, frame } = await lettersLeftBehind(3);
  const before = Y.encodeStateAsUpdate(room.staged.doc);
  const staged = vi.spyOn(MoveIndex, 'of').mockImplementation(() => {
    throw new Error('a fault of ours');
  });
  expect(() => judgeAtOnce(room, frame, () => true)).toThrow('a fault of ours');
  staged.mockRestore();
  expect(Y.encodeStateAsUpdate(room.staged.doc)).toEqual(before);
  expect(judgeAtOnce(room, frame, () => true).state).toBe('accepted');
  expect(indexOf(room.staged.doc).text).toContain('wxwxwxw');
});

test('G23 a forged move takes nobody’s words away for others', async () => {
  const start = Y.encodeStateAsUpdate(liveParagraphs('T', 'Stays.', 'Words of Ann.'));
  const room = await memoryRoom(start);
  const old = firstId(textOf(room.staged.doc, 2));
  judgeAtOnce(room, frameOf(start, 6, makeAnew), () => true);
  const now = Y.encodeStateAsUpdate(room.staged.doc);
  const frame = frameOf(now, 7, (doc) => {
    const { client, clock } = firstId(textOf(doc, 1));
    textOf(doc, 1).delete(0, 1);
    const [block, text] = [new Y.XmlElement('paragraph'), new Y.XmlText()];
    doc.getXmlFragment('article').insert(0, [block]);
    block.insert(0, [text]);
    text.insert(0, 'S?????????????');
    const at = firstId(text).clock;
    movesOf(doc).push([
      [client, clock, 1, 7, at],
      [old.client, old.clock, 13, 7, at + 1],
    ]);
  });
  judgeAtOnce(room, frame, () => true);
  expect(indexOf(room.staged.doc).text).toContain('Words of Ann.');
});
