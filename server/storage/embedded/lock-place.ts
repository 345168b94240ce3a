/** Where the lock of a store folder lies, and on which file systems it isn't seen by everybody who could open the store. */
import { lstat, mkdir, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * File systems that other machines may have mounted too: none of them sees our sockets there. By the number that `statfs` gives on
 * Linux (linux/magic.h, and the makers' own).
 */
const NETWORK: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x564c, 'NCP'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x20030528, 'OrangeFS'],
  [0xaad7aaea, 'PanFS'],
]);

/**
 * File systems by which a virtual machine has a folder of the machine around it. All containers of the one see the same sockets
 * there; the other sees none, and as a rule it is where people look at files and start nothing.
 */
const OF_THE_HOST: ReadonlyMap<number, string> = new Map([
  [0x01021997, '9P'],
  [0x65735546, 'FUSE or virtiofs'],
  [0x786f4256, 'a shared folder of VirtualBox'],
  [0xbacbacbc, 'a shared folder of VMware'],
]);

/** The setting by which an operator says that nobody else opens the store where we can't see it. */
export const SETTING = 'GALLEY_UNLOCKED_STORE';

/** A file system on which others may open the store and not see our lock. */
export interface Shared {
  readonly kind: string;
  /** Whether these are machines of a network, of which each may well have a server of its own. */
  readonly isNetwork: boolean;
}

/** What is to be known of the file system that the folder is on; null where everybody who may open the store sees our lock. */
export async function sharedBy(
  folder: string,
  typeOf: (folder: string) => Promise<number> = fileSystemType,
): Promise<Shared | null> {
  if (process.platform !== 'linux') return null; // the numbers are Linux's
  const type = (await typeOf(folder)) >>> 0;
  const kind = NETWORK.get(type) ?? OF_THE_HOST.get(type);
  return kind === undefined ? null : { kind, isNetwork: NETWORK.has(type) };
}

async function fileSystemType(folder: string): Promise<number> {
  return (await statfs(folder)).type;
}

/** Which folder this is on this machine, under whatever path; null where there is none. A copy, even one of hard links, is another. */
export async function identityOf(folder: string): Promise<string | null> {
  const found = await stat(folder, { bigint: true }).catch(() => null);
  return found === null ? null : `${found.dev.toString(36)}-${found.ino.toString(36)}`;
}

/** Where the lock lies whose folder can't hold a socket: it is seen by processes with the same folder for temporary files. */
export function placeElsewhere(identity: string): string {
  return join(tmpdir(), `galley-${process.getuid?.() ?? ''}-${identity}`);
}

/** Makes that place, for this user alone. Its name is no secret: throws where another user has put something there. */
export async function makePlaceElsewhere(place: string): Promise<void> {
  await mkdir(place, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const { uid, mode } = await lstat(place);
  const isOurs = uid === process.getuid?.() && (mode & 0o170777) === 0o040700;
  if (!isOurs) throw new Error(`${place} isn't a folder of this user alone; remove it.`);
}
