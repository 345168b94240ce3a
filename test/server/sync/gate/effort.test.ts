/** How long a frame may take. */
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Effort } from '../../../../server/sync/gate/effort.ts';

afterEach(() => vi.restoreAllMocks());

/** A transaction that takes so long, and whether it went through. */
function takes({ clock, processor }: { clock: number; processor: number }): boolean {
  let [now, worked] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(process, 'cpuUsage').mockImplementation(() => ({ user: worked * 1000, system: 0 }));
  const effort = new Effort();
  const doc = new Y.Doc();
  doc.on('beforeTransaction', (transaction) => effort.watch(transaction));
  try {
    doc.transact(() => {
      for (let step = 0; step < 100; step += 1) {
        now += clock / 100;
        worked += processor / 100;
        doc.getXmlFragment('article').insert(0, [new Y.XmlElement('paragraph')]);
      }
    });
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['that is done soon', { clock: 400, processor: 400 }, true],
  ['that waits for other programs', { clock: 60_000, processor: 400 }, true],
  ['that stands still for seconds', { clock: 250_000, processor: 400 }, true],
  ['beside which other threads work', { clock: 900, processor: 4000 }, true],
  ['that works for seconds', { clock: 3000, processor: 3000 }, false],
  ['that works for seconds among others', { clock: 9000, processor: 3000 }, false],
])('G4 of a frame %s the lesser time counts', (_what, time, goesThrough) => {
  expect(takes(time)).toBe(goesThrough);
});

test.each([
  ['of a frame that puts in, all slices together', false, 10],
  ['of a frame that deletes, each more than the one before', true, 11],
])('G4 %s may take a second', (_what, deletes, most) => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(process, 'cpuUsage').mockImplementation(() => ({ user: now * 1000, system: 0 }));
  const effort = new Effort();
  const doc = new Y.Doc();
  doc.on('beforeTransaction', (transaction) => effort.watch(transaction));
  let slices = 0;
  const slice = (): void => {
    doc.transact(() => {
      now += 99;
      doc.getXmlFragment('article').insert(0, [new Y.XmlElement('paragraph')]);
    });
    slices += 1;
    expect(effort.applied(deletes)).toBe(99);
  };
  expect(() => {
    while (slices < 100) slice();
  }).toThrow('too long');
  expect(slices).toBe(most);
});
