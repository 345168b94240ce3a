/** Changes that wait while one of them would take away the line in which somebody composes. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebsocketProvider } from 'y-websocket';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { IncomingChanges } from '../../../../client/workspace/connection/incoming-changes.ts';
import { MESSAGE, SYNC } from '../../../../shared/wire/messages.ts';

/** A provider that takes messages as the library's does, and a person whose changes it brings. */
function scene() {
  const [doc, other] = [new Y.Doc(), new Y.Doc()];
  const handlers: WebsocketProvider['messageHandlers'] = [];
  const provider = { doc, messageHandlers: handlers } as unknown as WebsocketProvider;
  handlers[MESSAGE.sync] = (_encoder, decoder) => {
    decoding.readVarUint(decoder);
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), provider);
  };
  const incoming = new IncomingChanges(provider);
  const bring = (kind: number, update: Uint8Array): void => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, update);
    const decoder = decoding.createDecoder(encoding.toUint8Array(encoder));
    handlers[MESSAGE.sync]?.(encoding.createEncoder(), decoder, provider, true, MESSAGE.sync);
  };
  other.on('update', (update: Uint8Array) => bring(SYNC.update, update));
  const text = other.getText('t');
  return {
    incoming,
    type: (words: string) => text.insert(text.length, words),
    bringAll: () => bring(SYNC.step2, Y.encodeStateAsUpdate(other)),
    read: () => doc.getText('t').toJSON(),
  };
}

test('E28 the first change that waits makes all after it wait, until they are let in, in order', () => {
  const { incoming, type, read } = scene();
  type('a');
  let asked = 0;
  incoming.guard(() => (asked += 1) === 2);
  type('b');
  expect(read()).toBe('ab');
  type('c');
  type('d');
  expect(read()).toBe('ab');
  incoming.release();
  expect(read()).toBe('abcd');
  type('e');
  expect(read()).toBe('abcde');
  expect(asked).toBe(2);
});

test('E28 the whole text, as after a cut, comes after what waits and not before', () => {
  const { incoming, type, bringAll, read } = scene();
  incoming.guard(() => true);
  type('a');
  expect(read()).toBe('');
  bringAll();
  expect(read()).toBe('a');
});
