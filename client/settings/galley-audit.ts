/** The audit log: what was done, by whom, when and from where, the newest first. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Download } from 'lucide';
import { AUDIT_ACTIONS, auditRoutes } from '../../shared/wire/routes/audit.ts';
import type { AuditAction, AuditEntry } from '../../shared/wire/routes/audit.ts';
import { memberRoutes } from '../../shared/wire/routes/members.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import { addressOf } from '../api/address.ts';
import { call } from '../api/call.ts';
import { ListController } from '../ui/list/list-controller.ts';
import './galley-audit.css';
import '../ui/form/row-form.css';
import { ACTION_WORDS, actorWords, detailWords } from './audit-words.ts';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { capitalized } from '../ui/form/role-options.ts';

export const TAG = 'galley-audit';

const COPIES = [
  ['csv', 'CSV', 'for a spreadsheet'],
  ['jsonl', 'JSON Lines', 'for programs'],
] as const;

@customElement(TAG)
export class GalleyAudit extends LightElement {
  @state() private action: AuditAction | '' = '';
  @state() private actor = '';

  private readonly list = new ListController<AuditEntry>(this, (cursor) =>
    call(auditRoutes.list, {
      action: this.action || undefined,
      actor: this.actor || undefined,
      cursor,
    }),
  );
  readonly #met = new Map<string, string>();
  private readonly members = new ListController<MemberAnswer>(this, () => call(memberRoutes.list));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.list.load();
    void this.members.load();
  }

  override render(): TemplateResult {
    return html`
      <div class="row-form" role="search" aria-label="Narrow the log">
        ${this.#what()} ${this.#who()}
        <div class="copies">
          ${COPIES.map(
            ([format, name, about]) =>
              html`<a
                class="button"
                href=${addressOf(auditRoutes.export, { format })}
                download
                title="All of it, ${about}"
                >${icon(Download)} ${name}</a
              >`,
          )}
        </div>
      </div>
      ${listed(this.list, {
        label: 'Audit log',
        empty:
          this.action === '' && this.actor === ''
            ? 'Nothing has been written down yet.'
            : 'Nothing of this kind has been written down.',
        key: ({ id }) => id,
        row: (entry) => this.#row(entry),
      })}
    `;
  }

  #what(): TemplateResult {
    return html`<label class="field">
      What
      <select @change=${(event: Event) => this.#narrow({ action: actionIn(event) })}>
        <option value="">Everything</option>
        ${AUDIT_ACTIONS.map((action) => html`<option value=${action}>${capitalized(action)}</option>`)}
      </select>
    </label>`;
  }

  #who(): TemplateResult {
    return html`<label class="field">
      Who
      <select @change=${(event: Event) => this.#narrow({ actor: chosenIn(event) })}>
        <option value="">Everybody</option>
        ${this.#people().map(([id, name]) => html`<option value=${id}>${name}</option>`)}
        <option value="reader">Not signed in</option>
        <option value="system">Galley itself</option>
      </select>
    </label>`;
  }

  /** Members, and whoever else the log was seen to speak of: guests, and members who are gone. */
  #people(): [id: string, name: string][] {
    for (const { actor } of this.list.items ?? []) {
      if (actor.id !== null) this.#met.set(actor.id, actorWords(actor));
    }
    for (const { id, name } of this.members.items ?? []) this.#met.set(id, name);
    return [...this.#met].sort(([, one], [, other]) => one.localeCompare(other));
  }

  #row({ at, actor, action, article, subject, detail, network }: AuditEntry): TemplateResult {
    const member = this.members.items?.find(({ id }) => id === subject && id !== actor.id);
    const more = detailWords(detail);
    return html`
      <time datetime=${at}>${fullTime(at)}</time>
      <span class="facts">
        <bdi>${actorWords(actor)}</bdi> ${ACTION_WORDS[action] ?? action}${
          member === undefined ? nothing : html`: <bdi>${member.name}</bdi>`
        }
        ${
          more === '' && article === null
            ? nothing
            : html`<small>
                <bdi>${more}</bdi>
                ${article === null ? nothing : html`<a href="/articles/${article}">the article</a>`}
              </small>`
        }
      </span>
      ${network === null ? nothing : html`<span class="network">${network}</span>`}
    `;
  }

  #narrow({
    action = this.action,
    actor = this.actor,
  }: {
    action?: AuditAction | '';
    actor?: string;
  }): void {
    this.action = action;
    this.actor = actor;
    void this.list.load();
  }
}

/** Empty for all actions. */
function actionIn(event: Event): AuditAction | '' {
  const chosen = chosenIn(event);
  return AUDIT_ACTIONS.find((action) => action === chosen) ?? '';
}

function chosenIn(event: Event): string {
  return (event.target as HTMLSelectElement).value; // listeners stand on selects only
}

/** A log is read for its times, so they are told in full. */
function fullTime(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-audit': GalleyAudit;
  }
}
