/** Where the lock of a store folder lies, and on which file systems it isn't seen by everybody who could open the store. */
import { lstat, mkdir, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * File systems that other machines, or the machine around this one, may have mounted too: none of them sees our sockets there.
 * By the number that `statfs` gives on Linux (linux/magic.h, and the makers' own).
 */
const SHARED: ReadonlyMap<number, string> = new Map([
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
  [0x01021997, '9P'],
  [0x65735546, 'FUSE or virtiofs'],
  [0x786f4256, 'a shared folder of VirtualBox'],
  [0xbacbacbc, 'a shared folder of VMware'],
]);

/** The setting by which an operator says that nobody else opens the store where we can't see it. */
export const SETTING = 'GALLEY_UNLOCKED_STORE';

/** The name of the file system that the folder is on, where others may use it and not see our lock; else null. */
export async function sharedKind(
  folder: string,
  typeOf: (folder: string) => Promise<number> = fileSystemType,
): Promise<string | null> {
  if (process.platform !== 'linux') return null; // the numbers are Linux's
  return SHARED.get((await typeOf(folder)) >>> 0) ?? null;
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
