/** Makes threads of what people said in a file, each by commands of whoever brings it in, under the names in the file. */
import type { Anchor } from '../../shared/anchor/anchor.ts';
import type { Status } from '../../shared/annotation/annotation.ts';
import {
  MAX_FOREIGN_NAME,
  foreignAuthor,
  unmarkedName,
} from '../../shared/annotation/foreign-author.ts';
import type { Command } from '../../shared/annotation/commands/command-table.ts';
import type { Layer } from '../../shared/article/article.ts';
import { withLineFeeds } from '../../shared/article/typed-words.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { cleanName } from '../../shared/wire/fields.ts';
import type { ForeignNote, ImportedRemark, ImportedTalk } from '../formats/format.ts';
import { momentIn } from '../formats/moment.ts';
import { nextTurn } from '../cooperative-task.ts';
import { CAPS } from '../limits/caps.ts';
import { StoreUnavailableError } from '../sync/group-commit.ts';
import type { LayerRoom } from '../sync/layer-room.ts';

/** `now` is the time of what the file gives no time to, and of what it says will be. */
export interface ThreadTakerParts {
  readonly now: () => Date;
  readonly newId: () => string;
}

/** As many UTF-16 units as a note may have. */
const MAX_WORDS = 20_000;
const CUT = '…';
/** So many replies are under way at once; others get their turn between. */
const AT_ONCE = 20;
/** Of who has no name in the file. */
const NAMELESS = 'Unknown';

type TakenNote = Pick<ForeignNote, 'author' | 'at' | 'body' | 'kind' | 'replacement' | 'tags'>;
type TakenReply = ImportedRemark & { readonly here: string };

/** As many tags as a note may have, and as many UTF-16 units in each. */
const [MAX_TAGS, MAX_TAG] = [20, 60];
/** So many are looked at for those: some say nothing, or the same. */
const READ_TAGS = 200;

/** Takes things into one layer. The policy is asked about the actor each time; what it refuses is not done. */
export class ThreadTaker {
  readonly #layer: Layer;
  readonly #room: LayerRoom;
  readonly #actor: Actor;
  readonly #parts: ThreadTakerParts;

  constructor(layer: Layer, room: LayerRoom, actor: Actor, parts: ThreadTakerParts) {
    [this.#layer, this.#room, this.#actor, this.#parts] = [layer, room, actor, parts];
  }

  /** Makes a thread; gives whether it was made. What of it comes later may still find no room. */
  take(talk: ImportedTalk, anchor: Anchor): Promise<boolean> {
    return this.#unlessFull(async () => {
      const id = await this.#create(talk, anchor, authorOf(talk), talk.at);
      if (id === null) return false;
      await this.#replies(id, talk.replies, () => this.#parts.newId());
      if (talk.isResolved) await this.#resolve(id, talk);
      return true;
    });
  }

  /** Makes a note of another program under the ids that it has here; gives whether it was made. */
  takeNote(
    id: string,
    note: TakenNote,
    replies: readonly TakenReply[],
    anchor: Anchor,
  ): Promise<boolean> {
    return this.#unlessFull(async () => {
      const { kind, body, tags, at } = note;
      const replacement = note.replacement === null ? null : shortened(note.replacement);
      const said = { body: shortened(body), replacement, color: null, tags: keptTags(tags) };
      const command = { do: 'create', id, kind, anchor, ...said } as const;
      if (!(await this.#perform(command, { author: authorOf(note), at }))) return false;
      await this.#replies(id, replies, ({ here }) => here);
      return true;
    });
  }

  /** Adds an answer of another program under the id that it has here; gives whether that was done. */
  answer(annotation: string, remark: TakenReply): Promise<boolean> {
    return this.#unlessFull(() => this.#reply(annotation, remark, remark.here));
  }

  /** Proposes other words in the actor's own name; gives whether that was done. */
  propose(replacement: string, anchor: Anchor): Promise<boolean> {
    return this.#unlessFull(async () => {
      const made = await this.#create({ body: '', replacement }, anchor, null, null);
      return made !== null;
    });
  }

  /** Adds an answer to a thread; gives whether that was done. */
  reply(annotation: string, remark: ImportedRemark): Promise<boolean> {
    return this.#unlessFull(() => this.#reply(annotation, remark));
  }

  /** Settles or reopens a thread in the actor's own name; gives whether that was done. */
  setStatus(annotation: string, status: Status): Promise<boolean> {
    const command = { do: 'set-status', annotation, status, note: null } as const;
    return this.#unlessFull(() => this.#perform(command, null));
  }

  async #create(
    { body, replacement: proposed }: Pick<ImportedTalk, 'body' | 'replacement'>,
    anchor: Anchor,
    author: string | null,
    at: string | null,
  ): Promise<string | null> {
    const id = this.#parts.newId();
    const replacement = proposed === null ? null : shortened(proposed);
    const kind = replacement === null ? 'comment' : 'suggestion';
    const rest = { body: shortened(body), replacement, color: null, tags: [] };
    const said = author === null ? null : { author, at };
    return (await this.#perform({ do: 'create', id, kind, anchor, ...rest }, said)) ? id : null;
  }

  /** Each is staged when it is given, and a few are stored together: a thread is read whole for each of them. */
  async #replies<Reply extends ImportedRemark>(
    annotation: string,
    replies: readonly Reply[],
    idOf: (reply: Reply) => string,
  ): Promise<void> {
    for (let at = 0; at < Math.min(replies.length, CAPS.repliesInThread.most); at += AT_ONCE) {
      const slice = replies.slice(at, at + AT_ONCE);
      await Promise.all(slice.map((reply) => this.#reply(annotation, reply, idOf(reply))));
      await nextTurn(); // what is refused waits for no store
    }
  }

  #reply(annotation: string, remark: ImportedRemark, id = this.#parts.newId()): Promise<boolean> {
    const body = shortened(remark.body);
    const command = { do: 'reply', annotation, id, body } as const;
    return this.#perform(command, { author: authorOf(remark), at: remark.at });
  }

  /** Files say that a thread is settled, but not by whom or when: after the last word in it. */
  #resolve(annotation: string, thread: ImportedTalk): Promise<boolean> {
    const said = [thread, ...thread.replies].flatMap(({ at }) => (at === null ? [] : at));
    const last = said.toSorted().at(-1) ?? null;
    const command = { do: 'set-status', annotation, status: 'resolved', note: null } as const;
    return this.#perform(command, { author: null, at: last });
  }

  /** In the actor's own name and now where nothing else is said. */
  async #perform(
    command: Command,
    said: { readonly author: string | null; readonly at: string | null } | null,
  ): Promise<boolean> {
    const now = this.#parts.now().toISOString();
    const at = momentIn(said?.at ?? '') ?? now;
    const performed = await this.#room.perform(command, this.#layer, this.#actor, {
      via: 'import',
      said: said && { author: said.author, at: at > now ? now : at },
    });
    return performed.ok;
  }

  async #unlessFull(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      return false;
    }
  }
}

/** The author of what somebody says in a file. */
export function authorOf({ author }: ImportedRemark): string {
  return foreignAuthor(unmarkedName(cleanName(author, MAX_FOREIGN_NAME)) || NAMELESS);
}

function keptTags(tags: readonly string[]): string[] {
  const clean = tags
    .slice(0, READ_TAGS)
    .map((tag) => cleanName(tag, MAX_TAG))
    .filter((tag) => tag !== '');
  return [...new Set(clean)].slice(0, MAX_TAGS);
}

/** Words as a note may have them. */
export function shortened(words: string): string {
  const whole = withLineFeeds(words.toWellFormed());
  if (whole.length <= MAX_WORDS) return whole;
  return whole.slice(0, MAX_WORDS - CUT.length).toWellFormed() + CUT;
}
