/** A thread of the margin: an annotation with its replies, and what the person may do with it. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { AtSign, Pin, PinOff } from 'lucide';
import { isDecided } from '../../../shared/annotation/annotation.ts';
import type {
  Kind,
  PlacedAnnotation,
  Reply,
  Status,
} from '../../../shared/annotation/annotation.ts';
import { isMentionedIn } from '../../../shared/annotation/mentions.ts';
import { KIND_FACTS } from '../../../shared/annotation/kinds.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { AnnotationCommandEvent, announce } from '../layers/annotation-events.ts';
import type { GivenCommand } from '../layers/annotation-events.ts';
import { keepReply, keptReply } from '../layers/draft.ts';
import { foreignName } from '../../../shared/annotation/foreign-author.ts';
import { mayPerform } from '../../ui/session/permission.ts';
import { givenBy, reactButton, reactionPills } from './reactions.ts';
import type { ReactionsView } from './reactions.ts';
import { statusChoices } from './status-choices.ts';
import './galley-thread.css';
import '../../ui/style/tones.css';
import './galley-remark.ts';
import type { RemarkChange } from './galley-remark.ts';
import './galley-reply-field.ts';
import { icon } from '../../ui/icon.ts';
import { avatar } from '../../ui/words/person.ts';
import type { Present } from '../connection/presence.ts';
import { toast } from '../../ui/galley-toast.ts';
import { LightElement } from '../../ui/light-element.ts';
import {
  answered,
  fullNameOf,
  isGuest,
  looksDifferent,
  nameOf,
  origin,
  outcome,
  plainly,
  strangersIn,
  threadName,
  wording,
} from '../../ui/words/thread-words.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { meansControl } from '../../ui/keys/writing-keys.ts';
import { kindName } from '../../ui/words/kind-names.ts';
import { n, t, tIn } from '../../ui/language/translate.ts';
import { layerName } from '../../ui/words/layer-names.ts';

/** The dot is drawn by the style sheet. */
const NEW = html`<span class="new" title=${t('New since you were last here')}
  ><span class="visually-hidden">${t('New')}</span></span
>`;

/** In short: beside it the name needs the room. */
const FOREIGN_BADGE = html`<span
  class="badge"
  title=${t('Named in a file alone: nobody here knows who that is')}
  ><span class="visually-hidden">${t('from a file')}</span
  ><span aria-hidden="true">${tIn('badge: named in a file', 'file')}</span></span
>`;

/** More people than these are named, and not drawn. */
const MOST_READERS = 3;

/** What is said once a note is deleted. */
const DELETED: Readonly<Record<Kind, string>> = {
  highlight: t('Highlight deleted.'),
  comment: t('Comment deleted.'),
  question: t('Question deleted.'),
  suggestion: t('Suggestion deleted.'),
  report: t('Report deleted.'),
};

/**
 * Shows its first lines, and all of it while it is `active`. What the person may not do isn't offered.
 * @fires annotation-command, annotation-activated, name-wanted, text-focus-wanted
 */
@customElement('galley-thread')
export class GalleyThread extends LightElement {
  /** Drawn anew only where something of it is seen that is another, since each key moves all that stand below it. */
  @property({ attribute: false, hasChanged: looksDifferent })
  annotation: PlacedAnnotation | null = null;
  @property({ attribute: false }) layer: LayerAnswer | null = null;
  @property({ attribute: false }) people: People = new Map();
  @property({ attribute: false }) me: MemberAnswer | null = null;
  /** Others who have it before them now. */
  @property({ attribute: false, hasChanged: areOthers }) readers: readonly Present[] = [];
  @property({ type: Boolean, reflect: true }) active = false;
  /** Has changes that could not be sent so far. */
  @property({ type: Boolean }) pending = false;
  /** Somebody else has said something in it that the person has not seen. */
  @property({ type: Boolean, reflect: true }) unread = false;

  @state() private isReplying = false;
  /** What was begun before the page was loaded. */
  #keptReply = '';
  #thread: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.addEventListener('click', this.#clicked);
    this.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('click', this.#clicked);
    this.removeEventListener('keydown', this.#key);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { annotation, layer } = this;
    if (annotation === null || !(changed.has('annotation') || changed.has('people'))) return;
    this.id = `thread-${annotation.id}`;
    if (this.#thread !== annotation.id) {
      this.#thread = annotation.id;
      this.#keptReply = keptReply(sessionStorage, annotation);
      this.isReplying =
        this.#keptReply !== '' &&
        this.#may({ do: 'reply', annotation: annotation.id, id: '', body: '' });
    }
    this.role = 'article';
    this.ariaLabel = threadName(annotation, this.people);
    this.dataset.tone = annotation.color ?? layer?.color ?? 'yellow';
    this.dataset.status = annotation.status;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { annotation, people } = this;
    if (annotation === null || !(changed.has('annotation') || changed.has('people'))) return;
    for (const person of strangersIn(annotation, people)) announce(this, 'name-wanted', { person });
  }

  override render(): TemplateResult | typeof nothing {
    const { annotation, people } = this;
    if (annotation === null) return nothing;
    return html`${this.unread ? NEW : nothing} ${this.#readers()} ${this.#first(annotation)}
    ${reactionPills(this.#reactions(annotation))} ${outcome(annotation, people)}
    ${answered(annotation)} ${this.#where()}
    ${this.active ? this.#replies(annotation) : this.#lastReply(annotation)}
    ${this.pending ? html`<p class="unsent">${t('Kept here until the server can be reached.')}</p>` : nothing}
    ${this.#foot(annotation)}`;
  }

  #readers(): TemplateResult | typeof nothing {
    const { readers } = this;
    if (readers.length === 0) return nothing;
    const names = readers.map(({ name }) => name).join(', ');
    return html`<span
      class="readers"
      role="img"
      aria-label=${t('At this thread now: {names}', { names })}
    >
      ${readers.slice(0, MOST_READERS).map(({ name, color }) => avatar(name, color))}
    </span>`;
  }

  /** In which layer, and that nobody else reads it where that is so. */
  #where(): TemplateResult | typeof nothing {
    const { layer } = this;
    if (layer === null) return nothing;
    const isOwn = layer.audience === 'private';
    return html`<p class="where">
      <bdi>${layerName(layer)}</bdi
      >${isOwn ? html` · <span class="only-you">${tIn('readers of a layer', 'only you')}</span>` : nothing}
    </p>`;
  }

  #first(annotation: PlacedAnnotation): TemplateResult {
    const { id, kind, author } = annotation;
    return html`<galley-remark
      .remark=${annotation}
      .name=${nameOf(author, this.people)}
      .noun=${kind}
      .people=${this.people}
      .me=${this.me}
      .layer=${this.layer}
      .badge=${this.#badge(annotation)}
      .lead=${this.#lead(annotation)}
      .link=${`${location.origin}${location.pathname}#thread-${id}`}
      .editable=${this.#may({ do: 'edit', annotation: id }) && KIND_FACTS[kind].editable && !isDecided(annotation)}
      .removable=${this.#may({ do: 'delete', annotation: id })}
      @remark-changed=${({ detail }: CustomEvent<RemarkChange>) =>
        this.#perform({ do: 'edit', annotation: id, ...detail })}
      @remark-removed=${() =>
        this.#remove(
          { do: 'delete', annotation: id, replies: annotation.replies.length },
          DELETED[kind],
        )}
    ></galley-remark>`;
  }

  #lead(annotation: PlacedAnnotation): TemplateResult {
    return html`${wording(annotation)} ${origin(annotation, this.people)}
    ${this.active && this.#mayBeWrong(annotation) ? this.#neverHere(annotation) : nothing}`;
  }

  /** Whether it is on words other than those that were annotated, and the person may say that it was never there. */
  #mayBeWrong({ id, status, anchors, anchoring }: PlacedAnnotation): boolean {
    const isElsewhere = anchors.length > 0 || anchoring.state === 'changed';
    if (status !== 'open' || anchoring.from === null || !isElsewhere) return false;
    return this.#may({ do: 'anchor', annotation: id, anchor: null });
  }

  #neverHere({ id }: PlacedAnnotation): TemplateResult {
    return html`<button
      class="button plain never-here"
      title=${t('Takes it off these words and puts it among the notes without a place')}
      @click=${() => this.#perform({ do: 'anchor', annotation: id, anchor: null })}
    >
      ${t('It was never here')}
    </button>`;
  }

  #badge(annotation: PlacedAnnotation): TemplateResult {
    const { kind, author, pinned } = annotation;
    const { badge } = KIND_FACTS[kind];
    const tone = badge === 'warn' ? 'badge warn' : 'badge';
    return html`${this.#strangerBadge(author)}
    ${badge === 'none' ? nothing : html`<span class=${tone}>${kindName(kind)}</span>`}
    ${pinned ? html`<span class="badge">${icon(Pin)} ${t('Pinned')}</span>` : nothing}
    ${this.#mentionBadge(annotation)}`;
  }

  /** In a thread that is settled nobody is asked any more. */
  #mentionBadge(annotation: PlacedAnnotation): TemplateResult | typeof nothing {
    const { me } = this;
    if (me === null || annotation.status !== 'open' || !isMentionedIn(me.id, annotation))
      return nothing;
    return html`<span class="badge mentions-me" title=${t('Mentions you')}
      >${icon(AtSign)}<span class="visually-hidden">${t('Mentions you')}</span></span
    >`;
  }

  #strangerBadge(author: string): TemplateResult | typeof nothing {
    if (foreignName(author) !== null) return FOREIGN_BADGE;
    return isGuest(author, this.people) ? html`<span class="badge">${t('guest')}</span>` : nothing;
  }

  #replies({ id, replies }: PlacedAnnotation): TemplateResult | typeof nothing {
    if (replies.length === 0) return nothing;
    return html`<div class="replies">
      ${repeat(
        replies,
        (reply) => reply.id,
        (reply) => this.#reply(id, reply),
      )}
    </div>`;
  }

  #reply(annotation: string, reply: Reply): TemplateResult {
    const words = { annotation, reply: reply.id };
    return html`<galley-remark
      .remark=${{ ...reply, replacement: null, edited: reply.modified > reply.created ? reply.modified : null }}
      .name=${nameOf(reply.author, this.people)}
      .noun=${'reply'}
      .people=${this.people}
      .me=${this.me}
      .layer=${this.layer}
      .badge=${this.#strangerBadge(reply.author)}
      .editable=${this.#may({ do: 'edit-reply', ...words, body: '' })}
      .removable=${this.#may({ do: 'delete-reply', ...words })}
      @remark-changed=${({ detail }: CustomEvent<RemarkChange>) =>
        this.#perform({ do: 'edit-reply', ...words, body: detail.body })}
      @remark-removed=${() => this.#remove({ do: 'delete-reply', ...words }, t('Reply deleted.'))}
    ></galley-remark>`;
  }

  #lastReply({ replies }: PlacedAnnotation): TemplateResult | typeof nothing {
    const last = replies.at(-1);
    if (last === undefined) return nothing;
    const count = n('{count} reply', '{count} replies', replies.length);
    return html`<p class="last-reply">
      <span class="count">${count}</span>
      <span class="words"
        ><bdi>${fullNameOf(last.author, this.people)}</bdi>
        <bdi>${plainly(last.body, this.people)}</bdi></span
      >
    </p>`;
  }

  #foot(annotation: PlacedAnnotation): TemplateResult | typeof nothing {
    const { id, author, pinned } = annotation;
    const to = fullNameOf(author, this.people);
    if (this.isReplying) {
      return html`<galley-reply-field
        .to=${to}
        .people=${this.people}
        .me=${this.me}
        .layer=${this.layer}
        .words=${this.#keptReply}
        @words-changed=${({ detail }: CustomEvent<string>) => keepReply(sessionStorage, annotation, detail)}
        @words-submitted=${({ detail }: CustomEvent<string>) => this.#replied(id, detail)}
        @words-dropped=${() => this.#stopReplying()}
      ></galley-reply-field>`;
    }
    const mayReply = this.#may({ do: 'reply', annotation: id, id: '', body: '' });
    const choices = this.#choices();
    const mayPin = this.#may({ do: 'pin', annotation: id, pinned: !pinned });
    const reactions = this.#reactions(annotation);
    if (!mayReply && choices.length === 0 && !mayPin && !reactions.mayReact) return nothing;
    return html`<div class="actions">
      ${mayReply ? html`<button class="button" @click=${this.#startReplying}>${tIn('verb', 'Reply')}</button>` : nothing}
      ${choices.map(
        ({ status, name }) =>
          html`<button
            class="button"
            data-status=${status}
            @click=${() => this.#settle(id, status)}
          >
            ${name}
          </button>`,
      )}
      ${mayPin ? this.#pin(id, pinned) : nothing}
      ${reactions.mayReact ? reactButton(reactions) : nothing}
    </div>`;
  }

  #reactions({ id, reactions }: PlacedAnnotation): ReactionsView {
    const { people, me } = this;
    const mayReact = this.#may({ do: 'react', annotation: id, emoji: '' });
    const toggle = (emoji: string, isGiven: boolean): void => this.#react(id, emoji, isGiven);
    return { annotation: id, reactions, people, me: me?.id ?? null, mayReact, toggle };
  }

  #react(annotation: string, emoji: string, isGiven: boolean): void {
    this.#perform({ do: isGiven ? 'unreact' : 'react', annotation, emoji });
    const { activeElement } = document;
    const isLast = isGiven && givenBy(emoji, this.annotation?.reactions ?? []) <= 1;
    // The pill with the focus goes.
    if (isLast && activeElement?.matches('.pill')) this.focus({ preventScroll: true });
  }

  #pin(annotation: string, pinned: boolean): TemplateResult {
    return html`<button
      class="button"
      @click=${() => this.#perform({ do: 'pin', annotation, pinned: !pinned })}
    >
      ${pinned ? html`${icon(PinOff)} ${t('Unpin')}` : html`${icon(Pin)} ${t('Pin')}`}
    </button>`;
  }

  #choices(): ReturnType<typeof statusChoices> {
    const { annotation, layer, me } = this;
    return annotation === null || layer === null ? [] : statusChoices(annotation, layer, me);
  }

  #may(command: Command): boolean {
    const { annotation, layer, me } = this;
    return annotation !== null && layer !== null && mayPerform(command, annotation, layer, me);
  }

  #perform(command: GivenCommand): void {
    this.dispatchEvent(new AnnotationCommandEvent(command));
  }

  /** Gone from the screen at once, and from the server once it can't be taken back any more. */
  #remove(command: GivenCommand, said: string): void {
    const event = new AnnotationCommandEvent(command, null, true);
    this.dispatchEvent(event);
    const { held } = event;
    if (held === null) return;
    const action = { label: t('Undo'), run: () => held.takeBack() };
    toast(said, { action, left: () => held.release() });
    if (command.do === 'delete-reply') this.focus({ preventScroll: true }); // its menu is gone
  }

  #settle(annotation: string, status: Status): void {
    const revision = this.annotation?.revision;
    this.#perform({ do: 'set-status', annotation, status, note: null, revision });
    this.focus({ preventScroll: true }); // the button is another one now, or gone
  }

  #startReplying(): void {
    this.isReplying = true;
    this.#activate();
  }

  #stopReplying(): void {
    if (this.annotation !== null) keepReply(sessionStorage, this.annotation, '');
    this.#keptReply = '';
    this.isReplying = false;
    this.focus({ preventScroll: true });
  }

  #replied(annotation: string, body: string): void {
    this.#perform({ do: 'reply', annotation, body });
    this.#stopReplying();
  }

  #activate(): void {
    const id = this.annotation?.id;
    if (id !== undefined && !this.active) announce(this, 'annotation-activated', { id });
  }

  readonly #clicked = (event: MouseEvent): void => {
    if (!meansControl(event)) this.#activate();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const isMenuOpen = this.querySelector(':popover-open') !== null; // then Esc is the menu's
    if (event.key === 'Escape' && !isMenuOpen) announce(this, 'text-focus-wanted', {});
    if (event.key === 'Enter' && event.target === this) this.#activate();
  };
}

/** Whether other people are meant, or the same in another colour. */
function areOthers(now: readonly Present[], before: readonly Present[] | undefined): boolean {
  const told = (people: readonly Present[]): string =>
    people.map(({ id, name, color }) => `${id} ${name} ${color}`).join('\n');
  return before === undefined || told(now) !== told(before);
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-thread': GalleyThread;
  }
}
