/** The keys of the moderators' queue. */

export type QueueAction =
  'next' | 'previous' | 'accept' | 'decline' | 'resolve' | 'undo' | 'go' | 'help';

/** What each key does, as the help dialog says it. */
export const QUEUE_KEYS: readonly (readonly [keys: string, action: QueueAction, words: string])[] =
  [
    ['J', 'next', 'Next (also ↓)'],
    ['K', 'previous', 'Previous (also ↑)'],
    ['A', 'accept', 'Accept: the proposed words go into the text'],
    ['X', 'decline', 'Decline'],
    ['R', 'resolve', 'Resolve'],
    ['U', 'undo', 'Undo the last decision'],
    ['G', 'go', 'Go to the text (also Enter)'],
    ['?', 'help', 'These keys'],
  ];

const OTHER_KEYS: Readonly<Record<string, QueueAction>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Enter: 'go',
};

interface Key {
  readonly key: string;
  readonly code: string;
  /** The key is held down. */
  readonly repeat: boolean;
}

/**
 * The action of a key that is pressed without modifiers, null where it has none. On keyboards whose letters are not
 * Latin the place of the key counts. A held key moves but never decides: one press, one decision.
 */
export function queueAction({ key, code, repeat }: Key): QueueAction | null {
  const action = OTHER_KEYS[key] ?? actionOfLetter(latinLetter(key, code));
  return repeat && action !== 'next' && action !== 'previous' ? null : action;
}

function latinLetter(key: string, code: string): string {
  const isForeignLetter = /^\P{ASCII}$/u.test(key);
  return (isForeignLetter ? code.replace(/^Key/, '') : key).toUpperCase();
}

function actionOfLetter(letter: string): QueueAction | null {
  return QUEUE_KEYS.find(([keys]) => keys === letter)?.[1] ?? null;
}
