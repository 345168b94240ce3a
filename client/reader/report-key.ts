/** The keys that report a mistake and send the report: Ctrl+Enter, on Apple's machines ⌘+Enter. */

/** The part of a keyboard event that is looked at. */
export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'repeat'
>;

/** Either key works on every machine; a held key reports once, and one that ends a composition not at all. */
export function isReportKey(event: PressedKey): boolean {
  if (event.key !== 'Enter' || event.isComposing || event.repeat) return false;
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
}
