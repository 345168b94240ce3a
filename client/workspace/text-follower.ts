/** Keeps highlights and cards at their words while the text changes and is scrolled. */
import type { ReactiveControllerHost } from 'lit';
import type { AnnotationsController } from './layers/annotations-controller.ts';
import type { GalleyEditor } from './editor/galley-editor.ts';
import type { GalleyMargin } from './margin/galley-margin.ts';
import { NextFrame } from '../ui/timing/next-frame.ts';
import { SightController } from '../ui/timing/sight-controller.ts';

/** What follows the text; null before it is there. */
export interface Followers {
  readonly notes: Pick<AnnotationsController, 'textChanged'> | null;
  readonly editor: Pick<GalleyEditor, 'drawHighlights' | 'followSight'> | null;
  readonly margin: Pick<GalleyMargin, 'arrange' | 'arrangeSoon' | 'followSight'> | null;
}

/**
 * Has highlights and cards follow the text and the scrolling once a frame. Past the page's own drawing, which would be felt at
 * each key.
 */
export class TextFollower {
  readonly #followers: () => Followers;
  readonly #frame: NextFrame;

  /** `changed` is called in each frame in which the text is another. */
  constructor(host: ReactiveControllerHost, followers: () => Followers, changed: () => void) {
    this.#followers = followers;
    this.#frame = new NextFrame(() => {
      this.#followText();
      changed();
    });
    new SightController(host, () => this.#followSight());
  }

  /** The text is another: the frame that shows it shows highlights and cards where they are then. */
  textChanged(): void {
    this.#frame.ask();
  }

  /** The text has another height: words may stand elsewhere, and others be seen. */
  textDrawn(): void {
    const { margin } = this.#followers();
    margin?.followSight();
    margin?.arrange();
  }

  #followText(): void {
    const { notes, editor, margin } = this.#followers();
    notes?.textChanged();
    editor?.drawHighlights();
    margin?.arrangeSoon();
  }

  #followSight(): void {
    const { editor, margin } = this.#followers();
    editor?.followSight();
    margin?.followSight();
  }
}
