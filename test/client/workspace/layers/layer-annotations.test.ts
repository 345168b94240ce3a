/** What is read of a layer's document when something in it has changed. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { LayerAnnotations } from '../../../../client/workspace/layers/layer-annotations.ts';
import type { LayerConnections } from '../../../../client/workspace/connection/layer-connections.ts';
import type { Outbox } from '../../../../client/workspace/layers/outbox.ts';
import {
  observeAnnotations,
  readAnnotation,
  readAnnotations,
  writeDifference,
} from '../../../../shared/annotation/layer-document.ts';
import type { Annotation } from '../../../../shared/annotation/annotation.ts';
import { annotation, COMMENTS } from './example.ts';

const EARLY = { created: '2025-01-01T00:00:00.000Z' };
const REPLY = { id: 'r', author: 'bob', created: '', modified: '', body: 'Yes.' };

/** Changes an annotation of the layer, makes it where it isn't there, and deletes it where it shall be null. */
function write(doc: Y.Doc, id: string, fields: Partial<Annotation> | null): void {
  const before = readAnnotation(doc, id);
  const after = fields && { ...(before ?? annotation({ id })), ...fields };
  writeDifference(doc, before, after);
}

/** A layer with two annotations, as it was read once; `told` are the ids of each change since. */
function read() {
  const doc = new Y.Doc();
  for (const id of ['a', 'b']) write(doc, id, {});
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
    ['a field', (doc) => write(doc, 'b', { body: 'Other' }), ['b']],
    ['a reply', (doc) => write(doc, 'b', { replies: [REPLY] }), ['b']],
    ['one that went', (doc) => write(doc, 'b', null), ['b']],
    ['one that came', (doc) => write(doc, 'c', {}), ['c']],
    ['one that came ahead of all', (doc) => write(doc, 'early', EARLY), ['early']],
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
      write(doc, 'b', { body: 'Other' });
      write(doc, 'b', { replies: [REPLY] });
      write(doc, 'c', {});
    });
    write(doc, 'c', null);
    expect(told.map((ids) => ids.toSorted())).toEqual([['b', 'c'], ['c']]);
    expect(all()).toEqual(readAnnotations(doc));
    expect(all()[0]).toBe(before[0]);
  });
});
