/** Keys that mean the same wherever people write or move about in the margin. */

/** Ctrl+Enter or Cmd+Enter sends, but not while an input method composes. */
export function sendsOn(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing;
}

/** Whether the key goes into a field, or belongs to a control or the browser: single-letter keys stay away from it. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** Whether a click or key meant a control inside a card rather than the card. */
export function meansControl(event: Event): boolean {
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest('button, a, input, textarea, select, summary, label, [popover], dialog') !== null
  );
}

/** What stands in a field of a form; null where it has no such field. */
export function fieldText(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === 'string' ? value : null;
}
