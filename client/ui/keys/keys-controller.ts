/** Hears the keys of a page and asks for what its keymap says. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { commandOf } from './keymap.ts';
import type { Keymap } from './keymap.ts';
import { isInField } from './writing-keys.ts';

/** Listens while its page is connected, wherever on the page the key is pressed. */
export class KeysController<Command extends string> implements ReactiveController {
  readonly #keymap: Keymap<Command>;
  readonly #perform: (command: Command) => boolean;

  /** `perform` answers false where it does nothing; then the key is left to the browser. */
  constructor(
    host: ReactiveControllerHost,
    keymap: Keymap<Command>,
    perform: (command: Command) => boolean,
  ) {
    this.#keymap = keymap;
    this.#perform = perform;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#pressed);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#pressed);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const command = commandOf(this.#keymap, event);
    if (command === null || event.defaultPrevented) return;
    if (this.#keymap[command].whileWriting !== true && isElsewhere(event)) return;
    if (this.#perform(command)) event.preventDefault(); // else `/` would be written into the field that it leads to
  };
}

/** Whether the key is meant for a field, a dialog, or the button or link that it presses. */
function isElsewhere(event: KeyboardEvent): boolean {
  const presses = event.key === 'Enter' && document.activeElement?.matches('a, button') === true;
  return presses || isInField(event) || document.querySelector('dialog[open]') !== null;
}
