/** Arrow keys of a toolbar: it is one stop of the Tab key, the arrows move inside (WAI-ARIA toolbar pattern). */

/**
 * Makes one control the toolbar's only stop of the Tab key: the one that the arrows led to last, else the first. Call it after
 * each render.
 */
export function keepOneStop(toolbar: HTMLElement): void {
  const controls = controlsOf(toolbar);
  const stop = controls.find((control) => control.tabIndex === 0) ?? controls[0];
  for (const control of controls) control.tabIndex = control === stop ? 0 : -1;
}

/**
 * Moves the focus at the arrow keys, Home and End, and makes the control that gets it the toolbar's stop. Arrows are mirrored
 * where the page is written from right to left.
 */
export function moveInside(toolbar: HTMLElement, event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest('[popover]') !== null) return;
  const controls = controlsOf(toolbar);
  const at = controls.indexOf(document.activeElement as HTMLElement);
  const to = target(event.key, at, controls.length, isMirrored(toolbar));
  const next = to === null ? undefined : controls[to];
  if (at === -1 || next === undefined) return;
  event.preventDefault();
  for (const control of controls) control.tabIndex = control === next ? 0 : -1;
  next.focus();
}

function target(key: string, at: number, count: number, mirrored: boolean): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + (mirrored ? -1 : 1) + count) % count;
    case 'ArrowLeft':
      return (at + (mirrored ? 1 : -1) + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function controlsOf(toolbar: HTMLElement): HTMLElement[] {
  return [...toolbar.querySelectorAll<HTMLElement>('button')].filter(
    (button) => !button.hasAttribute('disabled') && button.closest('[popover]') === null,
  );
}

function isMirrored(toolbar: HTMLElement): boolean {
  return getComputedStyle(toolbar).direction === 'rtl';
}
