/** Draws the reactions to a thread as pills, and the palette from which one chooses. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SmilePlus } from 'lucide';
import { reactionKinds } from '../../../shared/annotation/reactions.ts';
import type { ReactionKind } from '../../../shared/annotation/reactions.ts';
import './reactions.css';
import { icon } from '../../ui/icon.ts';
import { fullNameOf } from '../../ui/words/thread-words.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { formatNumber, n, t, tIn } from '../../ui/language/translate.ts';

/** What is offered; any other emoji may be given over HTTP. */
const PALETTE: readonly (readonly [emoji: string, name: string])[] = [
  ['👍', t('Thumbs up')],
  ['❤️', t('Heart')],
  ['😄', t('Smile')],
  ['🎉', t('Party')],
  ['🤔', t('Thinking')],
  ['👀', t('Eyes')],
  ['✅', tIn('name of an emoji', 'Done')],
  ['🙏', t('Thank you')],
];

/** More names than these would fill the screen. */
const MOST_NAMES = 12;

/** The thread, who looks at it, and what happens when they choose an emoji that they gave before, or not. */
export interface ReactionsView {
  readonly annotation: string;
  readonly reactions: readonly string[];
  readonly people: People;
  readonly me: string | null;
  readonly mayReact: boolean;
  readonly toggle: (emoji: string, isGiven: boolean) => void;
}

/** Each kind with its count; who gave it is said in its name and to who points at it. Nothing where there are none. */
export function reactionPills(view: ReactionsView): TemplateResult | typeof nothing {
  const kinds = reactionKinds(view.reactions);
  if (kinds.length === 0) return nothing;
  return html`<div class="reactions" role="group" aria-label=${t('Reactions')}>
    ${repeat(
      kinds,
      ({ emoji }) => emoji,
      (kind) => pill(kind, view),
    )}
  </div>`;
}

/** The button "React" with its palette, which the arrow keys walk. */
export function reactButton({ annotation, reactions, me, toggle }: ReactionsView): TemplateResult {
  const id = `react-${annotation}`;
  const isMine = (emoji: string): boolean =>
    me !== null && isGivenBy(me, emoji, reactionKinds(reactions));
  return html`<button
      class="button react"
      popovertarget=${id}
      aria-label=${t('React')}
      title=${t('React')}
    >
      ${icon(SmilePlus)}
    </button>
    <div class="menu palette" id=${id} popover role="group" aria-label=${t('Reactions')}>
      ${PALETTE.map(
        ([emoji, name], at) =>
          html`<button
            aria-label=${name}
            title=${name}
            aria-pressed=${isMine(emoji)}
            ?autofocus=${at === 0}
            @click=${({ currentTarget }: Event) => {
              hide(currentTarget);
              toggle(emoji, isMine(emoji));
            }}
          >
            ${emoji}
          </button>`,
      )}
    </div>`;
}

/** How many people gave an emoji. */
export function givenBy(emoji: string, reactions: readonly string[]): number {
  return reactionKinds(reactions).find((kind) => kind.emoji === emoji)?.people.length ?? 0;
}

function pill(kind: ReactionKind, view: ReactionsView): TemplateResult {
  const { emoji, people } = kind;
  const { me, mayReact, toggle } = view;
  const names = namesOf(kind, view);
  const called = PALETTE.find(([one]) => one === emoji)?.[1] ?? emoji;
  const name = `${called}, ${formatNumber(people.length)}: ${names}`;
  const inside = html`<span aria-hidden="true">${emoji}</span>
    <span aria-hidden="true" class="count">${formatNumber(people.length)}</span>`;
  if (!mayReact)
    return html`<span class="pill" role="img" aria-label=${name} title=${names}>${inside}</span>`;
  const isMine = me !== null && people.includes(me);
  return html`<button
    class="pill"
    aria-label=${name}
    title=${names}
    aria-pressed=${isMine}
    @click=${() => toggle(emoji, isMine)}
  >
    ${inside}
  </button>`;
}

function namesOf({ people }: ReactionKind, view: ReactionsView): string {
  const names = people.map((id) =>
    id === view.me ? tIn('among names', 'you') : fullNameOf(id, view.people),
  );
  const shown = names.slice(0, MOST_NAMES).join(', ');
  const count = names.length - MOST_NAMES;
  return count > 0
    ? n('{names} and {count} more', '{names} and {count} more', count, { names: shown })
    : shown;
}

function isGivenBy(person: string, emoji: string, kinds: readonly ReactionKind[]): boolean {
  return kinds.some((kind) => kind.emoji === emoji && kind.people.includes(person));
}

/** Before anything else happens: the focus goes back to the button as long as that is there. */
function hide(button: EventTarget | null): void {
  if (button instanceof Element) button.closest<HTMLElement>('[popover]')?.hidePopover();
}
