/** All that is said of a kind of annotation, in one table: who adds or shows kinds asks it, and nothing else names one. */

/** How a person adds an annotation of one kind: by which button and key, and what there is to fill in. */
export interface Writing {
  /** The button's name, as in "Suggest". */
  readonly verb: string;
  /** The letter that asks for one together with Ctrl/Cmd+Alt, by the place of its key. */
  readonly key: `Key${Uppercase<string>}`;
  /** Null where choosing it makes one at once, with nothing to write. */
  readonly form: WritingForm | null;
}

/** What the composer says and asks for while a person writes an annotation of one kind. */
export interface WritingForm {
  readonly name: string;
  readonly submit: string;
  readonly body: { readonly name: string; readonly hint: string; readonly required: boolean };
  /** Whether it asks for other words in the place of those that are selected. */
  readonly replaces: boolean;
}

/** What a kind is called, how it is written, what becomes of it, and as what it is exported. */
export interface KindFacts {
  readonly name: string;
  /** The name of a Lucide icon; `client/ui/kind-icons.ts` has the pictures. */
  readonly icon: 'highlighter' | 'message' | 'question' | 'pencil' | 'flag';
  /** Whether its card and its item in the queue name the kind, and how loud; a plain comment is what people expect. */
  readonly badge: 'none' | 'plain' | 'warn';
  /** Null where people don't write it in the workspace. */
  readonly writing: Writing | null;
  /** A proposal is accepted or declined by an editor; a remark is resolved. */
  readonly decided: 'as proposal' | 'as remark';
  /** Whether it waits until somebody other than its author has answered. */
  readonly waits: boolean;
  /** The name of its group in the moderators' queue; null where it never waits there. */
  readonly queue: string | null;
  /** Whether its author can change its body later. */
  readonly editable: boolean;
  /** Its motivation in a W3C Web Annotation, see https://www.w3.org/TR/annotation-model/#motivation-and-purpose. */
  readonly motivation: 'highlighting' | 'commenting' | 'questioning' | 'editing';
}

/** In the order in which they are offered and counted. */
export const KIND_FACTS = {
  highlight: {
    name: 'Highlight',
    icon: 'highlighter',
    badge: 'plain',
    writing: {
      verb: 'Highlight',
      key: 'KeyH',
      form: null,
    },
    decided: 'as remark',
    waits: false,
    queue: null,
    editable: false,
    motivation: 'highlighting',
  },
  comment: {
    name: 'Comment',
    icon: 'message',
    badge: 'none',
    writing: {
      verb: 'Comment',
      key: 'KeyM',
      form: {
        name: 'New comment',
        submit: 'Add comment',
        body: { name: 'Comment', hint: 'What should be said about these words?', required: true },
        replaces: false,
      },
    },
    decided: 'as remark',
    waits: false,
    queue: 'Comments',
    editable: true,
    motivation: 'commenting',
  },
  question: {
    name: 'Question',
    icon: 'question',
    badge: 'plain',
    writing: {
      verb: 'Ask',
      key: 'KeyA',
      form: {
        name: 'New question',
        submit: 'Ask question',
        body: {
          name: 'Question',
          hint: 'What should be answered about these words?',
          required: true,
        },
        replaces: false,
      },
    },
    decided: 'as remark',
    waits: true,
    queue: 'Questions',
    editable: true,
    motivation: 'questioning',
  },
  suggestion: {
    name: 'Suggestion',
    icon: 'pencil',
    badge: 'plain',
    writing: {
      verb: 'Suggest',
      key: 'KeyS',
      form: {
        name: 'New suggestion',
        submit: 'Add suggestion',
        body: { name: 'Note', hint: 'Optional', required: false },
        replaces: true,
      },
    },
    decided: 'as proposal',
    waits: false,
    queue: 'Suggestions',
    editable: true,
    motivation: 'editing',
  },
  report: {
    name: 'Report',
    icon: 'flag',
    badge: 'warn',
    writing: null,
    decided: 'as proposal',
    waits: false,
    queue: 'Reports',
    editable: true,
    motivation: 'editing',
  },
} as const satisfies Readonly<Record<string, KindFacts>>;

/** What people can add in the workspace: all kinds but those that come from elsewhere. */
export type NoteKind = {
  [Kind in keyof typeof KIND_FACTS]: (typeof KIND_FACTS)[Kind]['writing'] extends null
    ? never
    : Kind;
}[keyof typeof KIND_FACTS];

const ALL = Object.entries(KIND_FACTS) as readonly [keyof typeof KIND_FACTS, KindFacts][]; // `satisfies` has seen to it

/** What people can add, with how they do it, in the order in which it is offered. */
export const NOTE_KINDS: readonly (readonly [NoteKind, Writing])[] = ALL.flatMap(
  // Left out by the same condition as in the type.
  ([kind, { writing }]) => (writing === null ? [] : [[kind as NoteKind, writing] as const]),
);

/** The kinds that wait in the moderators' queue, with the names of their groups. */
export const QUEUED_KINDS: readonly (readonly [keyof typeof KIND_FACTS, string])[] = ALL.flatMap(
  ([kind, { queue }]) => (queue === null ? [] : [[kind, queue] as const]),
);
