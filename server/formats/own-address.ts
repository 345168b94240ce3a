/** The addresses that notes have in our JSON-LD, by which a note that leaves is known again when it comes back. */

/** A note, or a reply in it, as an address says it. */
export interface OwnNote {
  readonly article: string;
  readonly note: string;
  /** Null where it is the note itself. */
  readonly reply: string | null;
}

const PATTERN =
  /\/articles\/([^/?#]{1,100})\/annotations\/([^/?#]{1,100})(?:\/replies\/([^/?#]{1,100}))?$/;

/** The address without the server's own. */
export function ownAddress(article: string, note: string): string {
  return `/articles/${encodeURIComponent(article)}/annotations/${encodeURIComponent(note)}`;
}

/** What an address is of, on whatever server; null where it is none of a note. */
export function ownNote(address: string): OwnNote | null {
  const found = PATTERN.exec(address);
  if (found === null) return null;
  const [article = '', note = '', reply] = found.slice(1).map(decoded);
  return { article, note, reply: reply ?? null };
}

function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return part; // no such coding
  }
}
