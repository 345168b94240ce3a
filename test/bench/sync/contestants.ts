/** Who is measured: Galley as users run it, and its peers as their guides set them up. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import * as encoding from 'lib0/encoding';
import { Client } from './client.ts';
import type { Room } from './client.ts';
import { tokensOfEditors } from '../tokens.ts';
import { ServerProcess } from './server-process.ts';
import { freePort, ROOT } from './site.ts';
import type { Site } from './site.ts';

const TOKEN = 'the-owner-of-the-measured-workspace';
/** As many as are in one room. */
const PEOPLE = 50;
const people = new Map<number, Promise<readonly string[]>>();
const PEERS = `${ROOT}test/bench/peers/`;
const Y_WEBSOCKET_SERVER = `${PEERS}node_modules/@y/websocket-server/src/server.js`;

export type Name = 'Galley' | 'y-websocket-server' | 'y-ws + LevelDB' | 'Hocuspocus + SQLite';

export interface Contestant {
  readonly name: Name;
  /** What `node` runs. */
  readonly command: readonly string[];
  readonly environment: (port: number, folder: string) => Readonly<Record<string, string>>;
  readonly isReady: (port: number) => Promise<boolean>;
  /** Copies what is in use of a store into an empty folder, where the store itself keeps space for what will come. */
  readonly copyUsed?: (folder: string, into: string) => Promise<void>;
  /** Makes an empty room. */
  readonly makeRoom: (port: number, number: number) => Promise<Room>;
}

export const CONTESTANTS: Readonly<Record<Name, Contestant>> = {
  Galley: {
    name: 'Galley',
    command: [`${ROOT}dist/server/main.js`, 'serve'],
    environment: (port, folder) => ({
      PORT: String(port),
      HOST: '127.0.0.1',
      GALLEY_DATA: folder,
      GALLEY_OWNER_TOKEN: TOKEN,
    }),
    isReady: isSignedIn,
    copyUsed: backUp,
    makeRoom: makeArticle,
  },
  'y-websocket-server': {
    name: 'y-websocket-server',
    command: [Y_WEBSOCKET_SERVER],
    environment: (port) => ({ PORT: String(port), HOST: '127.0.0.1' }),
    isReady: accepts,
    makeRoom: (_port, number) => Promise.resolve(namedByPath(number)),
  },
  'y-ws + LevelDB': {
    name: 'y-ws + LevelDB',
    command: [Y_WEBSOCKET_SERVER],
    environment: (port, folder) => ({
      PORT: String(port),
      HOST: '127.0.0.1',
      YPERSISTENCE: folder,
    }),
    isReady: accepts,
    makeRoom: (_port, number) => Promise.resolve(namedByPath(number)),
  },
  'Hocuspocus + SQLite': {
    name: 'Hocuspocus + SQLite',
    command: [`${PEERS}hocuspocus.js`],
    environment: (port, folder) => ({ PORT: String(port), DATABASE: `${folder}/store.sqlite` }),
    isReady: accepts,
    makeRoom: (_port, number) => Promise.resolve(namedInMessages(number)),
  },
};

/** Starts the contestant on a folder, which keeps what is stored. */
export async function launch(
  site: Site,
  { command, environment, isReady }: Contestant,
  folder: string,
): Promise<ServerProcess> {
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  return ServerProcess.start(site, {
    command,
    folder,
    port,
    isReady,
    environment: environment(port, folder),
  });
}

/** Makes rooms and writes the same text into each, as an editor does. */
export async function makeRooms(
  { makeRoom }: Contestant,
  port: number,
  count: number,
  text: Uint8Array,
): Promise<Room[]> {
  const rooms: Room[] = [];
  for (let number = 0; number < count; number += 1) {
    const room = await makeRoom(port, number);
    const editor = await Client.join(port, room);
    editor.update(text);
    const holds = await Client.join(port, room, text.length * 0.9);
    editor.close();
    holds.close();
    rooms.push(room);
  }
  return rooms;
}

async function backUp(folder: string, into: string): Promise<void> {
  const environment = { ...process.env, GALLEY_DATA: folder };
  const main = `${ROOT}dist/server/main.js`;
  await promisify(execFile)(process.execPath, [main, 'backup', into], { env: environment });
}

/** Galley listens a moment before it has made the owner. */
async function isSignedIn(port: number): Promise<boolean> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  return fetch(`http://127.0.0.1:${port}/api/session`, { headers }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function makeArticle(port: number): Promise<Room> {
  const response = await fetch(`http://127.0.0.1:${port}/api/articles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Measured', content: 'First words.', format: 'text' }),
  });
  if (response.status !== 201) throw new Error(`No article: ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  const tokens = await peopleAt(port);
  let joined = 0;
  return {
    /** Each who joins is another person. */
    get path() {
      joined += 1;
      return `/sync/${id}?token=${tokens[joined % tokens.length]}`;
    },
    envelope: new Uint8Array(),
  };
}

/** The people at a server, made once. */
function peopleAt(port: number): Promise<readonly string[]> {
  const known = people.get(port);
  if (known !== undefined) return known;
  const made = tokensOfEditors(port, TOKEN, PEOPLE);
  people.set(port, made);
  return made;
}

function namedByPath(number: number): Room {
  return { path: `/room-${number}`, envelope: new Uint8Array() };
}

function namedInMessages(number: number): Room {
  const envelope = encoding.encode((encoder) => encoding.writeVarString(encoder, `room-${number}`));
  return { path: '/', envelope };
}
