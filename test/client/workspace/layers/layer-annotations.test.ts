/** What is read of a layer's document when something in it has changed. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { LayerAnnotations } from '../../../../client/workspace/layers/layer-annotations.ts';
import type { LayerConnections } from '../../../../client/workspace/connection/layer-connections.ts';
import type { Outbox } from '../../../../client/workspace/layers/outbox.ts';
import {
  changeAnnotation,
  deleteAnnotation,
  observeAnnotations,
  readAnnotations,
  writeAnnotation,
  writeReply,
} from '../../../../shared/annotation/layer-document.ts';
import { annotation, COMMENTS } from './example.ts';

const REPLY = { id: 'r', author: 'bob', created: '', modified: '', body: 'Yes.' };

/** A layer with two annotations, as it was read once; `told` are the ids of each change since. */
function read() {
  const doc = new Y.Doc();
  for (const id of ['a', 'b']) writeAnnotation(doc, annotation({ id }));
  // What of the two is asked for.
  const connections = { docOf: () => doc } as unknown as LayerConnections;
  const outbox = { entries: [] } as unknown as Outbox;
  const layer = new LayerAnnotations(connections, outbox, 'ann');
  const told: string[][] = [];
  layer.changed(COMMENTS.id, null);
  observeAnnotations(doc, (ids) => {
    told.push([...ids]);
    layer.changed(COMMENTS.id, ids);
  });
  const all = () => {
    layer.refresh([COMMENTS], new Date(0));
    return layer.of(COMMENTS);
  };
  return { doc, told, all, before: all() };
}

describe('M38 of a layer only what has changed is read again', () => {
  const CHANGES: readonly [string, (doc: Y.Doc) => void, readonly string[]][] = [
    ['a field', (doc) => changeAnnotation(doc, 'b', { body: 'Other' }), ['b']],
    ['a reply', (doc) => writeReply(doc, 'b', REPLY), ['b']],
    ['one that went', (doc) => deleteAnnotation(doc, 'b'), ['b']],
    ['one that came', (doc) => writeAnnotation(doc, annotation({ id: 'c' })), ['c']],
    ['one that came ahead of all', (doc) => writeAnnotation(doc, early()), ['early']],
  ];
  test.each(CHANGES)('M38 %s', (_name, change, ids) => {
    const { doc, told, all, before } = read();
    change(doc);
    expect(told).toEqual([ids]);
    const after = all();
    expect(after).toEqual(readAnnotations(doc));
    expect(after.find(({ id }) => id === 'a')).toBe(before[0]);
  });

  test('M38 several changes at once', () => {
    const { doc, told, all, before } = read();
    doc.transact(() => {
      changeAnnotation(doc, 'b', { body: 'Other' });
      writeReply(doc, 'b', REPLY);
      writeAnnotation(doc, annotation({ id: 'c' }));
    });
    deleteAnnotation(doc, 'c');
    expect(told.map((ids) => ids.toSorted())).toEqual([['b', 'c'], ['c']]);
    expect(all()).toEqual(readAnnotations(doc));
    expect(all()[0]).toBe(before[0]);
  });

  function early() {
    return annotation({ id: 'early', created: '2025-01-01T00:00:00.000Z' });
  }
});
