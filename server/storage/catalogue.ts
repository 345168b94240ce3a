/** The catalogue: the small, structured rows that everything else refers to, and how they are read and changed. */
import type { Article, Layer } from '../../shared/article/article.ts';
import type { Role, ShareRole } from '../../shared/policy/actor.ts';
import type { InterfaceLanguageTag } from '../../shared/wire/interface-languages.ts';

/** Somebody with an account. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /**
   * Whether an owner, the member's answer to a mail, or a provider of OpenID Connect has shown that the address is theirs. Absent
   * where the member has typed it, and in rows of an older release.
   */
  readonly confirmed?: boolean;
  readonly role: Role;
  readonly created: string;
  /** False where the member has switched it off that what concerns them in threads is mailed. */
  readonly noticesByMail?: boolean;
  /** The language that the member has chosen for pages and mail; null or absent where that is left to the browser. */
  readonly language?: InterfaceLanguageTag | null;
}

/** An API token or a sign-in link. Its id is the SHA-256 (hex) of the secret, which is kept nowhere. */
export interface Token {
  readonly id: string;
  readonly member: string;
  readonly label: string;
  /** A link goes with its first use. */
  readonly use: 'api' | 'link';
  readonly created: string;
  /** ISO 8601; null where it doesn't end by itself. */
  readonly expires: string | null;
  /** The member who made it; null where the machine's own operator did, absent in rows of an older release. */
  readonly by?: string | null;
}

/** An invitation to become a member. Its id is the SHA-256 (hex) of its secret; it goes once it was used or revoked. */
export interface Invite {
  readonly id: string;
  readonly role: Role;
  readonly label: string;
  /** The member who made it. */
  readonly by: string;
  readonly created: string;
  readonly expires: string;
}

/** A higher role of a member in one article. Its id is `ARTICLE/MEMBER`. */
export interface Grant {
  readonly id: string;
  readonly article: string;
  readonly member: string;
  readonly role: Role;
  readonly by: string;
  readonly created: string;
}

/** A link by which guests come to one article; it goes when it is revoked. */
export interface Share {
  readonly id: string;
  /** SHA-256 (hex) of the link's secret, which is kept nowhere. */
  readonly hash: string;
  readonly article: string;
  readonly role: ShareRole;
  readonly label: string;
  readonly by: string;
  readonly created: string;
  /** ISO 8601; null where it doesn't end by itself. */
  readonly expires: string | null;
  /** Argon2 hash of the password that it asks for; null where it asks for none. */
  readonly password: string | null;
}

/** Somebody who came by a share link. Kept after the link is gone, since what the guest wrote is shown under this name. */
export interface Guest {
  readonly id: string;
  readonly name: string;
  readonly share: string;
  readonly article: string;
  readonly created: string;
}

/** All rows that went into the trash together; of a layer, its own alone. */
export interface TrashedRows {
  readonly articles: readonly Article[];
  readonly layers: readonly Layer[];
  readonly grants: readonly Grant[];
  readonly shares: readonly Share[];
  readonly guests: readonly Guest[];
}

/**
 * An article or layer in the trash: its rows, out of the tables that everything asks. Its rooms, records and blobs stay where
 * they are until it is gone for good.
 */
export interface Trashed {
  /** That of the article or layer. */
  readonly id: string;
  readonly what: 'article' | 'layer';
  /** The article that it is, or that it is a layer of. */
  readonly article: string;
  /** The member who deleted it; null where it was none. */
  readonly by: string | null;
  readonly deleted: string;
  /** From when on it is gone for good. */
  readonly goes: string;
  /** It is being taken out for good: it can't be brought back any more. */
  readonly isGoing: boolean;
  readonly rows: TrashedRows;
}

/** What the owner has set for all. */
export interface WorkspaceSettings {
  readonly id: 'workspace';
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
}

/** Tables by name; each row has a string `id`. */
export interface Tables {
  readonly members: Member;
  readonly tokens: Token;
  readonly articles: Article;
  readonly layers: Layer;
  readonly invites: Invite;
  readonly grants: Grant;
  readonly shares: Share;
  readonly guests: Guest;
  readonly trash: Trashed;
  readonly settings: WorkspaceSettings;
}
/** A key of `Tables`; stores keep it, so that a table is never renamed. */
export type TableName = keyof Tables;

/** Reads of the catalogue. Rows are never to be changed in place. */
export interface Catalogue {
  /** The row, or null. */
  get<T extends TableName>(table: T, id: string): Promise<Tables[T] | null>;
  /** The rows whose fields equal those of `where`, ordered by id; all without it. */
  find<T extends TableName>(table: T, where?: Partial<Tables[T]>): Promise<Tables[T][]>;
}

/** Reads and writes of the catalogue within a transaction. */
export interface CatalogueChange extends Catalogue {
  /** Keeps a copy of the row, in place of one with the same id. */
  put<T extends TableName>(table: T, row: Tables[T]): void;
  /** Removes the row; nothing happens where there is none. */
  delete(table: TableName, id: string): void;
}

/** Whether the row is one that `where` finds: each of its fields equals that of the row. */
export function isMatch<R extends Tables[TableName]>(row: R, where: Partial<R>): boolean {
  return Object.entries(where).every(([field, value]) => row[field as keyof R] === value);
}
