/** Keys of the menu that is open, however it was opened and wherever the focus is: Esc closes it, arrows walk it; those to the side too where it is a palette. */

/** Hears the keys of the whole page, before anything else does, from now on. */
export function followMenuKeys(): void {
  window.addEventListener('keydown', pressed, { capture: true });
}

const KEYS: ReadonlySet<string> = new Set([
  'Escape',
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
]);

function pressed(event: KeyboardEvent): void {
  if (!KEYS.has(event.key)) return; // seeking an open menu costs a millisecond in a long text
  const menu = [...document.querySelectorAll<HTMLElement>('[popover]:popover-open')].at(-1);
  if (menu === undefined || event.isComposing || hasModifier(event)) return;
  if (event.key === 'Escape' && leavesItself(event)) return;
  if (event.key === 'Escape') close(menu);
  else if (!walk(menu, event)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** A form inside of it that Esc leaves first, which its element sees to. */
function leavesItself({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[data-leaves-by-escape]') !== null;
}

/** The focus goes back to the button that opens it, unless it is elsewhere, as in the text. */
function close(menu: HTMLElement): void {
  const { activeElement } = document;
  const isHere = menu.contains(activeElement) || activeElement === document.body;
  menu.hidePopover();
  if (isHere)
    document.querySelector<HTMLElement>(`[popovertarget=${CSS.escape(menu.id)}]`)?.focus();
}

/** Moves the focus through the entries, from the last one on to the first; false where the key is for something else. */
function walk(menu: HTMLElement, { key, target }: KeyboardEvent): boolean {
  // There the arrows have a meaning of their own.
  const field = target instanceof Element ? target.closest(FIELDS) : null;
  if (field !== null && menu.contains(field)) return false;
  const entries = entriesOf(menu);
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const to = destination(menu.matches('.palette') ? alongRow(menu, key) : key, at, entries.length);
  if (to === null) return false;
  entries[to]?.focus();
  return true;
}

const FIELDS = 'input:not([type=checkbox], [type=file]), select, textarea';

/** Its entries stand in a row, which runs as the writing does. */
function alongRow(menu: HTMLElement, key: string): string {
  const isReversed = getComputedStyle(menu).direction === 'rtl';
  if (key === 'ArrowRight') return isReversed ? 'ArrowUp' : 'ArrowDown';
  if (key === 'ArrowLeft') return isReversed ? 'ArrowDown' : 'ArrowUp';
  return key;
}

/** From outside the first key leads to the first or the last entry. */
function destination(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return at <= 0 ? count - 1 : at - 1;
    case 'Home':
      return at === -1 ? null : 0;
    case 'End':
      return at === -1 ? null : count - 1;
    default:
      return null;
  }
}

function entriesOf(menu: HTMLElement): HTMLElement[] {
  const all = menu.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea');
  return [...all].filter((entry) => !entry.matches(':disabled') && entry.checkVisibility());
}

function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}
