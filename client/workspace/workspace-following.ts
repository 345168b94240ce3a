/** Lets the highlights and the cards follow the text, and what is seen of it. */
import type { ReactiveControllerHost } from 'lit';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import type { AnnotationsController } from './layers/annotations-controller.ts';
import { NextFrame } from '../ui/timing/next-frame.ts';
import { SightController } from '../ui/timing/sight-controller.ts';
import type { GalleyEditor } from './editor/galley-editor.ts';
import type { GalleyMargin } from './margin/galley-margin.ts';

/** Cards are drawn for the words on the screen and so many screens above and below it. */
const BESIDE_SCREENS = 0.5;

/** What follows; nothing before it has come. */
export interface Followers {
  readonly notes: AnnotationsController | null;
  readonly editor: GalleyEditor | null;
  readonly margin: GalleyMargin | null;
  /** As it reads in the text; the host shows it. */
  readonly title: string | null;
}

export class Following {
  readonly #host: ReactiveControllerHost;
  readonly #followers: () => Followers;
  readonly #frame: NextFrame;
  #title: string | null = null;

  constructor(host: ReactiveControllerHost, followers: () => Followers) {
    this.#host = host;
    this.#followers = followers;
    this.#frame = new NextFrame(() => this.#followText());
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

  /** The part of the text for which cards are drawn. */
  readonly seen = (): TextRange | null => this.#followers().editor?.seen(BESIDE_SCREENS) ?? null;

  #followText(): void {
    const { notes, editor, margin, title } = this.#followers();
    notes?.textChanged();
    editor?.drawHighlights();
    margin?.arrangeSoon();
    if (title !== this.#title) this.#host.requestUpdate();
    this.#title = title;
  }

  #followSight(): void {
    const { editor, margin } = this.#followers();
    editor?.followSight();
    margin?.followSight();
  }
}
