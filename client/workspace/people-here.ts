/** People as the cards draw them: who is here has the same colour there as at the caret and in the bar. */
import type { Present } from './connection/presence.ts';
import type { People } from '../ui/words/thread-words.ts';

/** Gives the same map as long as nobody's colour is another, since each card is drawn again for another one. */
export class PeopleHere {
  #known: People | null = null;
  #colors = '';
  #people: People = new Map();

  /** The people, with the colours of those present. */
  of(people: People, present: readonly Present[]): People {
    const others = present.filter(({ id, color }) => (people.get(id)?.color ?? color) !== color);
    const colors = JSON.stringify(others.map(({ id, color }) => [id, color]));
    if (people === this.#known && colors === this.#colors) return this.#people;
    [this.#known, this.#colors] = [people, colors];
    const recolored = others.flatMap(({ id, color }) => {
      const person = people.get(id);
      return person === undefined ? [] : [[id, { ...person, color }] as const];
    });
    this.#people = recolored.length === 0 ? people : new Map([...people, ...recolored]);
    return this.#people;
  }
}
