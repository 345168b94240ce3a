/** Names of all who may have written: members, and the guests who came by a link. */
import type { Annotation } from '../../shared/annotation/annotation.ts';
import { foreignName, shownForeignName } from '../../shared/annotation/foreign-author.ts';
import { asShareRole, higherRole } from '../../shared/policy/actor.ts';
import type { Person, Role } from '../../shared/policy/actor.ts';
import { shownName } from '../../shared/presence/person.ts';
import type { Annotations } from '../articles/annotations.ts';
import type { Catalogue } from '../storage/catalogue.ts';

/** A name without the mark that guests get where it is shown; see `shownName`. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
  readonly isGuest: boolean;
  /** What they may do in the article; null for a guest whose link is gone. */
  readonly role: Role | null;
}

/** Knows guests also after their link has gone, and members only as long as they are there. */
export class People {
  readonly #catalogue: Catalogue;
  readonly #annotations: Annotations;

  constructor(catalogue: Catalogue, annotations: Annotations) {
    this.#catalogue = catalogue;
    this.#annotations = annotations;
  }

  /** Who may have written in an article. A guest learns no more names than stand in what it may read. */
  async in(article: string, actor: Person): Promise<NamedPerson[]> {
    const people = await this.#all(article);
    if (actor.kind === 'member') return people;
    const annotations = await this.#annotations.all(article, actor);
    const met = new Set([actor.id, ...annotations.flatMap(namedIn)]);
    // Nor what they may do: all that a guest reads, all of them read.
    const withoutRole = people.map((one) => ({ ...one, role: one.role && ('viewer' as const) }));
    return withoutRole.filter(({ id }) => met.has(id));
  }

  /** Names by id as they are shown, guests marked. */
  async shownIn(article: string): Promise<ReadonlyMap<string, string>> {
    const people = await this.#all(article);
    return new Map(people.map(({ id, name, isGuest }) => [id, shownName(name, isGuest)]));
  }

  /** The name of an author as it is shown; null where the person is unknown or gone. */
  async shown(id: string): Promise<string | null> {
    const foreign = foreignName(id);
    if (foreign !== null) return shownForeignName(foreign);
    const member = await this.#catalogue.get('members', id);
    if (member !== null) return member.name;
    const guest = await this.#catalogue.get('guests', id);
    return guest && shownName(guest.name, true);
  }

  async #all(article: string): Promise<NamedPerson[]> {
    const [members, guests, grants, shares] = await Promise.all([
      this.#catalogue.find('members'),
      this.#catalogue.find('guests', { article }),
      this.#catalogue.find('grants', { article }),
      this.#catalogue.find('shares', { article }),
    ]);
    const granted = new Map(grants.map((grant) => [grant.member, grant.role]));
    const shared = new Map(shares.map((share) => [share.id, asShareRole(share.role)]));
    return [
      ...members.map(({ id, name, role }) => {
        const here = higherRole(role, granted.get(id) ?? role);
        return { id, name, isGuest: false, role: here };
      }),
      ...guests.map(({ id, name, share }) => {
        return { id, name, isGuest: true, role: shared.get(share) ?? null };
      }),
    ];
  }
}

/** Ids of all who stand in a thread. A reaction's key is `"EMOJI PERSON"`. */
export function namedIn(annotation: Annotation): string[] {
  const { author, assignee, statusBy, anchors, replies, reactions } = annotation;
  const beside = [assignee, statusBy].filter((id) => id !== null);
  return [
    author,
    ...beside,
    ...anchors.map(({ by }) => by),
    ...replies.map((reply) => reply.author),
    ...reactions.map((key) => key.split(' ')[1] ?? ''),
  ];
}
