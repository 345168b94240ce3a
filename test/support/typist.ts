/** A peer of a text room that types without end and can stop reading: one that would not hear a goodbye. */
import * as Y from 'yjs';
import { readFrame, syncFrame } from '../../server/sync/frames.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import type { RawSocket } from './sync-client.ts';
import { until } from './sync-client.ts';

const KEY_MS = 10;

/** It types until `stop`, one letter every 10 ms, as long as its socket is open. */
export interface Typist {
  /** How many keys went out. */
  readonly keys: () => number;
  /** Stops reading, but not typing. */
  deafen(): void;
  /** Reads again what has come meanwhile. */
  listen(): void;
  stop(): void;
}

/** Begins to type at the start of the article's first paragraph, once the text has come. */
export async function typist({ socket, send }: RawSocket): Promise<Typist> {
  const doc = new Y.Doc();
  let isSynced = false;
  socket.on('message', (data: Buffer) => {
    const frame = readFrame(new Uint8Array(data));
    if (frame?.kind !== 'changes') return;
    Y.applyUpdate(doc, frame.update);
    isSynced ||= frame.isAnswer;
  });
  send(syncFrame('step1', Y.encodeStateVector(doc)));
  await until(() => isSynced, 'the text at the typist');
  let keys = 0;
  doc.on('update', (update: Uint8Array, origin) => {
    if (origin !== 'key' || socket.readyState !== socket.OPEN) return;
    send(syncFrame('update', update));
    keys += 1;
  });
  const timer = setInterval(() => doc.transact(() => firstText(doc).insert(0, 'x'), 'key'), KEY_MS);
  return {
    keys: () => keys,
    deafen: () => socket.pause(),
    listen: () => socket.resume(),
    stop() {
      clearInterval(timer);
      socket.terminate();
    },
  };
}

/** The text of an article's first paragraph. */
export function firstText(doc: Y.Doc): Y.XmlText {
  const paragraph = doc.getXmlFragment(ARTICLE_ROOT).get(1);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error('The article has no first paragraph.');
  return text;
}
