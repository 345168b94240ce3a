/** Mails members what concerns them in threads, gathered over some minutes. */
import * as z from 'zod/mini';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import { withMentions } from '../../shared/annotation/mentions.ts';
import type { Layer } from '../../shared/article/article.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { memberActor, withEffectiveRole } from '../accounts/effective-role.ts';
import type { MailParts } from '../accounts/mail.ts';
import type { ThreadChange } from '../articles/annotations.ts';
import type { Catalogue, Member } from '../storage/catalogue.ts';
import { readEntries } from '../storage/read-entries.ts';
import type { Store } from '../storage/store.ts';
import type { Json } from '../storage/update-log.ts';
import type { Rooms } from '../sync/rooms.ts';
import { concernedBy, REASONS } from './concerned.ts';
import { lettersFor } from '../letters/words.ts';
import { letterOf, subjectOf } from './letter.ts';
import type { Said } from './letter.ts';

/** What a letter waits for more, from its first notice on. */
const GATHERED_MS = 5 * 60_000;
/** Of one member: what is beyond this is counted. */
const MOST_NOTICES = 30;
/** So often a letter is tried. */
const MOST_TRIES = 5;

const Notice = z.object({
  reason: z.enum(REASONS),
  by: z.string(),
  layer: z.string(),
  annotation: z.string(),
  reply: z.nullable(z.string()),
});
type Notice = z.output<typeof Notice>;

/** A member's: without words, which are read when they are mailed. `since` is in milliseconds since 1970. */
const Row = z.object({
  since: z.number(),
  tries: z.number(),
  more: z.number(),
  notices: z.array(Notice),
});
type Row = z.output<typeof Row>;

/** What notices are made of. */
export interface NoticesOptions extends Pick<MailParts, 'workspace' | 'send' | 'url' | 'now'> {
  readonly store: Store;
  readonly rooms: Rooms;
  /** The name to show for an author's id. */
  readonly nameOf: (author: string) => Promise<string | null>;
}

/** Keeps nothing where no mail is configured. Of several servers one sends each letter. */
export class Notices {
  readonly #options: NoticesOptions;

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  /** Whether members can be mailed at all. */
  get canMail(): boolean {
    return this.#options.send !== null;
  }

  /** Keeps what is to be mailed of a change. */
  async note({ layer, before, after, actor }: ThreadChange): Promise<void> {
    if (!this.canMail || !isPerson(actor)) return;
    for (const { person, reason, reply } of concernedBy(before, after, actor.id)) {
      const { id: annotation } = after;
      await this.#keep(person, { reason, by: actor.id, layer: layer.id, annotation, reply });
    }
  }

  /** Mails what has been gathered for long enough, until `stop`. */
  async sendDue(stop?: AbortSignal): Promise<void> {
    if (!this.canMail) return;
    const { store, now } = this.#options;
    const { entries } = await readEntries(store.log, 'notices');
    for (const { key, value } of entries) {
      if (stop?.aborted) return;
      const row = toRow(value);
      if (row !== null && now().getTime() - row.since < GATHERED_MS) continue;
      // One at a time: nobody waits for it.
      await this.#send(key);
    }
  }

  #keep(person: string, notice: Notice): Promise<void> {
    const { store, now } = this.#options;
    return store.transaction(async ({ catalogue, log }) => {
      const member = await catalogue.get('members', person);
      if (member === null || !isMailed(member)) return;
      // What they can't read takes no room of what they can, nor is it counted.
      const layer = await catalogue.get('layers', notice.layer);
      if (layer === null || !(await mayRead(member, layer, catalogue))) return;
      const row = toRow(await log.get('notices', person)) ?? emptyRow(now());
      log.write([{ do: 'put', space: 'notices', key: person, value: withNotice(row, notice) }]);
    });
  }

  /** Takes the row first, so that no other server sends it too. */
  async #send(person: string): Promise<void> {
    const { store, send } = this.#options;
    const { member, row } = await store.transaction(async ({ catalogue, log }) => {
      const taken = toRow(await log.get('notices', person));
      log.write([{ do: 'remove', space: 'notices', key: person }]);
      return { member: await catalogue.get('members', person), row: taken };
    });
    if (row === null || member === null || send === null || !isMailed(member)) return;
    try {
      const letter = await this.#letter(member, row);
      if (letter !== null) await send(letter);
    } catch (error) {
      await this.#keepForLater(person, row);
      throw error;
    }
  }

  async #keepForLater(person: string, row: Row): Promise<void> {
    const { store, now } = this.#options;
    if (row.tries + 1 >= MOST_TRIES) return;
    await store.transaction(async ({ log }) => {
      const since = toRow(await log.get('notices', person));
      const notices = [...row.notices, ...(since?.notices ?? [])];
      const beyond = Math.max(0, notices.length - MOST_NOTICES);
      const value = {
        since: now().getTime(),
        tries: row.tries + 1,
        more: row.more + (since?.more ?? 0) + beyond,
        notices: notices.slice(0, MOST_NOTICES),
      };
      log.write([{ do: 'put', space: 'notices', key: person, value }]);
    });
  }

  /** Null where nothing is left that the member may read. */
  async #letter(member: Member, row: Row) {
    const said: Said[] = [];
    for (const notice of row.notices) {
      const one = await this.#said(member, notice);
      if (one !== null) said.push(one);
    }
    if (said.length === 0 || member.email === null) return null;
    const { workspace, url } = this.#options;
    const { name } = await workspace();
    const more = row.more === 0 ? 0 : row.more + said.length;
    const words = lettersFor(member);
    const text = letterOf(said, more, `${url()}/settings/account`, words);
    return { to: member.email, subject: subjectOf(said, name, words), text };
  }

  /** Asked of the store as it is now: roles, layers and threads may be others than when it happened. */
  async #said(member: Member, notice: Notice): Promise<Said | null> {
    const { store, rooms, nameOf, url } = this.#options;
    const { catalogue } = store;
    const layer = await catalogue.get('layers', notice.layer);
    if (layer === null) return null;
    const article = await catalogue.get('articles', layer.article);
    if (article === null || !(await mayRead(member, layer, catalogue))) return null;
    const annotation = (await rooms.layer(layer))?.annotation(notice.annotation) ?? null;
    const words = annotation && wordsOf(annotation, notice.reply);
    if (annotation === null || words === null) return null;
    return {
      reason: notice.reason,
      by: (await nameOf(notice.by)) ?? 'Somebody',
      title: article.title,
      exact: annotation.anchor.exact,
      words: await this.#plain(words),
      link: `${url()}/articles/${article.id}#thread-${annotation.id}`,
    };
  }

  async #plain(body: string): Promise<string> {
    const names = new Map<string, string>();
    withMentions(body, (id, written) => {
      names.set(id, written);
      return '';
    });
    for (const [id, written] of names) names.set(id, (await this.#options.nameOf(id)) ?? written);
    return withMentions(body, (id, written) => `@${names.get(id) ?? written}`);
  }
}

async function mayRead(member: Member, layer: Layer, catalogue: Catalogue): Promise<boolean> {
  const reader = await withEffectiveRole(memberActor(member), layer.article, catalogue);
  return reader !== null && mayReadLayer(layer, reader);
}

/** Where a row is full, who has the most in it makes room for whoever has fewer: nobody drives out what others have done. */
function withNotice(row: Row, notice: Notice): Row {
  const { notices, more } = row;
  if (notices.length < MOST_NOTICES) return { ...row, notices: [...notices, notice] };
  const timesOf = (by: string): number => notices.filter((one) => one.by === by).length;
  const most = Math.max(...notices.map(({ by }) => timesOf(by)));
  const goes = notices.findLastIndex(({ by }) => timesOf(by) === most);
  const isFewer = timesOf(notice.by) + 1 < most;
  const kept = isFewer ? [...notices.filter((_, at) => at !== goes), notice] : notices;
  return { ...row, notices: kept, more: more + 1 };
}

/** Null where the reply is gone. */
function wordsOf({ body, replies }: Annotation, reply: string | null): string | null {
  if (reply === null) return body;
  return replies.find(({ id }) => id === reply)?.body ?? null;
}

function isMailed({ email, confirmed, noticesByMail }: Member): boolean {
  return email !== null && confirmed === true && noticesByMail !== false;
}

function emptyRow(now: Date): Row {
  return { since: now.getTime(), tries: 0, more: 0, notices: [] };
}

/** Null where there is none that can be read. */
function toRow(value: Json | null): Row | null {
  const read = Row.safeParse(value);
  return read.success ? read.data : null;
}
