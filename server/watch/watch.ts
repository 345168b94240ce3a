/** What the parts of the server report about themselves while it runs; they know nothing of how it is counted. */

/** A room is an article's text or one of its layers. */
export type RoomKind = 'text' | 'layer';

/** A frame's kind as `readFrame` names it, or why it is none. */
export type FrameKind =
  'step1' | 'changes' | 'awareness' | 'query awareness' | 'malformed' | 'too large';

/** Called from the paths that every frame takes: an implementation must be quick, and must not throw. */
export interface Watch {
  roomOpened(kind: RoomKind): void;
  roomClosed(kind: RoomKind): void;
  socketOpened(kind: RoomKind): void;
  socketClosed(kind: RoomKind): void;
  frameIn(kind: FrameKind, bytes: number): void;
  bytesOut(bytes: number): void;
  /** Something was refused; the rule is what a close or a problem names. */
  refused(rule: string): void;
  /** A change is being applied; call what it gives when that has ended, however. */
  applying(kind: RoomKind): () => void;
  /** A group of `changes` is being stored at once; call what it gives with how that ended. */
  flushing(changes: number): (outcome: 'stored' | 'conflict' | 'failed') => void;
  /** A request was answered; `route` is the pattern and not the address, which names articles. */
  requested(route: string, method: string, status: number, seconds: number): void;
  reportTaken(): void;
}

const ignore = (): void => {};

/** For tests, and where nobody looks. */
export const nothingWatched: Watch = {
  roomOpened: ignore,
  roomClosed: ignore,
  socketOpened: ignore,
  socketClosed: ignore,
  frameIn: ignore,
  bytesOut: ignore,
  refused: ignore,
  applying: () => ignore,
  flushing: () => ignore,
  requested: ignore,
  reportTaken: ignore,
};
