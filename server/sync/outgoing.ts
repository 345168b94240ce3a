/** How a socket is written to, and how far behind its reader may be. */
import type { Duplex } from 'node:stream';
import { KEEP_ALIVE_MS, LIMITS } from '../../shared/wire/messages.ts';
import type { Watch } from '../watch/watch.ts';
import type { AnswerBudget } from './holdings.ts';
import { KEEP_ALIVE_FRAME } from './frames.ts';
import { websocketFrame } from './websocket-frame.ts';

/** How often `tick` is called. */
export const TICK_MS = 1000;

/** A peer that reads a long answer no faster than this is too slow: 100 kB a second. */
const LEAST_BYTES_PER_MS = 100;

const KEEP_ALIVE: Buffer = websocketFrame(KEEP_ALIVE_FRAME);

/**
 * What is on its way to one peer. Each call returns false where the peer is too far behind: then nothing was written, and its
 * socket is to be closed instead of being kept in memory.
 */
export class Outgoing {
  /** The stream under the socket: frames that are made once for all go there whole. */
  readonly #stream: Duplex;
  readonly #watch: Watch;
  readonly #answers: AnswerBudget;
  /** For how long nothing was written, and for how long something has been left to read. */
  #quietMs = 0;
  #behindMs = 0;
  /** The bytes of the answer that it asked for and has not read yet, 0 once it has read all. */
  #answerBytes = 0;

  constructor(stream: Duplex, watch: Watch, answers: AnswerBudget) {
    this.#stream = stream;
    this.#watch = watch;
    this.#answers = answers;
  }

  /** Writes whole frames. */
  write(frames: Uint8Array): boolean {
    if (!this.#keepsUp()) return false;
    this.#quietMs = 0;
    this.#stream.write(frames);
    this.#watch.bytesOut(frames.byteLength);
    return true;
  }

  /**
   * Writes the parts of an answer, for which the peer has longer, where its person hasn't too many unread ones. They are kept as they are until they are sent, so nobody may
   * change them.
   */
  writeParts(parts: readonly Uint8Array[]): boolean {
    const bytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
    if (!this.#keepsUp() || !this.#answers.take(bytes)) return false;
    this.#quietMs = 0;
    this.#answerBytes = Math.max(this.#answerBytes, bytes);
    this.#stream.cork();
    for (const part of parts) {
      // Called once it is sent, or never will be.
      this.#stream.write(part, () => this.#answers.give(part.byteLength));
      this.#watch.bytesOut(part.byteLength);
    }
    this.#stream.uncork();
    return true;
  }

  /** Called every `TICK_MS`: keeps a quiet socket alive. */
  tick(): boolean {
    this.#behindMs = this.#stream.writableLength > 0 ? this.#behindMs + TICK_MS : 0;
    if (this.#behindMs === 0) this.#answerBytes = 0;
    if (this.#behindMs >= LIMITS.maxBehindMs + this.#answerBytes / LEAST_BYTES_PER_MS) return false;
    this.#quietMs += TICK_MS;
    return this.#quietMs < KEEP_ALIVE_MS || this.write(KEEP_ALIVE);
  }

  #keepsUp(): boolean {
    const { writableLength } = this.#stream;
    if (writableLength === 0) this.#answerBytes = 0;
    return writableLength <= LIMITS.maxBehindBytes + this.#answerBytes;
  }
}
