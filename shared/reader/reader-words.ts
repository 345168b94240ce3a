/** What the published page says to its readers, as a form that each language fills in. */
import type { Status } from '../annotation/annotation.ts';

/** All that readers are told in one language. Every language fills in all of it: there is no sentence by sentence fallback. */
export interface ReaderWords {
  /** BCP 47 tag of the words themselves; not that of the article where its language has none. */
  readonly language: string;
  readonly report: ReportWords;
  readonly receipt: ReceiptWords;
  readonly picture: PictureWords;
  readonly missing: Headed;
}

/** Said on the article's page; `{…}` is filled in with `fill`. */
export interface ReportWords {
  /** The keys that report, as people of the language know them: on most machines and on Apple's. */
  readonly keys: { readonly control: string; readonly command: string };
  /** With `{key}`. */
  readonly invitation: string;
  /** For devices without a keyboard, with `{report}`. */
  readonly touchInvitation: string;
  /** Shown instead of the invitation where scripts are off. */
  readonly needsScript: string;
  /** The button at the selection and the dialog's title. */
  readonly report: string;
  readonly context: string;
  readonly suggestion: string;
  readonly note: string;
  readonly send: string;
  readonly sending: string;
  readonly cancel: string;
  readonly close: string;
  readonly thanks: string;
  /** Text of the link to the receipt. */
  readonly follow: string;
  /** With `{key}`. */
  readonly selectFirst: string;
  /** With `{count}`. */
  readonly tooLong: string;
  readonly tooMany: string;
  readonly wordsGone: string;
  /** Where the page shows other words than the article has. */
  readonly wordsChanged: string;
  readonly failed: string;
}

/** Said in the place of a picture that another host would send. */
export interface PictureWords {
  /** With `{host}`. */
  readonly from: string;
  /** The button that shows it. */
  readonly show: string;
}

/** Said on the page that shows what became of a report. */
export interface ReceiptWords {
  readonly title: string;
  readonly statuses: Readonly<Record<Status, Headed>>;
  readonly marked: string;
  readonly proposed: string;
  /** With `{date}`. */
  readonly received: string;
  /** With `{date}`. */
  readonly settled: string;
  readonly keepLink: string;
  readonly back: string;
}

/** A heading and the sentence below it. */
export interface Headed {
  readonly title: string;
  readonly text: string;
}

/** The keys that report a mistake, as they are written where a language has no names of its own for them. */
export const KEYS = { control: 'Ctrl+Enter', command: '⌘+Enter' } as const;

/** Replaces each `{name}` by the value, which is taken as it is: it is text and not markup. */
export function fill(sentence: string, name: string, value: string): string {
  return sentence.split(`{${name}}`).join(value);
}
