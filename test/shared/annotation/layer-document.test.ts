/** A layer's Yjs document: what is read is what was written, and what is written is no more than what differs. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Annotation, Reply } from '../../../shared/annotation/annotation.ts';
import {
  readAnnotation,
  readAnnotations,
  writeDifference,
} from '../../../shared/annotation/layer-document.ts';
import { applyCommand, COMMANDS } from '../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import { afterwards } from '../../../shared/annotation/commands/outcome.ts';
import { annotation, reply } from '../../client/workspace/layers/example.ts';
import { Chance, ID } from './random-commands.ts';

const SEEDS = Array.from({ length: 300 }, (_none, seed) => seed);

function docOf(made: Annotation | null, client = 1): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  writeDifference(doc, null, made);
  return doc;
}

function copyOf(doc: Y.Doc, client: number): Y.Doc {
  const copy = new Y.Doc();
  copy.clientID = client;
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** The updates that writing makes. */
function updatesOf(doc: Y.Doc, before: Annotation | null, after: Annotation | null): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => void updates.push(update);
  doc.on('update', collect);
  writeDifference(doc, before, after);
  doc.off('update', collect);
  return updates;
}

describe('writing the difference', () => {
  test('LD1 whatever changes into whatever, what is read then is what was to be written', () => {
    for (const seed of SEEDS) {
      const chance = new Chance(seed);
      const [before, after] = [chance.perhaps(), chance.perhaps()];
      const doc = docOf(before);
      expect([seed, readAnnotation(doc, ID)]).toEqual([seed, before]);
      writeDifference(doc, before, after);
      expect([seed, readAnnotation(doc, ID)]).toEqual([seed, after]);
      expect(readAnnotations(copyOf(doc, 2))).toEqual(after === null ? [] : [after]);
    }
  });

  test.each(Object.keys(COMMANDS) as Command['do'][])(
    'LD1 what %s comes to is what is read then',
    (name) => {
      for (const seed of SEEDS) {
        const chance = new Chance(seed);
        const before = chance.perhaps();
        const after = afterwards(
          before,
          applyCommand(before, chance.command(name), chance.occasion()),
        );
        const doc = docOf(before);
        const updates = updatesOf(doc, before, after);
        expect([seed, readAnnotation(doc, ID)]).toEqual([seed, after]);
        expect([seed, updates.length]).toEqual([seed, before === after ? 0 : 1]);
      }
    },
  );

  test('LD2 where nothing differs nothing is written, whatever is the same object', () => {
    for (const seed of SEEDS) {
      const [before, same] = [new Chance(seed).annotation(), new Chance(seed).annotation()];
      expect(updatesOf(docOf(before), before, same)).toEqual([]);
    }
  });

  const R1 = { ...reply('ann'), id: 'r1' };
  const R2 = { ...reply('bob'), id: 'r2' };
  const FULL = annotation({ body: 'x'.repeat(5000), replies: [R1, R2], reactions: ['👍 ann'] });
  const EDITED: Reply = { ...R1, body: 'No.' };
  const ONE_FIELD: readonly [string, Partial<Annotation>][] = [
    ['tags', { tags: ['law'] }],
    ['a status', { status: 'resolved' }],
    ['a reply that came', { replies: [R1, R2, { ...R2, id: 'r3' }] }],
    ['the words of a reply', { replies: [EDITED, R2] }],
    ['a reply that went', { replies: [R2] }],
    ['a reaction', { reactions: ['❤ bob', '👍 ann'] }],
  ];
  test.each(ONE_FIELD)('LD3 a change of %s is a small update', (_name, fields) => {
    const [update] = updatesOf(docOf(FULL), FULL, { ...FULL, ...fields });
    expect(update?.length).toBeLessThan(200);
  });

  const TWO: readonly [string, Partial<Annotation>, Partial<Annotation>][] = [
    ['two fields', { tags: ['law'] }, { assignee: 'ann' }],
    [
      'two replies',
      { replies: [R1, R2, { ...R2, id: 'r3' }] },
      { replies: [R1, R2, { ...R2, id: 'r4' }] },
    ],
    ['a reply that goes and one that is edited', { replies: [EDITED, R2] }, { replies: [R1] }],
    [
      'the words and the time of a reply',
      { replies: [EDITED, R2] },
      { replies: [{ ...R1, modified: '2027' }, R2] },
    ],
    ['two reactions', { reactions: ['❤ bob', '👍 ann'] }, { reactions: ['🎉 bob', '👍 ann'] }],
  ];
  test.each(TWO)(
    'LD4 what two replicas change at the same time stays: %s',
    (_name, mine, yours) => {
      const doc = docOf(FULL);
      const [one, other] = [copyOf(doc, 2), copyOf(doc, 3)];
      writeDifference(one, FULL, { ...FULL, ...mine });
      writeDifference(other, FULL, { ...FULL, ...yours });
      for (const [to, from] of [
        [one, other],
        [other, one],
      ] as const)
        Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
      const merged = readAnnotation(one, FULL.id);
      expect(readAnnotation(other, FULL.id)).toEqual(merged);
      // Each side's own change holds in what came of both.
      for (const changed of [mine, yours]) expect(holds(merged, changed)).toBe(true);
    },
  );

  /** Whether what was changed to is in it: of lists what each had more, and no more than each left. */
  function holds(merged: Annotation | null, changed: Partial<Annotation>): boolean {
    if (merged === null) return false;
    if (changed.reactions) return changed.reactions.every((key) => merged.reactions.includes(key));
    if (!changed.replies) {
      return Object.entries(changed).every(
        ([field, value]) =>
          JSON.stringify(merged[field as keyof Annotation]) === JSON.stringify(value),
      );
    }
    const before = new Map(FULL.replies.map((one) => [one.id, one]));
    const after = new Map(merged.replies.map((one) => [one.id, one]));
    const wanted = new Map(changed.replies.map((one) => [one.id, one]));
    const isGone = [...before.keys()].every((id) => wanted.has(id) || !after.has(id));
    const isThere = [...wanted.values()].every((one) => {
      const was = before.get(one.id);
      return Object.entries(one).every(
        ([field, value]) =>
          value === was?.[field as keyof Reply] ||
          after.get(one.id)?.[field as keyof Reply] === value,
      );
    });
    return isGone && isThere;
  }
});

describe('reading', () => {
  test('LD5 what an older version stored has the usual values for what it didn’t know', () => {
    const anchors = [{ exact: 'a pier', from: 4, by: 'ann', at: '2026' }];
    const doc = docOf(annotation({ via: 'web', pinned: true, anchors }));
    const entry = doc.getMap('annotations').get('a1') as Y.Map<unknown>;
    for (const field of ['via', 'pinned', 'anchors']) entry.delete(field);
    expect(readAnnotation(doc, 'a1')).toEqual(
      annotation({ via: null, pinned: false, anchors: [] }),
    );
  });

  test('LD5 what can’t be is read as the usual, and what is no annotation is none', () => {
    const doc = docOf(annotation());
    const entry = doc.getMap('annotations').get('a1') as Y.Map<unknown>;
    for (const field of ['kind', 'color', 'tags', 'status', 'body']) entry.set(field, 7);
    const former = { exact: 'a pier', from: 4, by: 'ann', at: '2026' };
    entry.set('anchors', [7, former, { exact: 'a pier' }]);
    expect(readAnnotation(doc, 'a1')).toMatchObject({
      anchors: [former],
      kind: 'comment',
      color: null,
      tags: [],
      status: 'open',
      body: '',
    });
    entry.delete('anchor');
    doc.getMap('annotations').set('b', 'nothing');
    expect(readAnnotations(doc)).toEqual([]);
  });
});
