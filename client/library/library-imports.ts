/** Files on their way into the library: what is refused beforehand, and how far the others are. */
import type { ReactiveControllerHost } from 'lit';
import { IMPORT_FORMATS, importFormatByEnding } from '../../shared/article/formats.ts';
import { problem } from '../../shared/wire/problems.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import {
  tooLargeSentence,
  unknownFormatSentence,
  UPLOAD_MIB,
} from '../../shared/wire/upload-limits.ts';

/** What the file dialog offers; the server decides by the same endings. */
export const FILE_ENDINGS = IMPORT_FORMATS.flatMap(({ endings }) => endings);

/** What no server takes, whatever its setting; a smaller file the server refuses by itself. */
const MAX_FILE_BYTES = UPLOAD_MIB.highest * (1 << 20);

/** What the server answers to an article that it took. */
export interface CreatedArticle {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** What was guessed, and what was left out on purpose; sentences for people. */
  readonly warnings: readonly string[];
}

/** What a person wants taken of a file: all, all but what a clean-up takes out, or nothing at all. */
export interface ImportChoice {
  readonly take: 'all' | 'clean' | 'nothing';
  /** The files behind it are treated the same. */
  readonly isForAll: boolean;
}

/** What imports are made with. */
export interface ImportSteps {
  /** Asks what to take of a file, where there is a choice; `others` are the files behind it. */
  choose(file: File, others: number): Promise<ImportChoice>;
  send(file: File, cleanUp: boolean): Promise<Result<CreatedArticle>>;
}

/** A file, and how far its import is. */
export type Import = { readonly name: string } & (
  | { readonly state: 'waiting' | 'sending' | 'left' }
  | { readonly state: 'done'; readonly article: CreatedArticle }
  | { readonly state: 'failed'; readonly problem: Problem }
);

/** Why a file isn't even sent, in the words that the server would use; null where it may be. */
export function refusalOf(file: { readonly name: string; readonly size: number }): Problem | null {
  // A dropped folder comes as a file without an ending, and can't be read.
  if (importFormatByEnding(file.name) === null) {
    const formats = IMPORT_FORMATS.map(({ name }) => name);
    return problem('unknown-format', unknownFormatSentence(file.name, formats));
  }
  return file.size > MAX_FILE_BYTES ? problem('too-large', tooLargeSentence(MAX_FILE_BYTES)) : null;
}

/** Sends files one after the other, so that many big ones don't hold up everybody else's sockets. */
export class LibraryImports {
  /** In the order in which they were added; those done are forgotten when the next ones come. */
  items: readonly Import[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #steps: ImportSteps;
  #line: Promise<void> = Promise.resolve();

  constructor(host: ReactiveControllerHost, steps: ImportSteps) {
    this.#host = host;
    this.#steps = steps;
  }

  /** Some file is still waiting or being sent. */
  get busy(): boolean {
    return this.items.some(({ state }) => state === 'waiting' || state === 'sending');
  }

  /** Adds the files after those under way; resolves once these are done, with the articles that came of them. */
  async add(files: readonly File[]): Promise<readonly CreatedArticle[]> {
    if (!this.busy) this.items = [];
    const offset = this.items.length;
    this.items = [...this.items, ...files.map(({ name }) => ({ name, state: 'waiting' as const }))];
    this.#host.requestUpdate();
    const mine = this.#line.then(() => this.#sendAll(files, offset));
    this.#line = mine;
    await mine;
    return this.items
      .slice(offset, offset + files.length)
      .flatMap((item) => (item.state === 'done' ? [item.article] : []));
  }

  /** Forgets what is done and what failed. */
  clear(): void {
    if (!this.busy) this.items = [];
    this.#host.requestUpdate();
  }

  async #sendAll(files: readonly File[], offset: number): Promise<void> {
    let forAll: ImportChoice | null = null;
    for (const [at, file] of files.entries()) {
      this.#set(offset + at, { name: file.name, state: 'sending' });
      const refusal = refusalOf(file);
      if (refusal !== null) {
        this.#set(offset + at, { name: file.name, state: 'failed', problem: refusal });
        continue;
      }
      const choice: ImportChoice =
        forAll ?? (await this.#steps.choose(file, files.length - at - 1));
      if (choice.isForAll) forAll = choice;
      this.#set(offset + at, await this.#sent(file, choice));
    }
  }

  async #sent(file: File, { take }: ImportChoice): Promise<Import> {
    const { name } = file;
    if (take === 'nothing') return { name, state: 'left' };
    const answer = await this.#steps.send(file, take === 'clean');
    return answer.ok
      ? { name, state: 'done', article: answer.value }
      : { name, state: 'failed', problem: answer.problem };
  }

  #set(at: number, item: Import): void {
    this.items = this.items.with(at, item);
    this.#host.requestUpdate();
  }
}
