/** One process for each store folder: how it takes the folder, and how others find it there. */
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Holder } from '../upkeep.ts';
import { identityOf, makePlaceElsewhere, placeElsewhere, SETTING, sharedBy } from './lock-place.ts';
import type { Shared } from './lock-place.ts';
import { LockDoor } from './lock-door.ts';
import { connectTo, isAlive, listenAt } from './lock-socket.ts';
import { forServersBefore, OLD_FILES, oldHolder } from './old-lock.ts';

/** Says who holds the folder, and which socket is that one's; nobody is kept out by it. */
const LOCK = 'lock.json';
/** `lock-FOLDER-TIME-PID.sock`, with the folder's identity, and the rest to be the only one of its name. */
const SOCKET = /^lock-(\w+-\w+)-\w+-\d+\.sock$/;

/** How soon starters that meet look again, and how often one looks before it gives up. */
const MEETING_MS = 10;
const MOST_LOOKS = 300;

const Lock = z.object({ pid: z.number().int().positive(), host: z.string(), socket: z.string() });
type Lock = z.output<typeof Lock>;

/** How a folder is locked; `typeOf` and `listen` are there for tests of other file systems. */
export interface LockOptions {
  /** The operator says that nobody else opens the store where the lock isn't seen. */
  readonly unlocked?: boolean;
  readonly typeOf?: (folder: string) => Promise<number>;
  readonly listen?: (path: string) => Server;
}

/** Held until it is released or the process ends, however it ends. */
export interface ProcessLock {
  /** What the operator should know of who isn't kept out by it; null where all are. */
  readonly warning: string | null;
  /** See `StoreUpkeep`. */
  accept(take: (socket: Socket) => void): () => void;
  /** To be called when the folder was renamed, so that another's lock in its old place isn't taken for this one. */
  moved(folder: string): void;
  /** Gives the folder to others; does nothing when called again. */
  release(): void;
}

/**
 * Takes the folder for this process. Throws a sentence for the operator: where another has it, naming that, or where the lock
 * wouldn't be seen by all.
 */
export async function takeLock(folder: string, options: LockOptions = {}): Promise<ProcessLock> {
  const { unlocked = false, listen = listenAt } = options;
  const shared = await sharedBy(folder, options.typeOf);
  if (shared?.isNetwork === true && !unlocked)
    throw new Error(
      `The folder ${folder} is on a file system that other machines may use too (${shared.kind}), and a server there would not be seen from here: put the store on a disk of this machine, or set ${SETTING} to yes if no other machine ever opens it.`,
    );
  const identity = await identityOf(folder);
  if (identity === null) throw new Error(`There is no folder ${folder}.`);
  const claim = { folder, identity, listen };
  try {
    return await takePlace({ ...claim, place: folder, warning: shared && unseen(folder, shared) });
  } catch (error) {
    if (!(error instanceof NoSocketError)) throw error;
    if (!unlocked)
      throw new Error(
        `The folder ${folder} can't hold a socket (${error.message}), by which another server would see this one: put the store on another file system, or set ${SETTING} to yes if no other process ever opens it.`,
        { cause: error },
      );
    const place = placeElsewhere(identity);
    await makePlaceElsewhere(place);
    const warning = `The lock of the store ${folder} is in ${place}, since the folder can't hold a socket: nothing keeps out who doesn't see that place.`;
    return takePlace({ ...claim, place, warning });
  }
}

function unseen(folder: string, { kind, isNetwork }: Shared): string {
  const machine = isNetwork ? 'another machine' : 'the machine around this one';
  return `Nothing keeps ${machine} from opening the store ${folder} at the same time (${kind}).`;
}

/** Who has the folder, or null where nobody has, as in a copy of a folder that somebody has. */
export async function findHolder(folder: string): Promise<Holder | null> {
  const identity = await identityOf(folder);
  if (identity === null) return null;
  for (const place of [folder, placeElsewhere(identity)]) {
    const own = socketsIn(place).filter((name) => SOCKET.exec(name)?.[1] === identity);
    for (const name of own) {
      const path = join(place, name);
      if (await isAlive(path))
        return { name: nameOf(readLock(place)), connect: () => connectTo(path) };
    }
  }
  return null;
}

/** The place can't hold a socket; the message is the system's code. */
class NoSocketError extends Error {}

interface Claim {
  readonly folder: string;
  readonly identity: string;
  readonly place: string;
  readonly warning: string | null;
  readonly listen: (path: string) => Server;
}

/** A socket that others see. */
interface Candidate {
  readonly name: string;
  readonly door: LockDoor;
}

/**
 * Whoever sees no other socket alive after its own was there has the place: of two, the second to come sees the first. Where
 * several meet before anybody has it, the first by name stays and the others withdraw until it is decided.
 */
async function takePlace(claim: Claim): Promise<ProcessLock> {
  const { folder, place } = claim;
  let own: Candidate | null = null;
  try {
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const { living, dead } = await lookAround(place, own);
      if (living.length === 0 && own !== null) return hold(claim, own, dead);
      const holder = Lock.safeParse(readLock(place)).data?.socket;
      if (holder !== undefined && living.includes(holder)) break;
      if (living.length === 0) own = await publish(claim);
      else {
        if (own !== null && living.some((name) => name < (own?.name ?? '')))
          own = withdraw(own, place);
        await delay(MEETING_MS);
      }
    }
    throw new Error(`The store ${folder} is in use by ${nameOf(readLock(place))}.`);
  } catch (error) {
    if (own !== null) withdraw(own, place);
    throw error;
  }
}

async function lookAround(place: string, own: Candidate | null) {
  const names = socketsIn(place).filter((name) => name !== own?.name);
  const alive = await Promise.all(names.map((name) => isAlive(join(place, name))));
  return {
    // In a copy that was made by hard links it may be the original's, whose files these are too.
    living: names.filter((_name, index) => alive[index]),
    dead: names.filter((_name, index) => !alive[index]),
  };
}

/** Gives the socket a name that others look for only when it listens: one that is bound and doesn't yet would seem dead to them. */
async function publish({ place, identity, listen }: Claim): Promise<Candidate> {
  const name = `lock-${identity}-${process.hrtime.bigint().toString(36)}-${process.pid}.sock`;
  const hidden = join(place, `${name}.new`);
  const server = listen(hidden);
  if (!server.listening) {
    const [error] = (await once(server, 'error')) as [NodeJS.ErrnoException];
    throw new NoSocketError(error.code ?? error.message, { cause: error });
  }
  const door = new LockDoor(server);
  renameSync(hidden, join(place, name));
  return { name, door };
}

function withdraw({ name, door }: Candidate, place: string): null {
  door.close();
  rmSync(join(place, name), { force: true });
  return null;
}

function hold(claim: Claim, own: Candidate, dead: readonly string[]): ProcessLock {
  const { folder, place } = claim;
  const old = oldHolder(readLock(folder));
  if (old !== null) throw new Error(`The store ${folder} is in use by process ${old}.`);
  const lock = { pid: process.pid, host: hostname(), socket: own.name };
  writeLock(place, { ...lock, ...forServersBefore(process.pid) });
  for (const name of [...dead, ...OLD_FILES]) rmSync(join(place, name), { force: true });
  return heldLock(claim, own);
}

function heldLock({ folder, place, warning }: Claim, own: Candidate): ProcessLock {
  let isHeld = true;
  let at = place;
  return {
    warning,
    accept: (take) => own.door.accept(take),
    moved(to) {
      if (place === folder) at = to;
    },
    release() {
      // Once only: after the first time the file may be another's.
      if (!isHeld) return;
      isHeld = false;
      rmSync(join(at, LOCK), { force: true });
      withdraw(own, at);
    },
  };
}

/** Names of what has been a socket of ours; a link or another kind of file of such a name is nobody's. */
function socketsIn(place: string): string[] {
  const names = readNames(place).filter((name) => SOCKET.test(name));
  return names.filter((name) =>
    lstatSync(join(place, name), { throwIfNoEntry: false })?.isSocket(),
  );
}

/** None where nobody of this user can have the place; any other failure must not be taken for an empty folder. */
function readNames(place: string): string[] {
  try {
    return readdirSync(place);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(code)) return [];
    throw error;
  }
}

/** How people are told of a holder: its number is that of its own container, which the host's name tells apart. */
function nameOf(file: unknown): string {
  const { success, data } = Lock.safeParse(file);
  if (!success) return 'another process';
  return `process ${data.pid}${data.host === hostname() ? '' : ` on ${data.host}`}`;
}

/** Null where it can't be read: its holder writes it in one step. */
function readLock(place: string): unknown {
  try {
    return JSON.parse(readFileSync(join(place, LOCK), 'utf8'));
  } catch {
    return null;
  }
}

function writeLock(place: string, lock: Lock): void {
  const temporary = join(place, `${LOCK}.tmp`);
  rmSync(temporary, { force: true });
  writeFileSync(temporary, `${JSON.stringify(lock)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(temporary, join(place, LOCK));
}
