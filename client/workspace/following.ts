/** The page follows somebody else's caret, until one scrolls or types oneself. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Awareness } from 'y-protocols/awareness';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import { NextFrame } from '../ui/timing/next-frame.ts';
import { isInField } from '../ui/keys/writing-keys.ts';

/** What following asks, and what it does to the page. */
export interface FollowingParts {
  /** Null before the text is there. */
  readonly awareness: () => Awareness | null;
  /** Whether the person is at the article. */
  readonly isHere: (person: string) => boolean;
  /** Where the person is in the text; null while nobody knows. */
  readonly placeOf: (person: string) => TextRange | null;
  /** Brings a place of the text into sight. */
  readonly reveal: (place: TextRange) => void;
}

/** Keys by which one goes elsewhere in the page oneself. */
const SCROLLING = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ']);
/** Keys that do something in a text, beside those that write a character. */
const WRITING = new Set([...SCROLLING, 'ArrowLeft', 'ArrowRight', 'Enter', 'Backspace', 'Delete']);

/** Draws its host again where another person is followed, or nobody any more. */
export class Following implements ReactiveController {
  /** Id of the person who is followed. */
  person: string | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #parts: FollowingParts;
  readonly #frame = new NextFrame(() => this.#follow());
  #stopListening: () => void = () => undefined;

  constructor(host: ReactiveControllerHost, parts: FollowingParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Who has left is followed no more. */
  hostUpdate(): void {
    if (this.person !== null && !this.#parts.isHere(this.person)) this.stop();
  }

  /** Follows a person from now on; goes to where they are at once. */
  start(person: string): void {
    this.stop();
    this.person = person;
    this.#stopListening = this.#listen();
    this.#frame.ask();
    this.#host.requestUpdate();
  }

  /** Nothing happens where nobody is followed. */
  stop(): void {
    if (this.person === null) return;
    this.person = null;
    this.#stopListening();
    this.#host.requestUpdate();
  }

  #follow(): void {
    const place = this.person === null ? null : this.#parts.placeOf(this.person);
    if (place !== null) this.#parts.reveal(place);
  }

  #listen(): () => void {
    const awareness = this.#parts.awareness();
    const stop = (): void => this.stop();
    const key = (event: KeyboardEvent): void => {
      if (isOwnWay(event)) this.stop();
    };
    // Pressed in the text one is somewhere oneself.
    const pressed = ({ target }: PointerEvent): void => {
      if (target instanceof Element && target.closest('[contenteditable]') !== null) this.stop();
    };
    const options = { capture: true, passive: true };
    awareness?.on('change', this.#frame.ask);
    window.addEventListener('wheel', stop, options);
    window.addEventListener('touchmove', stop, options);
    window.addEventListener('keydown', key, options);
    window.addEventListener('pointerdown', pressed, options);
    return () => {
      awareness?.off('change', this.#frame.ask);
      window.removeEventListener('wheel', stop, options);
      window.removeEventListener('touchmove', stop, options);
      window.removeEventListener('keydown', key, options);
      window.removeEventListener('pointerdown', pressed, options);
    };
  }
}

/** Whether a key scrolls or writes; shortcuts do neither. Esc is the page's, which takes away one thing after the other. */
function isOwnWay(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (ctrlKey || metaKey || altKey) return false;
  if (isInField(event)) return /^.$/u.test(key) || WRITING.has(key);
  const presses = key === ' ' && target instanceof Element && target.closest('button') !== null;
  return SCROLLING.has(key) && !presses;
}
