/** Numbers of the y-websocket protocol's messages, and of ours beside them. */

/**
 * First number of a frame. `durable` comes to sockets opened with `ack=1`, `layers` to those of a text opened with `news=1`: it
 * has no content, and says that the layers are others than before.
 */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  durable: 100,
  layers: 101,
} as const;

/** Second number of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** The stock client closes a socket on which no message came for 30 s; pings don't count. */
export const KEEP_ALIVE_MS = 20_000;

/**
 * What one socket may send, and how much it may leave unread, before the server closes it; `step1Ms` alone only delays an
 * answer.
 */
export const LIMITS = {
  /** Largest frame from a client. */
  maxFrameBytes: 1 << 20,
  maxStructs: 20_000,
  /** How far one frame may move the clocks; Yjs itself takes a length of 2^53. */
  maxClockStep: 1 << 24,
  /**
   * How large a text may become as Yjs stores it, about two million words; what takes words out is let in beyond that. Everybody who
   * opens the article gets all of it.
   */
  maxTextBytes: 16 << 20,
  /** How deep blocks may be nested. */
  maxDepth: 64,
  /** How far a reader may be behind before its socket is closed. */
  maxBehindBytes: 8 << 20,
  maxBehindMs: 10_000,
  /** One sync step 1 of a socket is answered in this time; a later one waits for the next. */
  step1Ms: 2000,
  /** Of a whole presence frame: the stock client passes on what it was told of all others. */
  maxAwarenessBytes: 256 << 10,
  maxAwarenessEntries: 1000,
  /** What a frame may say of the sender's own client ids. */
  maxOwnAwarenessBytes: 4096,
  maxOwnAwarenessEntries: 4,
  /** How far a presence clock may jump in one frame. */
  maxAwarenessClockStep: 1000,
} as const;

/** Where the sockets of all rooms are: `/sync/ROOM`. */
export const SYNC_PATH = '/sync';

/** The room of an article's text, or of one of its layers. */
export function roomName(article: string, layer?: string): string {
  return layer === undefined ? article : `${article}/${layer}`;
}

/** The article to which a room of that name belongs; ids have no slash. */
export function articleOf(room: string): string {
  return room.split('/', 1)[0] ?? room;
}
