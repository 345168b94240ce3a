/** Mentions of people in a note's Markdown: links to an address that leads nowhere, so that they survive another name. */

/** `galley:person/ID`, of a member or guest. No page has it, and no copy. */
const ADDRESS = 'galley:person/';

/** As far as one person is named by it; a label has no brackets, as in all links of notes. */
const MENTION = /\[@([^[\]]{1,250})\]\(galley:person\/([A-Za-z0-9_-]{1,64})\)/g;

/** The person in a link's address; null where it leads elsewhere. */
export function mentionedAt(address: string): string | null {
  return /^galley:person\/([A-Za-z0-9_-]{1,64})$/.exec(address)?.[1] ?? null;
}

/** The Markdown that names a person, under a name in which brackets are round. */
export function mentionOf(id: string, name: string): string {
  return `[@${labelOf(name)}](${ADDRESS}${id})`;
}

/** A name as it can stand in a mention. */
export function labelOf(name: string): string {
  return name.replaceAll('[', '(').replaceAll(']', ')').replace(/\s+/g, ' ').trim();
}

/** Ids of those whom a note or reply names, each once. */
export function mentionedIn(body: string): readonly string[] {
  if (!body.includes(ADDRESS)) return [];
  return [...new Set([...body.matchAll(MENTION)].flatMap(([, , id]) => id ?? []))];
}

/** Whether somebody is named in a thread: by its first words or by a reply. */
export function isMentionedIn(
  person: string,
  { body, replies }: { readonly body: string; readonly replies: readonly { body: string }[] },
): boolean {
  return [body, ...replies.map((reply) => reply.body)].some((words) =>
    mentionedIn(words).includes(person),
  );
}

/** The note with other words in the place of each mention; `said` gets the id and the name as it was written. */
export function withMentions(body: string, said: (id: string, name: string) => string): string {
  if (!body.includes(ADDRESS)) return body;
  return body.replace(MENTION, (_whole, name: string, id: string) => said(id, name));
}

/** Words that mean nothing in Markdown, for the place of a mention. */
export function asMarkdown(words: string): string {
  return words.replace(/[\\`*_~[\]()<>#!|]/g, '\\$&');
}

/** Somebody who can be mentioned, under the words that stand behind the `@`. */
export interface Mentionable {
  readonly id: string;
  readonly label: string;
}

/** The people under labels of which no two are alike: whose name others have too gets a number, in the order of the ids. */
export function mentionable(
  people: readonly { readonly id: string; readonly name: string }[],
): readonly Mentionable[] {
  const times = new Map<string, number>();
  return people
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, name }) => {
      const label = labelOf(name);
      const time = (times.get(label) ?? 0) + 1;
      times.set(label, time);
      return { id, label: time === 1 ? label : `${label} (${time})` };
    });
}

/** What a person wrote, with each `@Label` as the mention that it is. The longest label counts, and no part of a word. */
export function toMentions(words: string, people: readonly Mentionable[]): string {
  if (!words.includes('@')) return words;
  const byLength = people.toSorted((one, other) => other.label.length - one.label.length);
  let [body, at] = ['', 0];
  while (at < words.length) {
    const found = words[at] === '@' ? mentionAt(words, at, byLength) : null;
    if (found === null) body += words[at];
    else body += mentionOf(found.id, found.label);
    at += found === null ? 1 : 1 + found.label.length;
  }
  return body;
}

/** The same as it is written and edited: `@Label` for each mention of somebody who is known here. */
export function fromMentions(body: string, people: readonly Mentionable[]): string {
  const labels = new Map(people.map(({ id, label }) => [id, label]));
  return withMentions(body, (id, name) => {
    const label = labels.get(id);
    return label === undefined ? mentionOf(id, name) : `@${label}`;
  });
}

function mentionAt(
  words: string,
  at: number,
  byLength: readonly Mentionable[],
): Mentionable | null {
  // Within a word or behind a bracket it is an address, or a mention already.
  if (/[\p{L}\p{N}[\\]$/u.test(words.slice(Math.max(0, at - 2), at))) return null;
  const isWhole = (end: number): boolean => !/^[\p{L}\p{N}]/u.test(words.slice(end, end + 2));
  const found = byLength.find(
    ({ label }) =>
      label !== '' && words.startsWith(label, at + 1) && isWhole(at + 1 + label.length),
  );
  return found ?? null;
}
