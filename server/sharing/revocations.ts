/** What a revocation sets off: what rested on the right ends, and the sockets that it opened close at once. */
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { grantId } from '../accounts/effective-role.ts';
import type { Catalogue, CatalogueChange, Member, Share } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import type { Rooms } from '../sync/rooms.ts';
import { mayStillShare } from '../accounts/guest-actor.ts';

/**
 * Called after the change is stored and before it is answered, so that a client that reconnects finds the new rights. Closes
 * sockets before it waits for anything, so that the person is out even where a later step fails.
 */
export class Revocations {
  readonly #store: Store;
  readonly #rooms: Rooms;
  readonly #sessions: Sessions;

  constructor(store: Store, rooms: Rooms, sessions: Sessions) {
    this.#store = store;
    this.#rooms = rooms;
    this.#sessions = sessions;
  }

  /** Sessions (by their names) or API tokens (by their hashes) have ended. */
  credentialsEnded(credentials: readonly string[], close: Close): void {
    this.#rooms.revoke({ of: 'credentials', credentials, close });
  }

  /** A member's name is another one; their sockets reconnect with it. */
  nameChanged(member: string): void {
    this.#revoke([member], CLOSE.rightsChanged);
  }

  /** A member's role in the workspace is another one; their sockets reconnect with it. */
  async roleChanged(member: string): Promise<void> {
    this.#revoke([member], CLOSE.rightsChanged);
    await this.#withNewRole(member);
  }

  /** A member's role in one article is another one. */
  async grantChanged(article: string, member: string): Promise<void> {
    this.#revoke([member], CLOSE.rightsChanged, article);
    await this.#withNewRole(member);
  }

  /** A member is gone, with what they were given: the links that they made go as well. */
  async memberRemoved(member: string): Promise<void> {
    this.#revoke([member], CLOSE.removed);
    await this.#endLinksOf(member);
  }

  /** A link has ended: the sockets of its guests close. */
  async shareEnded(share: string): Promise<void> {
    const came = await this.#store.catalogue.find('guests', { share });
    this.#revoke(
      came.map(({ id }) => id),
      CLOSE.linkEnded,
    );
  }

  /** Shows people out of one article, or of all where none is named. */
  #revoke(people: readonly string[], close: Close, article: string | null = null): void {
    this.#rooms.revoke({ of: 'people', people, article, close });
  }

  /** Who had got hold of a session's secret shouldn't get the new rights by it. */
  async #withNewRole(member: string): Promise<void> {
    await Promise.all([
      this.#endLinksOf(member),
      this.#sessions.rotateAll({ kind: 'member', id: member }),
    ]);
  }

  /** Ends the links that a member made and could not make any more. They lead nowhere already, stored or not. */
  async #endLinksOf(member: string): Promise<void> {
    let dead: readonly Share[] = [];
    const deleting = this.#store.transaction(async ({ catalogue }) => {
      const maker = await catalogue.get('members', member);
      dead = await deadLinksOf(member, maker, catalogue);
      for (const { id } of dead) catalogue.delete('shares', id);
      await endInTrash(member, maker, catalogue);
    });
    try {
      await deleting;
    } finally {
      await Promise.all(dead.map(({ id }) => this.shareEnded(id)));
    }
  }
}

async function deadLinksOf(
  member: string,
  maker: Member | null,
  catalogue: Catalogue,
): Promise<Share[]> {
  const shares = await catalogue.find('shares', { by: member });
  const grants = await Promise.all(
    shares.map(({ article }) => catalogue.get('grants', grantId(article, member))),
  );
  return shares.filter((share, at) => !mayStillShare(share, maker, grants[at] ?? null));
}

/** Else a link that has ended would come back with its article. */
async function endInTrash(
  member: string,
  maker: Member | null,
  catalogue: CatalogueChange,
): Promise<void> {
  for (const trashed of await catalogue.find('trash')) {
    const { grants, shares } = trashed.rows;
    const grant = grants.find((one) => one.member === member) ?? null;
    const living = shares.filter(
      (share) => share.by !== member || mayStillShare(share, maker, grant),
    );
    if (living.length < shares.length)
      catalogue.put('trash', { ...trashed, rows: { ...trashed.rows, shares: living } });
  }
}
