/** What happens when a right is taken back: what hangs on it ends, and the sockets that it opened close at once. */
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { grantId } from '../accounts/standing.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import type { Rooms } from '../sync/rooms.ts';
import { mayStillShare } from './guest-actor.ts';

/** Called after the change is stored and before it is answered, so that who comes back finds the new rights. */
export class TakingBack {
  readonly #catalogue: Catalogue;
  readonly #rooms: Rooms;
  readonly #sessions: Sessions;

  constructor(catalogue: Catalogue, rooms: Rooms, sessions: Sessions) {
    this.#catalogue = catalogue;
    this.#rooms = rooms;
    this.#sessions = sessions;
  }

  /** Sessions (by their names) or API tokens (by their hashes) have ended. */
  credentialsEnded(credentials: readonly string[], close: Close): void {
    const ended = new Set(credentials);
    this.#rooms.closePeers(({ credential }) => ended.has(credential), close);
  }

  /** A member's role in the workspace is another one; their sockets come back with it. */
  async roleChanged(member: string): Promise<void> {
    await this.#endLinksOf(member);
    this.#rooms.closePeers(({ actor }) => actor.id === member, CLOSE.rightsChanged);
  }

  /** A member's role in one article is another one. */
  async grantChanged(article: string, member: string): Promise<void> {
    await this.#sessions.renewAll({ kind: 'member', id: member });
    await this.#endLinksOf(member);
    this.#rooms.closePeers(
      ({ actor }, { articleId }) => articleId === article && actor.id === member,
      CLOSE.rightsChanged,
    );
  }

  /** A member is gone: what they were given and the links that they made go as well. */
  async memberRemoved(member: string): Promise<void> {
    await this.#catalogue.change((change) => {
      for (const { id } of change.find('grants', { member })) change.delete('grants', id);
    });
    await this.#endLinksOf(member);
    this.#rooms.closePeers(({ actor }) => actor.id === member, CLOSE.removed);
  }

  /** A link is gone: whoever came by it is shown out. */
  async shareEnded(share: string): Promise<void> {
    const came = await this.#catalogue.find('guests', { share });
    const guests = new Set(came.map(({ id }) => id));
    this.#rooms.closePeers(({ actor }) => guests.has(actor.id), CLOSE.linkEnded);
  }

  /** Ends the links that a member made and could not make any more. */
  async #endLinksOf(member: string): Promise<void> {
    const ended = await this.#catalogue.change((change) => {
      const maker = change.get('members', member);
      const dead = change
        .find('shares', { by: member })
        .filter(
          (share) =>
            !mayStillShare(share, maker, change.get('grants', grantId(share.article, member))),
        );
      for (const { id } of dead) change.delete('shares', id);
      return dead;
    });
    await Promise.all(ended.map(({ id }) => this.shareEnded(id)));
  }
}
