/** The moderators' queue as a list with a place in it, and the decisions on its items. */
import type { ReactiveControllerHost } from 'lit';
import type { PlacedAnnotation, Status } from '../../shared/annotation/annotation.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import { annotationRoutes } from '../../shared/wire/routes/annotations.ts';
import { queueRoutes } from '../../shared/wire/routes/queue.ts';
import type { QueueAnswer, QueueItem } from '../../shared/wire/routes/queue.ts';
import { call } from '../api/call.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { queueQuery } from './queue-filter.ts';
import type { QueueFilter } from './queue-filter.ts';
import { neighbour, placeAfter } from './queue-place.ts';

/** A decision that can be undone. */
export interface Decision {
  readonly item: QueueItem;
  readonly status: Exclude<Status, 'open'>;
}

/** Holds the queue for its page. */
export class QueueController {
  readonly list: PagedList<QueueItem, QueueAnswer>;
  /** How many wait of each kind; null until the first answer. */
  counts: QueueAnswer['counts'] | null = null;
  /** Id of the annotation on which the person stands; null where nothing waits. */
  current: string | null = null;
  /** What went wrong with an item's decision, by its id. */
  failures: ReadonlyMap<string, Problem> = new Map();
  /** Ids whose decision is on its way. */
  deciding: ReadonlySet<string> = new Set();
  /** What the list answers to, or will with the next answer. */
  filter: QueueFilter;
  readonly #host: ReactiveControllerHost;
  /** The latest last. */
  #decisions: readonly Decision[] = [];

  constructor(host: ReactiveControllerHost, filter: QueueFilter) {
    this.#host = host;
    this.filter = filter;
    this.list = new PagedList(host, {
      ask: (cursor) => call(queueRoutes.list, queueQuery(this.filter, cursor)),
      id: idOf,
      shown: ({ counts }, before) => {
        this.counts = counts;
        this.#keepPlace(before);
      },
    });
  }

  /** Shows another part of the queue, from its beginning. */
  show(filter: QueueFilter): Promise<void> {
    this.filter = filter;
    this.current = null;
    return this.list.load();
  }

  /** The item on which the person stands; null where there is none. */
  get currentItem(): QueueItem | null {
    return this.list.items?.find((item) => idOf(item) === this.current) ?? null;
  }

  /** Goes to the item after (`1`) or before (`-1`), with more of the queue where that is not shown yet; at either end it stays. */
  async move(step: 1 | -1): Promise<void> {
    const isLast = this.#ids().at(-1) === this.current;
    if (step === 1 && isLast) await this.list.loadMore();
    this.choose(neighbour(this.#ids(), this.current, step));
  }

  /** Goes to the item of an id. */
  choose(id: string | null): void {
    if (id === this.current) return;
    this.current = id;
    this.#host.requestUpdate();
  }

  /** True once the item is decided and gone from the list; where it fails the item stays and says why. */
  async decide(item: QueueItem, status: Decision['status']): Promise<boolean> {
    const id = idOf(item);
    if (this.deciding.has(id)) return false;
    this.deciding = new Set([...this.deciding, id]);
    this.#setFailure(id, null);
    const answer = await setStatus(item, status);
    this.deciding = new Set([...this.deciding].filter((other) => other !== id));
    if (answer.ok) {
      const decided = { ...item, annotation: answer.value };
      this.#decisions = [...this.#decisions, { item: decided, status }];
      this.#remove(item);
      if (this.list.items?.length === 0) await this.list.loadMore();
    } else {
      this.#setFailure(id, answer.problem);
    }
    return answer.ok;
  }

  /** Opens the item of the latest decision again and stands on it; null where there is nothing to undo. */
  async undo(): Promise<Result<Decision> | null> {
    const decision = this.#decisions.at(-1);
    if (decision === undefined) return null;
    this.#decisions = this.#decisions.slice(0, -1);
    const answer = await setStatus(decision.item, 'open');
    if (!answer.ok) {
      this.#decisions = [...this.#decisions, decision];
      return answer;
    }
    const reopened = { ...decision.item, annotation: answer.value };
    this.current = idOf(reopened);
    this.list.change((items) => [reopened, ...items]); // its right place comes with the refresh
    await this.list.refresh();
    return { ok: true, value: decision };
  }

  #remove(item: QueueItem): void {
    const { counts } = this;
    if (counts !== null) {
      const { kind } = item.annotation;
      this.counts = { ...counts, [kind]: counts[kind] - 1, all: counts.all - 1 };
    }
    const before = this.list.items ?? [];
    this.list.change((items) => items.filter((other) => idOf(other) !== idOf(item)));
    this.#keepPlace(before);
  }

  #keepPlace(before: readonly QueueItem[]): void {
    this.current = placeAfter(before.map(idOf), this.#ids(), this.current);
  }

  #setFailure(id: string, problem: Problem | null): void {
    const failures = new Map(this.failures);
    if (problem === null) failures.delete(id);
    else failures.set(id, problem);
    this.failures = failures;
    this.#host.requestUpdate();
  }

  #ids(): readonly string[] {
    return this.list.items?.map(idOf) ?? [];
  }
}

function idOf({ annotation }: QueueItem): string {
  return annotation.id;
}

/** Where somebody has changed it since it was read, the server refuses that and says who. */
function setStatus(
  { article, annotation }: QueueItem,
  status: Status,
): Promise<Result<PlacedAnnotation>> {
  const { id, revision } = annotation;
  const address = { id: article.id, annotation: id };
  return call(annotationRoutes['set-status'], address, { status, revision });
}
