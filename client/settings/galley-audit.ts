/** The audit log: what was done, by whom, when and from where, the newest first. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Download } from 'lucide';
import { AUDIT_ACTIONS, auditRoutes } from '../../shared/wire/routes/audit.ts';
import type { AuditEntry, AuditQuery } from '../../shared/wire/routes/audit.ts';
import { memberRoutes } from '../../shared/wire/routes/members.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import { addressOf } from '../api/address.ts';
import { call } from '../api/call.ts';
import { capitalized } from '../ui/words/role-names.ts';
import '../ui/form/row-form.css';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { ACTION_NAMES, actionWords, actorWords, detailWords } from './audit-words.ts';
import './galley-audit.css';
import { t } from '../ui/language/translate.ts';
import { compareWords, formatDate } from '../ui/language/formats.ts';

const COPIES = [
  ['csv', 'CSV', t('All of it, for a spreadsheet')],
  ['jsonl', 'JSON Lines', t('All of it, for programs')],
] as const;

/** For somebody who may read the log. */
@customElement('galley-audit')
export class GalleyAudit extends LightElement {
  /** What the log is narrowed to; all of it where nothing is given. */
  @state() private filter: Pick<AuditQuery, 'action' | 'actor'> = {};

  readonly #entries = new PagedList<AuditEntry>(this, {
    ask: (cursor) => call(auditRoutes.list, { ...this.filter, cursor }),
    id: ({ id }) => id,
  });
  readonly #members = new PagedList<MemberAnswer>(this, {
    ask: () => call(memberRoutes.list),
    id: ({ id }) => id,
  });
  /** Everybody of whom the log was seen to speak, by id. */
  readonly #met = new Map<string, string>();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#entries.load();
    void this.#members.load();
  }

  override render(): TemplateResult {
    return html`
      <div class="row-form" role="search" aria-label=${t('Narrow the log')}>
        ${this.#what()} ${this.#who()}
        <div class="copies">
          ${COPIES.map(
            ([format, name, about]) =>
              html`<a
                class="button"
                href=${addressOf(auditRoutes.export, { format })}
                download
                title=${about}
                >${icon(Download)} ${name}</a
              >`,
          )}
        </div>
      </div>
      ${listed(this.#entries, {
        label: t('Audit log'),
        empty:
          this.filter.action === undefined && this.filter.actor === undefined
            ? t('Nothing has been written down yet.')
            : t('Nothing of this kind has been written down.'),
        row: (entry) => this.#row(entry),
      })}
    `;
  }

  #what(): TemplateResult {
    return html`<label class="field">
      ${t('What')}
      <select @change=${this.#narrowAction}>
        <option value="">${t('Everything')}</option>
        ${AUDIT_ACTIONS.map((action) => html`<option value=${action}>${capitalized(ACTION_NAMES[action])}</option>`)}
      </select>
    </label>`;
  }

  #who(): TemplateResult {
    return html`<label class="field">
      ${t('Who')}
      <select @change=${this.#narrowActor}>
        <option value="">${t('Everybody')}</option>
        ${this.#people().map(([id, name]) => html`<option value=${id}>${name}</option>`)}
        <option value="reader">${t('Not signed in')}</option>
        <option value="system">${t('Galley itself')}</option>
      </select>
    </label>`;
  }

  /** Members, and all others of whom the log was seen to speak: guests, and members who are gone. */
  #people(): [id: string, name: string][] {
    for (const { actor } of this.#entries.items ?? []) {
      if (actor.id !== null) this.#met.set(actor.id, actorWords(actor));
    }
    for (const { id, name } of this.#members.items ?? []) this.#met.set(id, name);
    return [...this.#met].sort(([, one], [, other]) => compareWords(one, other));
  }

  #row({ at, actor, action, article, subject, detail, network }: AuditEntry): TemplateResult {
    const member = this.#members.items?.find(({ id }) => id === subject && id !== actor.id);
    const more = detailWords(detail);
    return html`
      <time datetime=${at}>${fullTime(at)}</time>
      <span class="facts">
        ${actionWords(action, html`<bdi>${actorWords(actor)}</bdi>`)}${
          member === undefined ? nothing : html`: <bdi>${member.name}</bdi>`
        }
        ${
          more === '' && article === null
            ? nothing
            : html`<small>
                <bdi>${more}</bdi>
                ${article === null ? nothing : html`<a href="/articles/${article}">${t('the article')}</a>`}
              </small>`
        }
      </span>
      ${network === null ? nothing : html`<span class="network">${network}</span>`}
    `;
  }

  #narrowAction(event: SelectChange): void {
    const { value } = event.currentTarget;
    this.#narrow({ ...this.filter, action: AUDIT_ACTIONS.find((action) => action === value) });
  }

  #narrowActor(event: SelectChange): void {
    this.#narrow({ ...this.filter, actor: event.currentTarget.value || undefined });
  }

  #narrow(filter: typeof this.filter): void {
    this.filter = filter;
    void this.#entries.load();
  }
}

type SelectChange = Event & { readonly currentTarget: HTMLSelectElement };

/** A log is read for its times, so they stand there in full. */
function fullTime(iso: string): string {
  return formatDate(iso, { dateStyle: 'medium', timeStyle: 'medium', hour12: false });
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-audit': GalleyAudit;
  }
}
