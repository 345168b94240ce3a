/** Throws frames at a room by the hundred thousand: mutated ones, forged ones, honest ones. */
import { yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import * as Y from 'yjs';
import { DurableDocument } from '../../server/sync/durable-document.ts';
import { TypingRuns } from '../../server/sync/gate/typing.ts';
import type { Verdict } from '../../server/sync/gate/judge.ts';
import { applyAll, documentOf, hasPending } from '../../server/sync/stored-document.ts';
import { MemoryUpdateLog } from '../../server/storage/memory/memory-update-log.ts';
import { articleSchema } from '../../shared/article/schema.ts';
import { Random } from '../fuzz/random.ts';
import type { Attack } from '../hostile/attack.ts';
import { randomFrame } from '../hostile/random-frame.ts';
import { sceneOf, typeInto } from '../hostile/scene.ts';
import type { Scene } from '../hostile/scene.ts';
import { ROOTS } from '../../server/sync/gate/content.ts';
import { judgeAsRoom } from '../support/room-gate.ts';
import { startContent } from './start-content.ts';

const VICTIM = 77;
const RENEW_AFTER = 200;

/** A document under attack; made anew now and then, so that what was let in doesn't pile up. */
class Target {
  document: DurableDocument;
  scene: Scene;
  readonly #runs = new TypingRuns();

  static async open(random: Random): Promise<Target> {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, startContent());
    copy.clientID = VICTIM;
    typeInto(copy);
    const log = new MemoryUpdateLog();
    await log.commit([{ do: 'append', room: 'a', update: Y.encodeStateAsUpdate(copy) }]);
    const document = await DurableDocument.open(log, 'a');
    if (document === null) throw new Error('The room is missing.');
    document.staged.doc.getXmlFragment('article');
    return new Target(document, sceneOf(copy, VICTIM, 1000 + random.below(2 ** 30)));
  }

  private constructor(document: DurableDocument, scene: Scene) {
    this.document = document;
    this.scene = scene;
  }

  judge(update: Uint8Array): Verdict {
    this.document.staged.doc.getXmlFragment('article');
    return judgeAsRoom(this.document, this.#runs, update, (client) => client !== VICTIM);
  }

  keep(update: Uint8Array): void {
    this.document.publish(update, null);
  }

  state(): string {
    return stateOf(this.document.staged.doc);
  }
}

function stateOf(doc: Y.Doc): string {
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => a - b);
  return JSON.stringify([doc.getXmlFragment('article'), clocks]);
}

export interface StormFigures {
  readonly frames: number;
  readonly accepted: number;
  readonly slowestMs: number;
}

/** Makes a frame for a storm. */
export type Maker = (scene: Scene, store: Y.Doc['store'], random: Random) => Uint8Array;

/** Honest frames, forged ones, and noise, with some bytes changed. */
export function mutations(sources: readonly Attack[]): Maker {
  return (scene, _store, random) => mutated(sourceOf(scene, sources, random), random);
}

/** Structs that are well formed, put together by chance, under two client ids. */
export const inventions: Maker = ({ attacker }, store, random) =>
  randomFrame(store, [attacker, attacker + 1], random);

/**
 * Throws a frame after the other at a room, as an editor would. Throws where a refused one has changed anything, and where one that was let in broke the
 * schema, left anything pending or wrote under the victim's id.
 */
export async function storm(frames: number, seed: number, make: Maker): Promise<StormFigures> {
  const random = new Random(seed);
  let target = await Target.open(random);
  let before = target.state();
  let [accepted, slowestMs] = [0, 0];
  for (let frame = 0; frame < frames; frame += 1) {
    const update = make(target.scene, target.document.staged.doc.store, random);
    const began = performance.now();
    const verdict = target.judge(update);
    slowestMs = Math.max(slowestMs, performance.now() - began);
    if (verdict.state === 'accepted') {
      accepted += 1;
      for (const kept of keptOf(verdict)) target.keep(kept);
      const isLast = accepted % RENEW_AFTER === 0;
      try {
        checkLetIn(target);
        if (isLast) checkOthers(target);
      } catch (error) {
        const updates = target.document.history.updates.map(hex).join(' ');
        throw new Error(`Let in: ${hex(update)}, after ${updates}`, { cause: error });
      }
      if (isLast) target = await Target.open(random);
      before = target.state();
    } else if (frame % 50 === 0 && target.state() !== before) {
      throw new Error(`A refused frame changed the text: ${hex(update)}`);
    }
  }
  return { frames, accepted, slowestMs };
}

/** How many forged frames of a family were let in. */
export async function forge(
  frames: number,
  seed: number,
  family: readonly Attack[],
): Promise<StormFigures> {
  const random = new Random(seed);
  const target = await Target.open(random);
  const before = target.state();
  let [accepted, slowestMs] = [0, 0];
  for (let frame = 0; frame < frames; frame += 1) {
    const attack = family[frame % family.length];
    if (attack === undefined) break;
    const update = attack.update(target.scene, random);
    const began = performance.now();
    if (target.judge(update).state === 'accepted') accepted += 1;
    slowestMs = Math.max(slowestMs, performance.now() - began);
  }
  if (target.state() !== before) throw new Error('A forged frame changed the text.');
  return { frames, accepted, slowestMs };
}

export interface HonestFigures {
  readonly frames: number;
  readonly refused: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly slowestMs: number;
}

/** Several people type, format and delete; everything goes through the gate and on to the others. */
export async function honest(frames: number, seed: number): Promise<HonestFigures> {
  const random = new Random(seed);
  const target = await Target.open(random);
  const docs = Array.from({ length: 4 }, (_none, at) => {
    const doc = new Y.Doc();
    for (const update of target.document.history.updates) Y.applyUpdate(doc, update);
    doc.clientID = 1000 + at;
    return doc;
  });
  const times: number[] = [];
  let refused = 0;
  for (let edit = 0; times.length < frames; edit += 1) {
    const author = random.pick(docs);
    for (const update of written(author, random)) {
      const began = performance.now();
      const verdict = target.judge(update);
      times.push(performance.now() - began);
      if (verdict.state !== 'accepted') refused += 1;
      for (const kept of keptOf(verdict)) {
        target.keep(kept);
        for (const doc of docs) Y.applyUpdate(doc, kept);
      }
    }
    if (edit % 500 === 499) target.document.missing(Uint8Array.of(0)); // somebody joins
  }
  times.sort((a, b) => a - b);
  return {
    frames: times.length,
    refused,
    p50Ms: times[times.length >> 1] ?? 0,
    p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
    slowestMs: times.at(-1) ?? 0,
  };
}

/** What is stored of a judged frame: the frame as others get it, and what the server adds. */
function keptOf(verdict: Verdict): Uint8Array[] {
  if (verdict.state !== 'accepted') return [];
  return [verdict.update, verdict.added].filter((update) => update !== null);
}

/** The updates of one edit. */
function written(doc: Y.Doc, random: Random): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => void updates.push(update);
  const blocks = doc.getXmlFragment('article').toArray() as Y.XmlElement[];
  const text = blocks.find(({ nodeName }) => nodeName === 'paragraph')?.get(0) as Y.XmlText;
  const at = random.below(text.length + 1);
  const length = Math.min(1 + random.below(6), text.length - at);
  doc.on('update', collect);
  if (text.length > 2000) text.delete(0, 1500);
  else if (random.chance(0.6) || length === 0) text.insert(at, 'some '.slice(random.below(4)));
  else if (random.chance(0.5)) text.delete(at, length);
  else text.format(at, length, { strong: random.chance(0.5) ? {} : null });
  doc.off('update', collect);
  return updates;
}

function sourceOf(scene: Scene, sources: readonly Attack[], random: Random): Uint8Array {
  const chance = random.next();
  if (chance < 0.7) return scene.honest;
  if (chance < 0.95) return random.pick(sources).update(scene, random);
  return Uint8Array.from({ length: random.below(60) }, () => random.below(256));
}

function mutated(source: Uint8Array, random: Random): Uint8Array {
  const bytes = [...source.subarray(0, 4000)];
  for (let changes = 1 + random.below(3); changes > 0; changes -= 1) {
    const at = random.below(bytes.length + 1);
    const chance = random.next();
    if (chance < 0.6) bytes[Math.min(at, Math.max(0, bytes.length - 1))] = random.below(256);
    else if (chance < 0.8) bytes.splice(at, 1 + random.below(3));
    else bytes.splice(at, 0, random.below(256));
  }
  return Uint8Array.from(bytes);
}

/** Those who get one update after the other, and those who get them merged or folded, read the same as the room. */
function checkOthers({ document }: Target): void {
  const { updates } = document.history;
  const { doc: staged } = document.staged;
  const live = new Y.Doc();
  for (const update of updates) applyAll(live, [update]); // what an editor tidies up it sends itself
  const wholes = [Y.mergeUpdates([...updates]), Y.encodeStateAsUpdate(staged)];
  for (const doc of [live, ...wholes.map((whole) => documentOf([whole]))]) {
    checkFits(doc);
    if (stateOf(doc) !== stateOf(staged))
      throw new Error(`Others read ${stateOf(doc)}, the room ${stateOf(staged)}`);
  }
}

function checkLetIn({ document, scene }: Target): void {
  const { doc: staged } = document.staged;
  checkFits(staged);
  const stored = stateOf(documentOf(document.history.updates));
  if (stored !== stateOf(staged))
    throw new Error(`Stored is not what was applied: ${stored}, ${stateOf(staged)}`);
  if (Y.getState(staged.store, VICTIM) !== scene.victimClock)
    throw new Error('Written as another.');
}

function checkFits(doc: Y.Doc): void {
  const json: unknown = yXmlFragmentToProsemirrorJSON(doc.getXmlFragment('article'));
  articleSchema.nodeFromJSON(json).descendants((node) => {
    // A list without items is deleted by the editors, but there are no words in it.
    if (node.childCount > 0 && !node.type.validContent(node.content))
      throw new Error(`Not in the schema: ${node.type.name}.`);
  });
  for (const name of doc.share.keys()) if (!ROOTS.has(name)) throw new Error('Another root.');
  if (hasPending(doc)) throw new Error('Something is pending.');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
