/** Authors whom only a file names: people who said something in a file that was brought in, and whom nobody here has verified. */

/** No id of a member or guest has a colon. */
const PREFIX = 'file:';

const MARK = '(from a file)';

/** As long as a name may be here, in UTF-16 units. */
export const MAX_FOREIGN_NAME = 100;

/** Ids of such authors, as a request may name them. */
export const FOREIGN_AUTHOR = /^file:[^\p{Cc}]{1,100}$/u;

/**
 * The id of an author by the name that a file gives, once that is clean: the name is the id, so two who are called alike are one.
 * Nobody signs in by it, and it is nobody's right to anything.
 */
export function foreignAuthor(name: string): string {
  return PREFIX + name;
}

/** The name in such an id; null where the author is somebody of this workspace, or a reader. */
export function foreignName(author: string): string | null {
  return author.startsWith(PREFIX) ? author.slice(PREFIX.length) : null;
}

/** The name as others see it: it never passes for a member's, whatever it is. */
export function shownForeignName(name: string): string {
  return `${name} ${MARK}`;
}

/** The name without the mark that a copy of ours gave it: whom a file named before is marked once. */
export function unmarkedName(name: string): string {
  return name.endsWith(` ${MARK}`) ? unmarkedName(name.slice(0, -MARK.length).trimEnd()) : name;
}
