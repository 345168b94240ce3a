/** Which threads have something new in them for this person, told to and by the server, so that all of their browsers agree. */
import type { Annotation } from '../../../shared/annotation/annotation.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { MOST_SEEN } from '../../../shared/wire/routes/visits.ts';
import type { VisitAnswer, VisitChange } from '../../../shared/wire/routes/visits.ts';

/** What is noted is told together, after so long. */
const TELL_MS = 1000;

/** All that is there by now, by the server's clock: it takes a later time than its own for that. */
const ALL = '9999-12-31T00:00:00.000Z';

/** How the server is asked, and who is told. */
export interface UnreadParts {
  /** The person, whose own words are never new; null where nobody is signed in. */
  readonly me: string | null;
  readonly get: () => Promise<Result<VisitAnswer>>;
  readonly note: (change: VisitChange) => Promise<Result<VisitAnswer>>;
  /** Called whenever other threads may be new. */
  readonly onChange: () => void;
}

const NOT_KNOWN: VisitAnswer = { upTo: null, seen: {} };

type Thread = Pick<Annotation, 'id' | 'author' | 'created' | 'replies'>;

/** What somebody else has said after it was last seen is new. Before the server has answered nothing is. */
export class Unread {
  readonly #parts: UnreadParts;
  #visit: VisitAnswer | null = null;
  /** Seen here, and not told yet. */
  #toTell = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: UnreadParts) {
    this.#parts = parts;
  }

  /** Asks what was seen elsewhere. On the first visit all that is there counts as seen. */
  async load(): Promise<void> {
    const { me, get, note, onChange } = this.#parts;
    if (me === null) return;
    const answer = await get();
    if (!answer.ok) return;
    if (answer.value.upTo === null) {
      const noted = await note({ upTo: ALL });
      this.#visit = noted.ok ? noted.value : answer.value;
    } else this.#visit = answer.value;
    onChange();
  }

  /** Ids of those that have something new, in their order. */
  among(threads: readonly Thread[]): ReadonlySet<string> {
    return new Set(threads.filter((thread) => this.#isNew(thread)).map(({ id }) => id));
  }

  /** The person has seen them as they are. */
  see(threads: readonly Thread[]): void {
    const seen = threads.filter((thread) => this.#isNew(thread));
    if (seen.length === 0) return;
    for (const thread of seen) this.#toTell.set(thread.id, newest(thread, this.#parts.me) ?? '');
    this.#parts.onChange();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.tell(), TELL_MS);
  }

  /** Tells the server what was seen; what can't be told stays for the next time. */
  async tell(): Promise<void> {
    clearTimeout(this.#timer);
    const told = new Map([...this.#toTell].slice(0, MOST_SEEN));
    if (told.size === 0) return;
    const answer = await this.#parts.note({ seen: Object.fromEntries(told) });
    if (!answer.ok) return;
    this.#visit = answer.value;
    for (const [id, time] of told) if (this.#toTell.get(id) === time) this.#toTell.delete(id);
    this.#parts.onChange();
  }

  #isNew(thread: Thread): boolean {
    const { upTo, seen } = this.#visit ?? NOT_KNOWN;
    const last = upTo === null ? null : newest(thread, this.#parts.me);
    if (upTo === null || last === null || last <= upTo) return false;
    return [seen[thread.id], this.#toTell.get(thread.id)].every(
      (time) => time === undefined || last > time,
    );
  }
}

/** When somebody else last said something in it; null where nobody has. */
function newest({ author, created, replies }: Thread, me: string | null): string | null {
  const times = [{ author, created }, ...replies]
    .filter((remark) => remark.author !== me)
    .map((remark) => remark.created);
  return times.reduce<string | null>(
    (last, time) => (last === null || time > last ? time : last),
    null,
  );
}
