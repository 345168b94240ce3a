/** One item of the moderators' queue: what is said about which words, and the decisions. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Check, X } from 'lucide';
import type { Anchoring } from '../../shared/anchor/anchor.ts';
import type { Status } from '../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import type { QueueItem } from '../../shared/wire/routes/queue.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import './galley-queue-item.css';
import { sentences } from '../ui/words/explanation.ts';
import { icon } from '../ui/icon.ts';
import { kindName } from '../ui/words/kind-names.ts';
import { LightElement } from '../ui/light-element.ts';
import { markdown } from '../ui/words/markdown.ts';
import { moment } from '../ui/words/moment.ts';
import { authorColor, avatar } from '../ui/words/person.ts';
import { answered, nameOf } from '../ui/words/thread-words.ts';
import { sentenceOf } from './queue-sentence.ts';
import { n, t } from '../ui/language/translate.ts';

/**
 * @fires item-entered - the focus came into the card
 * @fires decision-asked - detail: the status that the item is to get
 */
@customElement('galley-queue-item')
export class GalleyQueueItem extends LightElement {
  @property({ attribute: false }) item: QueueItem | null = null;
  /** The person stands on it. */
  @property({ type: Boolean }) current = false;
  /** A decision is on its way. */
  @property({ type: Boolean }) busy = false;
  /** Why the last decision on it failed. */
  @property({ attribute: false }) problem: Problem | null = null;

  override render(): TemplateResult | typeof nothing {
    const { item } = this;
    if (item === null) return nothing;
    const { annotation } = item;
    return html`<article
      tabindex=${this.current ? 0 : -1}
      aria-current=${this.current ? 'true' : nothing}
      aria-busy=${this.busy}
      aria-label=${t('{kind} on {title}', { kind: kindName(annotation.kind), title: item.article.title })}
      @focusin=${this.#entered}
    >
      ${this.#origin(item)} ${sentenceOf(item)} ${this.#state(item)} ${answered(annotation)}
      ${annotation.body === '' ? nothing : html`<div class="body note">${markdown(annotation.body)}</div>`}
      ${
        this.problem === null
          ? nothing
          : html`<p class="problem" role="alert">${sentences(this.problem)}</p>`
      }
      ${this.#decisions(item)}
    </article>`;
  }

  /** Puts the focus on the card and brings it into view. */
  override focus(): void {
    const card = this.querySelector('article');
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
  }

  #origin({ annotation, author, article }: QueueItem): TemplateResult {
    const name = author ?? nameOf(annotation.author, new Map());
    const replies = annotation.replies.length;
    return html`<header>
      ${avatar(name, authorColor(annotation.author))}
      <span class="author">${name}</span>
      <span class="badge">${kindName(annotation.kind)}</span>
      ${moment(annotation.created)}
      ${replies === 0 ? nothing : html`<span>${n('{count} reply', '{count} replies', replies)}</span>`}
      <a href=${threadAddress(article.id, annotation.id)} lang=${article.language}
        ><bdi>${article.title}</bdi></a
      >
    </header>`;
  }

  #state({ annotation, article }: QueueItem): TemplateResult | typeof nothing {
    const words = ANCHORING_WORDS[annotation.anchoring.state];
    if (words === '') return nothing;
    return html`<p class="state">
      ${words}
      ${
        annotation.anchoring.state === 'changed'
          ? t('They were: {words}', {
              words: html`<q lang=${article.language} dir=${article.direction}
                >${annotation.anchor.exact}</q
              >`,
            })
          : nothing
      }
    </p>`;
  }

  #decisions({ annotation, article }: QueueItem): TemplateResult {
    const button = (label: string, status: Status, content: unknown): TemplateResult =>
      html`<button class="button" aria-disabled=${this.busy} @click=${() => this.#decide(status)}>
        ${content} ${label}
      </button>`;
    return html`<footer>
      ${annotation.replacement === null ? nothing : button(t('Accept'), 'accepted', icon(Check))}
      ${KIND_FACTS[annotation.kind].decided === 'as proposal' ? button(t('Decline'), 'declined', icon(X)) : nothing}
      ${button(t('Resolve'), 'resolved', nothing)}
      <a class="button plain" href=${threadAddress(article.id, annotation.id)}
        >${t('Go to the text')}</a
      >
    </footer>`;
  }

  #entered(): void {
    this.dispatchEvent(new CustomEvent('item-entered', { bubbles: true, composed: true }));
  }

  #decide(status: Status): void {
    if (this.busy) return;
    this.dispatchEvent(
      new CustomEvent('decision-asked', { detail: status, bubbles: true, composed: true }),
    );
  }
}

/** The thread's place in the workspace. */
export function threadAddress(article: string, annotation: string): string {
  return `/articles/${article}#thread-${annotation}`;
}

const ANCHORING_WORDS: Readonly<Record<Anchoring['state'], string>> = {
  exact: '',
  changed: t('The words have changed since.'),
  moved: t('The words have moved since.'),
  ambiguous: t('The words occur more than once now.'),
  orphaned: t('The words are gone.'),
};

declare global {
  interface HTMLElementTagNameMap {
    'galley-queue-item': GalleyQueueItem;
  }
  interface HTMLElementEventMap {
    'item-entered': CustomEvent<void>;
    'decision-asked': CustomEvent<Status>;
  }
}
