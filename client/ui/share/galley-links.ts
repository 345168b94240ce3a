/** The links by which guests come to an article, and a form for another one. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { READER, SHARE_ROLES } from '../../../shared/policy/actor.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import { mayShareAs } from '../../../shared/policy/decide.ts';
import { SHARE_PASSWORD_LENGTH, shareRoutes } from '../../../shared/wire/routes/shares.ts';
import type { NewShare, ShareAnswer } from '../../../shared/wire/routes/shares.ts';
import { call } from '../../api/call.ts';
import { ListController } from '../list/list-controller.ts';
import '../form/row-form.css';
import { ending } from '../list/ending.ts';
import type { Span } from '../list/ending.ts';
import { sentences } from '../words/explanation.ts';
import { typedIn, wordsIn } from '../form/form-fields.ts';
import { confirmed } from '../galley-confirm.ts';
import '../list/galley-ending.ts';
import '../list/galley-shown-once.ts';
import { toast } from '../galley-toast.ts';
import { LightElement } from '../light-element.ts';
import { listed } from '../list/listed.ts';
import { moment } from '../words/moment.ts';
import { shareName, shareRights } from '../words/share-words.ts';

export const TAG = 'galley-links';

const SPANS: readonly Span[] = [1, 7, 30, 'day', 'never'];

@customElement(TAG)
export class GalleyLinks extends LightElement {
  /** Id of the article. */
  @property() article = '';
  /** Who makes links here: nobody gives away more than they have. */
  @property({ attribute: false }) actor: Actor = READER;

  @state() private problem = '';

  private readonly list = new ListController<ShareAnswer>(this, () =>
    call(shareRoutes.list, { id: this.article }),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('article') && this.article !== '') void this.list.load();
  }

  override render(): TemplateResult {
    return html`
      ${this.#form()}
      ${listed(this.list, {
        label: 'Links',
        empty: 'There is no link to this article. Whoever has one needs no account.',
        key: ({ id }) => id,
        row: (share) => this.#row(share),
      })}
      <galley-shown-once></galley-shown-once>
    `;
  }

  #form(): TemplateResult {
    const roles = SHARE_ROLES.filter((role) => mayShareAs(role, this.actor).ok);
    return html`<details class="unfold">
      <summary>New link</summary>
      <form class="row-form" aria-label="New link" @submit=${this.#make}>
        <label class="field">
          Guests may
          <select name="role">
            ${roles.map((role) => html`<option value=${role}>${shareName(role)}</option>`)}
          </select>
        </label>
        <label class="field">
          For whom (optional) <input name="label" maxlength="100" dir="auto" autocomplete="off" />
        </label>
        <galley-ending .spans=${SPANS} .usual=${30}></galley-ending>
        <label class="field">
          Password (optional)
          <input
            name="password"
            minlength=${SHARE_PASSWORD_LENGTH.least}
            maxlength=${SHARE_PASSWORD_LENGTH.most}
            autocomplete="off"
            spellcheck="false"
          />
        </label>
        <button class="button primary">Make link</button>
        <p class="problem" role="alert">${this.problem}</p>
      </form>
    </details>`;
  }

  #row(share: ShareAnswer): TemplateResult {
    const { role, label, by, created, expires, hasPassword, uses, lastUse } = share;
    const name = label === '' ? 'A link without a name' : label;
    return html`
      <span class="facts">
        <bdi>${name}</bdi>
        <span class="badge">${shareName(role)}</span>
        ${hasPassword ? html`<span class="badge">Password</span>` : nothing}
        <small>
          ${usesWords(uses)}${lastUse === null ? nothing : html`, last ${moment(lastUse)}`} ·
          ${ending(expires)} · made ${moment(created)} by <bdi>${by}</bdi>
        </small>
      </span>
      <button
        class="button plain danger"
        aria-label="Revoke ${name}"
        @click=${() => void this.#revoke(share)}
      >
        Revoke
      </button>
    `;
  }

  async #make(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const wanted = newShareIn(form);
    if (wanted === null) return;
    const answer = await call(shareRoutes.add, { id: this.article }, wanted);
    this.problem = answer.ok ? '' : sentences(answer.problem);
    if (!answer.ok) return;
    form.reset();
    form.querySelector('galley-ending')?.reset();
    void this.list.load();
    await this.querySelector('galley-shown-once')?.show({
      title: wanted.label === '' ? 'A link to this article' : `Link for ${wanted.label}`,
      text: `Whoever has it may ${shareRights(wanted.role)}.${passwordWords(wanted)}`,
      label: 'Share link',
      secret: answer.value.url,
    });
  }

  async #revoke({ id: share, label }: ShareAnswer): Promise<void> {
    const agreed = await confirmed({
      title: label === '' ? 'Revoke this link?' : `Revoke the link for ${label}?`,
      text: 'Whoever came by it is shown out at once. What they wrote stays.',
      action: 'Revoke',
    });
    if (!agreed) return;
    const answer = await call(shareRoutes.revoke, { id: this.article, share });
    toast(answer.ok ? 'The link is revoked.' : sentences(answer.problem));
    await this.list.load();
  }
}

/** The link that the form describes; null where it has no role, which no browser's form does. */
function newShareIn(form: HTMLFormElement): NewShare | null {
  const chosen = wordsIn(form, 'role');
  const role = SHARE_ROLES.find((known) => known === chosen);
  if (role === undefined) return null;
  const password = typedIn(form, 'password');
  const expires = form.querySelector('galley-ending')?.value ?? null;
  return {
    role,
    label: wordsIn(form, 'label'),
    ...(expires === null ? {} : { expires }),
    ...(password === '' ? {} : { password }),
  };
}

function passwordWords({ password }: NewShare): string {
  return password === undefined ? '' : ' Tell them the password by another way than the link.';
}

function usesWords(uses: number): string {
  if (uses === 0) return 'Not used yet';
  return uses === 1 ? 'Used once' : `Used ${uses} times`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-links': GalleyLinks;
  }
}
