/** Several editors in one room of a server that may restart or lose its disk, all in one process and from one seed. */
import * as Y from 'yjs';
import { readFrame, syncFrame } from '../../server/sync/frames.ts';
import type { Rooms } from '../../server/sync/rooms.ts';
import type { TextRoom } from '../../server/sync/text-room.ts';
import { MemoryUpdateLog } from '../../server/storage/memory/memory-update-log.ts';
import { articleSchema } from '../../shared/article/schema.ts';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import { member, MemorySocket, messagesIn } from '../hostile/memory-socket.ts';
import { roomsOver } from '../support/rooms-over.ts';
import { BoundEditor } from '../support/bound-editor.ts';
import { Random } from './random.ts';
import type { Clock } from './virtual-time.ts';

const ROOM = 'article';
/** Virtual ones: where each frame is judged over many turns, what has gathered takes long. */
const CONVERGE_MS = 200_000;
const LOOK_MS = 100;
/** Who wrote what is there at the start. */
const START_CLIENT = 1;

/** One person, with the browser and the connection that they have at the moment. */
export interface Seat {
  readonly name: string;
  editor: BoundEditor;
  socket: MemorySocket | null;
}

/**
 * Yjs's undo and redo now and then put something between two neighbours that were never side by side. Who gets the pieces in
 * another order would read it elsewhere, so it is refused: the one refusal that an honest editor may meet.
 */
const FAULT_OF_UNDO = 'neighbours out of order';
const MIN_FRAMES_PER_RESET = 2000;

export class Newsroom {
  readonly random: Random;
  readonly log = new MemoryUpdateLog();
  readonly seats: Seat[] = [];
  /** Frames with changes that editors sent. */
  frames = 0;
  /** How often somebody was refused for what Yjs's undo made. */
  resets = 0;
  readonly #clock: Clock;
  #rooms: Rooms;
  room: TextRoom;
  #lastFrame: Uint8Array | null = null;

  static async open(clock: Clock, seed: number, people: number): Promise<Newsroom> {
    const log = new MemoryUpdateLog();
    await log.commit([{ do: 'append', room: ROOM, update: startUpdate() }]);
    const rooms = roomsOver(log);
    const room = await rooms.text(ROOM);
    if (room === null) throw new Error('The room is missing.');
    return new Newsroom(clock, new Random(seed), log, rooms, room, people);
  }

  private constructor(
    clock: Clock,
    random: Random,
    log: MemoryUpdateLog,
    rooms: Rooms,
    room: TextRoom,
    people: number,
  ) {
    this.#clock = clock;
    this.random = random;
    this.log = log;
    this.#rooms = rooms;
    this.room = room;
    for (let at = 0; at < people; at += 1) {
      const seat: Seat = { name: `p${at}`, editor: this.#newEditor(this.#stored()), socket: null };
      this.seats.push(seat);
      this.listen(seat);
      this.connect(seat);
    }
  }

  connect(seat: Seat): void {
    seat.socket?.terminate();
    const socket = MemorySocket.join(this.room, member(seat.name));
    seat.socket = socket;
    socket.onWrite = (frames) =>
      messagesIn(frames).forEach((message) => this.#take(seat, socket, message));
    // What was written while joining came before anybody listened; the client's own step 1 asks for it again.
    socket.send(syncFrame('step1', Y.encodeStateVector(seat.editor.doc)));
    socket.send(
      syncFrame(
        'step2',
        Y.encodeStateAsUpdate(seat.editor.doc, this.room.document.history.stateVector),
      ),
    );
  }

  /** Asks for the room as whoever enters does: it may have been closed since, when nobody was there. */
  async enter(): Promise<void> {
    const room = await this.#rooms.text(ROOM);
    if (room === null) throw new Error('The room is missing.');
    this.room = room;
  }

  /** A browser is started anew with what it had kept; its client id is another. */
  reopen(seat: Seat): void {
    const isOnline = seat.socket !== null;
    seat.socket?.terminate();
    seat.socket = null;
    const kept = Y.encodeStateAsUpdate(seat.editor.doc);
    seat.editor.destroy();
    seat.editor = this.#newEditor(kept);
    this.listen(seat);
    if (isOnline) this.connect(seat);
  }

  listen(seat: Seat): void {
    const { editor } = seat;
    editor.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE || seat.editor !== editor) return;
      this.frames += 1;
      this.#lastFrame = syncFrame('update', update);
      seat.socket?.send(this.#lastFrame);
      if (this.random.chance(0.03)) seat.socket?.send(this.#lastFrame);
    });
  }

  /** The server stops, in order or without, and begins anew with what the log has. */
  async restart(): Promise<void> {
    const online = this.seats.filter(({ socket }) => socket !== null);
    for (const seat of online) this.cut(seat);
    await this.#clock.during(this.#rooms.close());
    this.#rooms = roomsOver(this.log);
    await this.enter();
    for (const seat of online) this.connect(seat);
  }

  cut(seat: Seat): void {
    seat.socket?.terminate();
    seat.socket = null;
  }

  /** Everybody is online and all have the same; throws where that doesn't come about, or where anybody was refused. */
  async converge(): Promise<string> {
    const { frames } = this;
    for (let waited = 0; ; waited += LOOK_MS) {
      await this.enter();
      for (const seat of this.seats) if (this.#isLost(seat)) this.connect(seat);
      await this.#clock.pass(LOOK_MS);
      const [state = '', other] = this.#twoStates();
      if (other === undefined) return state;
      if (waited > CONVERGE_MS)
        throw new Error(
          `The texts differ after ${this.frames - frames} frames more: ${difference(state, other)}`,
        );
    }
  }

  /** Throws where an honest editor was told that it isn't allowed. */
  check(): void {
    for (const seat of this.seats) {
      const { code = 0, reason = '' } = seat.socket?.closed ?? {};
      if (reason === FAULT_OF_UNDO) this.#startAfresh(seat);
      else if (code >= 4400 && code < 4500)
        throw new Error(`${seat.name} was refused: ${code} ${reason}`);
    }
  }

  /** As our client does when it is refused: it drops its copy, and keeps the words as a draft. */
  #startAfresh(seat: Seat): void {
    this.resets += 1;
    if (this.resets > 1 + this.frames / MIN_FRAMES_PER_RESET)
      throw new Error(`Refused for the ${this.resets}th time within ${this.frames} frames.`);
    seat.socket = null;
    seat.editor.destroy();
    seat.editor = this.#newEditor(this.#stored());
    this.listen(seat);
    this.connect(seat);
  }

  async close(): Promise<void> {
    for (const seat of this.seats) {
      this.cut(seat);
      seat.editor.destroy();
    }
    await this.#clock.during(this.#rooms.close());
  }

  /** The state of what is stored, and one of somebody's that differs from it, where there is one. */
  #twoStates(): string[] {
    const stored = new Y.Doc();
    Y.applyUpdate(stored, this.#stored());
    const state = stateOf(stored);
    stored.destroy();
    for (const { editor } of this.seats) {
      const other = stateOf(editor.doc);
      if (other !== state) return [state, other];
    }
    return [state];
  }

  #isLost(seat: Seat): boolean {
    this.check();
    return seat.socket === null || seat.socket.closed !== null;
  }

  #take(seat: Seat, socket: MemorySocket, message: Uint8Array): void {
    if (seat.socket !== socket) return;
    const frame = readFrame(message);
    const { doc } = seat.editor;
    if (frame?.kind === 'changes') Y.applyUpdate(doc, frame.update, REMOTE);
    if (frame?.kind === 'step1')
      socket.send(syncFrame('step2', Y.encodeStateAsUpdate(doc, frame.stateVector)));
  }

  #stored(): Uint8Array {
    const missing = this.room.document.missing(Uint8Array.of(0));
    if (missing === null) throw new Error('The room has no state.');
    return Y.mergeUpdates([...missing.updates, missing.step2]);
  }

  #newEditor(content: Uint8Array): BoundEditor {
    return BoundEditor.of(content, 1 + this.random.below(2 ** 32 - 2));
  }
}

/** Where two states begin to differ. */
function difference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (state: string) => state.slice(Math.max(0, at - 40), at + 80);
  return `“${around(one)}” and “${around(other)}”`;
}

/** Marks what came from the server. */
const REMOTE = Symbol('remote');

/** The text and its marks in an order of their own, since that of Yjs depends on who came first. */
function stateOf(doc: Y.Doc): string {
  const { pendingStructs, pendingDs } = doc.store;
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => a - b);
  return JSON.stringify([doc.getXmlFragment('article'), clocks, pendingStructs, pendingDs]);
}

function startUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = START_CLIENT;
  prosemirrorToYXmlFragment(articleSchema.nodeFromJSON(START), doc.getXmlFragment('article'));
  return Y.encodeStateAsUpdate(doc);
}

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

const START = {
  type: 'doc',
  content: [
    { type: 'title', content: [{ type: 'text', text: 'An article' }] },
    paragraph('The quick brown fox jumps over the lazy dog.'),
    paragraph('A second paragraph, for somebody else.'),
    { type: 'bullet_list', content: [{ type: 'list_item', content: [paragraph('one')] }] },
    { type: 'code_block', content: [{ type: 'text', text: 'code' }] },
  ],
};
