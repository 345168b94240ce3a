/** Sends what a form has in it, and says at the form why it was not taken. */
import type { ReactiveControllerHost } from 'lit';
import type { Problem, Result } from '../../../shared/wire/problems.ts';
import { sentences } from '../words/explanation.ts';
import type { FormSubmit } from './form-fields.ts';

/** What is done with a form. */
export interface Sending<Answer> {
  /** Asks the server for what is written in the form; null where there is nothing to ask. */
  readonly send: (form: HTMLFormElement) => Promise<Result<Answer>> | null;
  /** Called once it is done; the form still has in it what was sent. */
  readonly done: (answer: Answer, form: HTMLFormElement) => void | Promise<void>;
  /** Says why it failed, where the server's words are not the right ones. */
  readonly explain?: (problem: Problem) => string;
}

/** One form's way to the server, one sending at a time. Its host draws the form, with `submit` as the listener. */
export class Submission<Answer> {
  /** Why the latest sending failed; empty where it didn't. */
  problem = '';
  /** A sending is under way. */
  busy = false;
  readonly #host: ReactiveControllerHost;
  readonly #sending: Sending<Answer>;

  constructor(host: ReactiveControllerHost, sending: Sending<Answer>) {
    this.#host = host;
    this.#sending = sending;
  }

  /** Listens to the form's `submit`; the browser sends nothing by itself. */
  readonly submit = async (event: FormSubmit): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const sent = this.busy ? null : this.#sending.send(form);
    if (sent === null) return;
    this.#set(true, '');
    const answer = await sent;
    const { explain = sentences, done } = this.#sending;
    this.#set(false, answer.ok ? '' : explain(answer.problem));
    if (answer.ok) await done(answer.value, form);
  };

  /** Takes away what went wrong before, as for a dialog that is opened again. */
  clear(): void {
    this.#set(this.busy, '');
  }

  #set(busy: boolean, problem: string): void {
    [this.busy, this.problem] = [busy, problem];
    this.#host.requestUpdate();
  }
}
