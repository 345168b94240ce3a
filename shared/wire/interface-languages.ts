/** The languages that Galley itself speaks: its pages, and its mail. */

/** By BCP 47 tag. */
export const INTERFACE_LANGUAGES = ['en', 'ru', 'be'] as const;
/** One of `INTERFACE_LANGUAGES`. */
export type InterfaceLanguageTag = (typeof INTERFACE_LANGUAGES)[number];
