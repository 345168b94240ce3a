/** What people may choose for an annotated copy, beside its format and its layers; the same for every format. */

/** Under which names people stand in a copy: their own, numbers that tell them apart, or none at all. */
export const COPY_NAMES = ['real', 'pseudonyms', 'none'] as const;
/** One of `COPY_NAMES`; the first is the usual one. */
export type CopyNaming = (typeof COPY_NAMES)[number];

/** Where the notes of a copy are: with their words, after the text, in the text as CriticMarkup, without the text, or nowhere. */
export const NOTE_PLACES = ['place', 'end', 'critic', 'only', 'none'] as const;
/** One of `NOTE_PLACES`. With `none` nothing in the copy tells that there were notes. */
export type NotePlace = (typeof NOTE_PLACES)[number];

/** What a copy makes of open suggestions: leaves them as they are, puts their words into the text, or leaves them out. */
export const SUGGESTIONS = ['open', 'accepted', 'declined'] as const;
/** One of `SUGGESTIONS`; the first is the usual one. */
export type Suggestions = (typeof SUGGESTIONS)[number];
