/** The moderators' queue as a list with a place in it, and the decisions on its items. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Status } from '../../shared/annotation/annotation.ts';
import { queueRoutes } from '../../shared/wire/routes/queue.ts';
import type { QueueAnswer, QueueItem } from '../../shared/wire/routes/queue.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import { annotationRoutes } from '../../shared/wire/routes/annotations.ts';
import { call } from '../api/call.ts';
import { queueQuery } from './queue-filter.ts';
import type { QueueFilter } from './queue-filter.ts';
import { neighbour, placeAfter } from './queue-place.ts';

/** A decision that can be undone. */
export interface Decision {
  readonly item: QueueItem;
  readonly status: Exclude<Status, 'open'>;
}

/** Holds the queue for its page. `items` is null until the first answer. */
export class QueueController implements ReactiveController {
  items: readonly QueueItem[] | null = null;
  counts: QueueAnswer['counts'] | null = null;
  next: string | null = null;
  problem: Problem | null = null;
  /** Id of the annotation on which the person stands. */
  current: string | null = null;
  /** What went wrong with an item's decision, by its id. */
  failures: ReadonlyMap<string, Problem> = new Map();
  /** Ids whose decision is on its way. */
  deciding: ReadonlySet<string> = new Set();
  filter: QueueFilter;
  readonly #host: ReactiveControllerHost;
  #decisions: readonly Decision[] = [];
  #asked = 0;

  constructor(host: ReactiveControllerHost, filter: QueueFilter) {
    this.#host = host;
    this.filter = filter;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asked += 1; // what is still under way is for nobody
  }

  show(filter: QueueFilter): Promise<void> {
    this.filter = filter;
    this.current = null;
    return this.refresh();
  }

  /** Asks anew for as much of the list as is shown; the place is kept. */
  async refresh(): Promise<void> {
    const asked = (this.#asked += 1);
    const wanted = this.items?.length ?? 0;
    let answer = await call(queueRoutes.list, queueQuery(this.filter, null));
    const items = answer.ok ? [...answer.value.items] : [];
    while (answer.ok && answer.value.next !== null && items.length < wanted) {
      answer = await call(queueRoutes.list, queueQuery(this.filter, answer.value.next));
      if (answer.ok) items.push(...answer.value.items);
    }
    if (asked === this.#asked) this.#take(answer, items);
  }

  async loadMore(): Promise<void> {
    if (this.next === null) return;
    const asked = (this.#asked += 1);
    const answer = await call(queueRoutes.list, queueQuery(this.filter, this.next));
    const known = new Set(this.#ids());
    const more = answer.ok
      ? answer.value.items.filter(({ annotation }) => !known.has(annotation.id))
      : [];
    if (asked === this.#asked) this.#take(answer, [...(this.items ?? []), ...more]);
  }

  get currentItem(): QueueItem | null {
    return this.items?.find(({ annotation }) => annotation.id === this.current) ?? null;
  }

  move(step: 1 | -1): void {
    this.choose(neighbour(this.#ids(), this.current, step));
  }

  choose(id: string | null): void {
    if (id === this.current) return;
    this.current = id;
    this.#host.requestUpdate();
  }

  /** True once the item is decided and gone from the list; where it fails the item stays and says why. */
  async decide(item: QueueItem, status: Decision['status']): Promise<boolean> {
    const { id } = item.annotation;
    if (this.deciding.has(id)) return false;
    this.deciding = new Set([...this.deciding, id]);
    this.#tellFailure(id, null);
    const answer = await setStatus(item, status);
    this.deciding = new Set([...this.deciding].filter((other) => other !== id));
    if (answer.ok) {
      this.#decisions = [...this.#decisions, { item, status }];
      this.#asked += 1; // a list asked for before the decision would bring the item back
      this.#remove(item);
    } else {
      this.#tellFailure(id, answer.problem);
    }
    return answer.ok;
  }

  /** Opens the item of the last decision again and stands on it; null where there is nothing to undo. */
  async undo(): Promise<Result<Decision> | null> {
    const decision = this.#decisions.at(-1);
    if (decision === undefined) return null;
    this.#decisions = this.#decisions.slice(0, -1);
    const answer = await setStatus(decision.item, 'open');
    if (!answer.ok) {
      this.#decisions = [...this.#decisions, decision];
      return answer;
    }
    this.current = decision.item.annotation.id;
    this.items = [decision.item, ...(this.items ?? [])]; // its right place comes with the refresh
    await this.refresh();
    return { ok: true, value: decision };
  }

  #take(answer: Result<QueueAnswer>, items: readonly QueueItem[]): void {
    this.problem = answer.ok ? null : answer.problem;
    if (answer.ok) {
      this.counts = answer.value.counts;
      this.next = answer.value.next;
      this.#replace(items);
    }
    this.#host.requestUpdate();
  }

  #remove({ annotation }: QueueItem): void {
    const { counts } = this;
    if (counts !== null) {
      const { kind } = annotation;
      this.counts = { ...counts, [kind]: counts[kind] - 1, all: counts.all - 1 };
    }
    this.#replace(this.items?.filter((item) => item.annotation.id !== annotation.id) ?? []);
    this.#host.requestUpdate();
  }

  #replace(items: readonly QueueItem[]): void {
    const before = this.#ids();
    this.items = items;
    this.current = placeAfter(before, this.#ids(), this.current);
  }

  #tellFailure(id: string, problem: Problem | null): void {
    const failures = new Map(this.failures);
    if (problem === null) failures.delete(id);
    else failures.set(id, problem);
    this.failures = failures;
    this.#host.requestUpdate();
  }

  #ids(): readonly string[] {
    return this.items?.map(({ annotation }) => annotation.id) ?? [];
  }
}

function setStatus({ article, annotation }: QueueItem, status: Status): Promise<Result<unknown>> {
  const params = { id: article.id, annotation: annotation.id };
  return call(annotationRoutes['set-status'], params, { status });
}
