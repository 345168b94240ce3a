/** Puts together all that brings others to an article. */
import type { AccountServices } from '../accounts/account-services.ts';
import type { Annotations } from '../articles/annotations.ts';
import type { Limits } from '../limits/limits.ts';
import type { Store } from '../storage/store.ts';
import type { Rooms } from '../sync/rooms.ts';
import { Grants } from './grants.ts';
import { Guests } from './guests.ts';
import { People } from './people.ts';
import { Shares } from './shares.ts';
import { Revocations } from './revocations.ts';

/** The parts of the server that know about sharing. */
export interface Sharing {
  readonly grants: Grants;
  readonly guests: Guests;
  readonly people: People;
  readonly shares: Shares;
  readonly revocations: Revocations;
}

/** `annotations` says whose names a guest meets in what it reads. */
export interface SharingOptions {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly annotations: Annotations;
  readonly limits: Limits;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly newSecret: () => string;
}

/** `hasher` is the one for members' passwords, so that links don't double what hashing may cost. */
export function sharing(
  { sessions, hasher }: Pick<AccountServices, 'sessions' | 'hasher'>,
  options: SharingOptions,
): Sharing {
  const { store, rooms, annotations, limits, now, newId, newSecret } = options;
  const shares = new Shares({ store, hasher, now, newId, newSecret });
  const revocations = new Revocations(store, rooms, sessions);
  return {
    grants: new Grants(store, now),
    guests: new Guests({ store, sessions, shares, limits, revocations, now, newId }),
    people: new People(store.catalogue, annotations),
    shares,
    revocations,
  };
}
