/** Who is at the article now, each person once however many tabs they have open, and what one tells the others of oneself. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Awareness } from 'y-protocols/awareness';
import type { PresentPerson } from '../../../shared/presence/person.ts';
import { Idleness } from './idleness.ts';

/** A person at the article, as their page tells it of them. */
export interface Present extends PresentPerson {
  /** They have done nothing there for a while. */
  readonly isIdle: boolean;
  /** Id of the thread that they have before them; null for none, and where not everybody here may read it. */
  readonly thread: string | null;
}

/** Draws its host again where other people are there, or where they are at something else. */
export class Presence implements ReactiveController {
  /** In the order of their names. */
  people: readonly Present[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #idleness = new Idleness((isIdle) => this.#tell('idle', isIdle));
  #awareness: Awareness | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#idleness.watch();
  }

  hostDisconnected(): void {
    this.#idleness.stop();
    this.#awareness?.off('change', this.#read);
    this.#awareness = null;
  }

  /** Reads these presence states from now on. */
  watch(awareness: Awareness): void {
    if (this.#awareness === awareness) return;
    this.#awareness?.off('change', this.#read);
    this.#awareness = awareness;
    awareness.on('change', this.#read);
    this.#read();
  }

  /** Tells everybody here which thread one has before one. The caller sees to it that all of them may read it. */
  tellThread(thread: string | null): void {
    this.#tell('thread', thread);
  }

  #tell(field: 'idle' | 'thread', value: boolean | string | null): void {
    const told: unknown = this.#awareness?.getLocalState()?.[field] ?? null;
    const isNothing = value === null || value === false;
    if (isNothing ? told === null || told === false : told === value) return;
    this.#awareness?.setLocalStateField(field, value);
  }

  readonly #read = (): void => {
    const people = peopleIn(this.#awareness?.getStates() ?? new Map());
    if (JSON.stringify(people) === JSON.stringify(this.people)) return;
    this.people = people;
    this.#host.requestUpdate();
  };
}

/**
 * The people of some presence states, each once; states that name nobody are left out. Who does something in one of their tabs isn't
 * idle, and of their threads that one counts which they have before them there.
 */
export function peopleIn(
  states: ReadonlyMap<number, { readonly [field: string]: unknown }>,
): Present[] {
  const tabs = new Map<string, Present[]>();
  for (const { user, idle, thread } of states.values()) {
    if (!isPerson(user)) continue;
    const { id, name, color } = user;
    const at = { isIdle: idle === true, thread: typeof thread === 'string' ? thread : null };
    tabs.set(id, [...(tabs.get(id) ?? []), { id, name, color, ...at }]);
  }
  return [...tabs.values()]
    .flatMap(inOne)
    .sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1));
}

/** One person in all of their tabs. */
function inOne(tabs: readonly Present[]): Present[] {
  const busyFirst = tabs.toSorted((one, other) => Number(one.isIdle) - Number(other.isIdle));
  const [first] = busyFirst;
  const thread = busyFirst.find((tab) => tab.thread !== null)?.thread ?? null;
  return first === undefined ? [] : [{ ...first, thread }];
}

function isPerson(user: unknown): user is PresentPerson {
  return (
    typeof user === 'object' &&
    user !== null &&
    'id' in user &&
    typeof user.id === 'string' &&
    'name' in user &&
    typeof user.name === 'string' &&
    'color' in user
  );
}
