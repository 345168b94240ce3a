/** Who is at the article now, each person once however many tabs they have open. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Awareness } from 'y-protocols/awareness';
import type { PresentPerson } from '../../../shared/presence/person.ts';

/** Draws its host again where other people are there. */
export class Presence implements ReactiveController {
  /** In the order of their names. */
  people: readonly PresentPerson[] = [];
  readonly #host: ReactiveControllerHost;
  #awareness: Awareness | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
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

  readonly #read = (): void => {
    const people = peopleIn(this.#awareness?.getStates() ?? new Map());
    if (people.map(({ id }) => id).join() === this.people.map(({ id }) => id).join()) return;
    this.people = people;
    this.#host.requestUpdate();
  };
}

/** The people of some presence states, each once; states that name nobody are left out. */
export function peopleIn(
  states: ReadonlyMap<number, { readonly [field: string]: unknown }>,
): PresentPerson[] {
  const people = new Map<string, PresentPerson>();
  for (const { user } of states.values()) {
    if (isPerson(user)) people.set(user.id, user);
  }
  return [...people.values()].sort(
    (one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1),
  );
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
