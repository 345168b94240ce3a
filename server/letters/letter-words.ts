/** What there is to be said in Galley's mail. Names and titles are put in as they are. */

/** Of one language. Each paragraph stands for itself; addresses stand between them. */
export interface LetterWords {
  readonly reset: {
    readonly subject: (workspace: string) => string;
    readonly asked: string;
    readonly afterwards: string;
  };
  readonly confirmation: {
    readonly subject: (workspace: string) => string;
    readonly asked: (name: string, workspace: string) => string;
    readonly otherwise: string;
  };
  readonly signIn: {
    readonly subject: (workspace: string) => string;
    readonly happened: (workspace: string) => string;
    readonly when: (time: string) => string;
    readonly browser: (browser: string) => string;
    readonly network: (network: string) => string;
    readonly otherwise: string;
  };
  readonly notices: {
    /** Sentences without their stop, for a subject too; `title` is the article's. */
    readonly mention: (by: string, title: string) => string;
    readonly reply: (by: string, title: string) => string;
    readonly assignment: (by: string, title: string) => string;
    readonly several: (count: number, workspace: string) => string;
    readonly on: (words: string) => string;
    readonly more: (count: number) => string;
    readonly why: string;
  };
}
