/** A list of secrets that the server shows once, such as links and tokens: made by a form above it, revoked in its rows. */
import { html } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { Page } from '../../../shared/wire/list.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { Question } from '../dialog/galley-confirm.ts';
import { rowForm } from '../form/row-form.ts';
import { Submission } from '../form/submission.ts';
import { listed } from '../list/listed.ts';
import { PagedList } from '../list/paged-list.ts';
import { performInRow } from '../list/row-action.ts';
import './galley-shown-once.ts';
import type { GalleyShownOnce, Secret } from './galley-shown-once.ts';

/** One kind of secrets. `Item` is one as it is listed, `Wanted` what is asked for in the form, `Made` the only answer with the secret. */
export interface SecretKind<Item extends { readonly id: string }, Wanted, Made> {
  readonly list: {
    /** What assistive technology calls the list. */
    readonly label: string;
    /** Stands there where there is none. */
    readonly empty: string;
    readonly ask: () => Promise<Result<Page<Item>>>;
    /** What a row says of a secret. */
    readonly facts: (item: Item) => TemplateResult;
  };
  readonly form: {
    /** What assistive technology calls the form. */
    readonly label: string;
    readonly fields: () => TemplateResult;
    /** The verb on the button. */
    readonly button: string;
    /** Folds the form away behind its label. */
    readonly folded?: boolean;
    /** What the form asks for; null where that is nothing, which no browser's form does. */
    readonly wanted: (form: HTMLFormElement) => Wanted | null;
    readonly make: (wanted: Wanted) => Promise<Result<Made>>;
    readonly secret: (wanted: Wanted, made: Made) => Secret;
  };
  readonly revoke: {
    /** The verb on the button. */
    readonly verb: string;
    /** The button's whole name. */
    readonly name: (item: Item) => string;
    readonly question: (item: Item) => Omit<Question, 'action'>;
    readonly send: (item: Item) => Promise<Result<unknown>>;
    /** Said once it is done. */
    readonly done: (item: Item) => string;
  };
}

/** Holds and draws them for an element, which says with `list.load()` when to ask. */
export class SecretList<Item extends { readonly id: string }, Wanted, Made> {
  readonly list: PagedList<Item>;
  readonly #kind: SecretKind<Item, Wanted, Made>;
  readonly #submission: Submission<Secret>;
  readonly #once = createRef<GalleyShownOnce>();

  constructor(host: ReactiveControllerHost, kind: SecretKind<Item, Wanted, Made>) {
    this.#kind = kind;
    this.list = new PagedList(host, { ask: kind.list.ask, id: ({ id }) => id });
    this.#submission = new Submission(host, {
      send: (form) => this.#make(form),
      done: (secret, form) => this.#show(secret, form),
    });
  }

  /** The form, the list, and the dialog for a secret just made. */
  draw(): TemplateResult {
    const { label, empty } = this.#kind.list;
    return html`
      ${this.#form()} ${listed(this.list, { label, empty, row: (item) => this.#row(item) })}
      <galley-shown-once ${ref(this.#once)}></galley-shown-once>
    `;
  }

  #form(): TemplateResult {
    const { label, fields, button, folded } = this.#kind.form;
    const form = rowForm(this.#submission, { label, fields: fields(), button });
    if (folded !== true) return form;
    return html`<details class="unfold">
      <summary>${label}</summary>
      ${form}
    </details>`;
  }

  #row(item: Item): TemplateResult {
    const { list, revoke } = this.#kind;
    return html`
      <span class="facts">${list.facts(item)}</span>
      <button
        class="button plain danger"
        aria-label=${revoke.name(item)}
        @click=${() => void this.#revoke(item)}
      >
        ${revoke.verb}
      </button>
    `;
  }

  #make(form: HTMLFormElement): Promise<Result<Secret>> | null {
    const { wanted, make, secret } = this.#kind.form;
    const asked = wanted(form);
    if (asked === null) return null;
    return make(asked).then((made) =>
      made.ok ? { ok: true, value: secret(asked, made.value) } : made,
    );
  }

  async #show(secret: Secret, form: HTMLFormElement): Promise<void> {
    form.reset();
    void this.list.refresh();
    await this.#once.value?.show(secret);
  }

  #revoke(item: Item): Promise<void> {
    const { verb, question, send, done } = this.#kind.revoke;
    return performInRow(this.list, {
      question: { ...question(item), action: verb },
      send: () => send(item),
      done: done(item),
    });
  }
}
