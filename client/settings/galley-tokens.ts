/** The API tokens of a member: each with what it is for, when it was last used, and when it ends. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { may } from '../../shared/policy/decide.ts';
import { tokenRoutes } from '../../shared/wire/routes/tokens.ts';
import type { NewToken, TokenAnswer } from '../../shared/wire/routes/tokens.ts';
import { memberRoutes } from '../../shared/wire/routes/members.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import { call } from '../api/call.ts';
import { ListController } from '../ui/list/list-controller.ts';
import { actorOf } from '../ui/session/permission.ts';
import '../ui/form/row-form.css';
import { ending } from '../ui/list/ending.ts';
import type { Span } from '../ui/list/ending.ts';
import { sentences } from '../ui/words/explanation.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import { confirmed } from '../ui/galley-confirm.ts';
import '../ui/list/galley-ending.ts';
import '../ui/list/galley-shown-once.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { moment } from '../ui/words/moment.ts';

export const TAG = 'galley-tokens';

const SPANS: readonly Span[] = [30, 90, 365, 'day', 'never'];

/** One's own tokens; who manages members sees those of the others as well. */
@customElement(TAG)
export class GalleyTokens extends LightElement {
  @property({ attribute: false }) me: MemberAnswer | null = null;

  @state() private of = '';
  @state() private problem = '';

  private readonly list = new ListController<TokenAnswer>(this, () =>
    call(tokenRoutes.list, { id: this.#member }),
  );
  private readonly members = new ListController<MemberAnswer>(this, () => call(memberRoutes.list));

  protected override firstUpdated(): void {
    void this.list.load();
    if (may('manage members', actorOf(this.me)).ok) void this.members.load();
  }

  override render(): TemplateResult {
    return html`
      ${this.#whose()}
      <form class="row-form" aria-label="New token" @submit=${this.#make}>
        <label class="field">
          What it is for
          <input name="label" required maxlength="100" dir="auto" autocomplete="off" />
        </label>
        <galley-ending .spans=${SPANS} .usual=${90}></galley-ending>
        <button class="button primary">Make token</button>
        <p class="problem" role="alert">${this.problem}</p>
      </form>
      ${listed(this.list, {
        label: 'API tokens',
        empty: 'There is no token.',
        key: ({ id }) => id,
        row: (token) => this.#row(token),
      })}
      <galley-shown-once></galley-shown-once>
    `;
  }

  get #member(): string {
    return this.of === '' ? (this.me?.id ?? '') : this.of;
  }

  #whose(): TemplateResult | typeof nothing {
    const members = this.members.items ?? [];
    if (members.length < 2) return nothing;
    return html`<label class="field whose">
      Whose tokens
      <select @change=${this.#choose}>
        ${members.map(
          ({ id, name }) =>
            html`<option value=${id} ?selected=${id === this.#member}>
              ${name}${id === this.me?.id ? ' (you)' : ''}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #row(token: TokenAnswer): TemplateResult {
    const { label, use, created, lastUse, expires } = token;
    return html`
      <span class="facts">
        <bdi>${label}</bdi>
        ${use === 'link' ? html`<span class="badge">Sign-in link, not used yet</span>` : nothing}
        <small>
          Made ${moment(created)} ·
          ${use === 'link' ? nothing : html`${lastUse === null ? 'never used' : html`last used ${moment(lastUse)}`} ·`}
          ${ending(expires)}
        </small>
      </span>
      <button
        class="button plain danger"
        aria-label="Revoke ${label}"
        @click=${() => void this.#revoke(token)}
      >
        Revoke
      </button>
    `;
  }

  #choose(event: Event & { currentTarget: HTMLSelectElement }): void {
    this.of = event.currentTarget.value;
    this.list.clear();
    void this.list.load();
  }

  async #make(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const label = wordsIn(form, 'label');
    const expires = form.querySelector('galley-ending')?.value ?? null;
    const wanted: NewToken = { label, use: 'api', ...(expires === null ? {} : { expires }) };
    const answer = await call(tokenRoutes.add, { id: this.#member }, wanted);
    this.problem = answer.ok ? '' : sentences(answer.problem);
    if (!answer.ok) return;
    form.reset();
    form.querySelector('galley-ending')?.reset();
    void this.list.load();
    await this.querySelector('galley-shown-once')?.show({
      title: `Token “${label}”`,
      text: 'A program sends it in the header “Authorization: Bearer”.',
      label: 'API token',
      secret: answer.value.token,
    });
  }

  async #revoke({ id: token, label, use }: TokenAnswer): Promise<void> {
    const agreed = await confirmed({
      title: `Revoke “${label}”?`,
      text:
        use === 'link'
          ? 'The link leads nowhere from then on.'
          : 'What uses it is shut out at once. This can’t be taken back.',
      action: 'Revoke',
    });
    if (!agreed) return;
    const answer = await call(tokenRoutes.revoke, { id: this.#member, token });
    toast(answer.ok ? `“${label}” is revoked.` : sentences(answer.problem));
    await this.list.load();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-tokens': GalleyTokens;
  }
}
