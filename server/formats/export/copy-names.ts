/** The names in a copy: people's own, or numbers that tell them apart. */
import { READER_AUTHOR } from '../../../shared/annotation/annotation.ts';
import { foreignName, shownForeignName } from '../../../shared/annotation/foreign-author.ts';
import { asMarkdown, withMentions } from '../../../shared/annotation/mentions.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { CopyNaming } from '../../../shared/article/copy-choices.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import type { AnnotatedCopy } from '../format.ts';

const UNKNOWN = 'Former member';
const PSEUDONYM = /^Person \d+$/;

/**
 * The threads as the copy may have them, with ids of people only under real names, and the name to show for each author: from
 * `byId`, a pseudonym, or none.
 */
export function named(
  annotations: readonly PlacedAnnotation[],
  naming: CopyNaming,
  byId: ReadonlyMap<string, string>,
): Pick<AnnotatedCopy, 'annotations' | 'nameOf'> {
  switch (naming) {
    case 'real':
      return {
        annotations: annotations.map((annotation) =>
          mentioning(annotation, (id, written) => byId.get(id) ?? written),
        ),
        nameOf: (author) =>
          nameOfReader(author) ?? nameInFile(author) ?? byId.get(author) ?? UNKNOWN,
      };
    case 'pseudonyms':
      return {
        annotations: pseudonymous(annotations, (pseudonym) => pseudonym),
        nameOf: (author) => nameOfReader(author) ?? (PSEUDONYM.test(author) ? author : UNKNOWN),
      };
    case 'none':
      // Told apart still, since a question waits until somebody other than its author has answered.
      return { annotations: pseudonymous(annotations, () => 'somebody'), nameOf: () => '' };
    default:
      return unreachable(naming);
  }
}

function nameOfReader(author: string): string | null {
  return author === READER_AUTHOR ? 'Reader' : null;
}

function nameInFile(author: string): string | null {
  const name = foreignName(author);
  return name === null ? null : shownForeignName(name);
}

/** Replaces all people's ids by pseudonyms, numbered in the order of the threads: the same person has the same one in all of a copy. */
function pseudonymous(
  annotations: readonly PlacedAnnotation[],
  mentioned: (pseudonym: string) => string,
): PlacedAnnotation[] {
  const given = new Map<string, string>([[READER_AUTHOR, READER_AUTHOR]]);
  const pseudonym = (author: string): string => {
    const name = given.get(author) ?? `Person ${given.size}`;
    given.set(author, name);
    return name;
  };
  return annotations.map((annotation) => ({
    ...mentioning(annotation, (id) => mentioned(pseudonym(id))),
    author: pseudonym(annotation.author),
    statusBy: annotation.statusBy && pseudonym(annotation.statusBy),
    assignee: annotation.assignee && pseudonym(annotation.assignee),
    anchors: annotation.anchors.map((former) => ({ ...former, by: pseudonym(former.by) })),
    replies: annotation.replies.map((reply) => ({
      ...mentioningIn(reply, (id) => mentioned(pseudonym(id))),
      author: pseudonym(reply.author),
    })),
    reactions: [],
  }));
}

/** Each mention as the `@Name` that the copy may have, without the address. */
function mentioning(
  annotation: PlacedAnnotation,
  nameOf: (id: string, written: string) => string,
): PlacedAnnotation {
  const replies = annotation.replies.map((reply) => mentioningIn(reply, nameOf));
  return { ...mentioningIn(annotation, nameOf), replies };
}

function mentioningIn<Note extends { readonly body: string }>(
  note: Note,
  nameOf: (id: string, written: string) => string,
): Note {
  const body = withMentions(note.body, (id, written) => `@${asMarkdown(nameOf(id, written))}`);
  return { ...note, body };
}
