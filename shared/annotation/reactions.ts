/** Reactions to an annotation: one emoji of one person each, kept as `"EMOJI PERSON"`. */

/** An emoji with all who gave it. */
export interface ReactionKind {
  readonly emoji: string;
  /** Ids of members or guests. */
  readonly people: readonly string[];
}

/** As it is kept. An emoji has no blank in it, and no id has one. */
export function reactionKey(emoji: string, person: string): string {
  return `${emoji} ${person}`;
}

/** The kinds of an annotation's reactions, each once, in the order of the first key of each. */
export function reactionKinds(keys: readonly string[]): readonly ReactionKind[] {
  const kinds = new Map<string, string[]>();
  for (const key of keys) {
    const [emoji = '', person = ''] = key.split(' ');
    kinds.set(emoji, [...(kinds.get(emoji) ?? []), person]);
  }
  return [...kinds].map(([emoji, people]) => ({ emoji, people }));
}

/** In UTF-16 units; a family of four with the tones of their skins has 31. */
const MAX_EMOJI = 40;

/** Something that is drawn as a picture, a flag of two letters, or a keycap; with what may follow in the same character. */
const EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}$|[0-9#*]\uFE0F?\u20E3$)[\p{Emoji}\p{Emoji_Component}]*$/u;

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Whether it is one emoji and nothing else: a single character as people see it (Unicode, UTS 51). */
export function isEmoji(written: string): boolean {
  if (written.length > MAX_EMOJI || !EMOJI.test(written)) return false;
  return [...GRAPHEMES.segment(written)].length === 1;
}
