/** The interface of the catalogue: the small, structured records that everything else refers to. */
import type { Article, Layer } from '../../shared/article/article.ts';
import type { Role } from '../../shared/policy/actor.ts';

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly created: string;
}

/** An API token or a sign-in link. Its id is the SHA-256 (hex) of the secret, which is kept nowhere. */
export interface Token {
  readonly id: string;
  readonly member: string;
  readonly label: string;
  /** A link is taken back by its first use. */
  readonly use: 'api' | 'link';
  readonly created: string;
  /** ISO 8601; null where it doesn't end by itself. */
  readonly expires: string | null;
}

/** Tables by name; each row has a string `id`. */
export interface Tables {
  readonly members: Member;
  readonly tokens: Token;
  readonly articles: Article;
  readonly layers: Layer;
}
export type TableName = keyof Tables;

/** What one may do inside `change`. Reads see the writes made before in the same change. */
export interface CatalogueChange {
  get<T extends TableName>(table: T, id: string): Tables[T] | null;
  find<T extends TableName>(table: T, where?: Partial<Tables[T]>): Tables[T][];
  put<T extends TableName>(table: T, row: Tables[T]): void;
  delete(table: TableName, id: string): void;
}

export interface Catalogue {
  /** The row, or null. Rows are never to be changed in place. */
  get<T extends TableName>(table: T, id: string): Promise<Tables[T] | null>;
  /** The rows whose fields equal those of `where`, ordered by id; all without it. */
  find<T extends TableName>(table: T, where?: Partial<Tables[T]>): Promise<Tables[T][]>;
  /**
   * Runs `work` alone (one change at a time) and resolves with its result once everything it wrote is durable.
   * Where `work` throws or the write fails, nothing has changed, in memory or on disk, and the promise rejects.
   */
  change<R>(work: (change: CatalogueChange) => R): Promise<R>;
  close(): Promise<void>;
}
