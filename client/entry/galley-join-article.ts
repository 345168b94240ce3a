/** Lets somebody in who has a share link: a guest under a name of their own, a member as themselves. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sessionRoutes } from '../../shared/wire/routes/session.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import { shareRoutes } from '../../shared/wire/routes/shares.ts';
import type { ShareEntry, ShareLook, ShareLookAnswer } from '../../shared/wire/routes/shares.ts';
import { call } from '../api/call.ts';
import { deadLink } from './dead-link.ts';
import { sentences } from '../ui/words/explanation.ts';
import { typedIn, wordsIn } from '../ui/form/form-fields.ts';
import { LightElement } from '../ui/light-element.ts';
import { youMay } from '../ui/words/share-words.ts';
import { t } from '../ui/language/translate.ts';

/** Looks at the link by itself, and asks for no more than the link needs. */
@customElement('galley-join-article')
export class GalleyJoinArticle extends LightElement {
  /** Of the link. */
  @property({ attribute: false }) secret = '';

  @state() private shared: ShareLookAnswer | null = null;
  /** The person who is signed in here already. */
  @state() private known: MemberAnswer | null = null;
  /** Why it could not be looked at. */
  @state() private missing: Problem | null = null;
  @state() private busy = false;
  @state() private problem = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('secret')) void this.#look();
  }

  override render(): TemplateResult {
    if (this.missing !== null) return deadLink(this.missing, 'link', () => void this.#look());
    const { shared } = this;
    if (shared === null) return html`<p role="status">${t('Looking at your link…')}</p>`;
    return html`<p>${t('You are invited to')}</p>
      <h1 lang=${shared.language} dir=${shared.direction}>${shared.title}</h1>
      <p>${youMay(shared.role)}</p>
      ${this.#form(shared)}`;
  }

  #form({ needsPassword }: ShareLookAnswer): TemplateResult {
    return html`<form @submit=${this.#submit} aria-busy=${this.busy}>
      <div class="field">
        <label class="field">
          ${t('Your name')}
          <input
            name="name"
            required
            maxlength="80"
            dir="auto"
            autocomplete="name"
            aria-describedby="name-hint"
            .value=${this.known?.name ?? ''}
          />
        </label>
        <small id="name-hint">${t('The others see it, with “guest” beside it.')}</small>
      </div>
      ${
        needsPassword
          ? html`<label class="field">
              ${t('Password of the link')}
              <input name="password" type="password" required maxlength="200" autocomplete="off" />
            </label>`
          : nothing
      }
      <p class="problem" role="alert">${this.problem}</p>
      <button class="button primary" aria-disabled=${this.busy}>${t('Open the article')}</button>
    </form>`;
  }

  async #look(): Promise<void> {
    const asked: ShareLook = { token: this.secret };
    const [session, answer] = await Promise.all([
      call(sessionRoutes.get),
      call(shareRoutes.look, {}, asked),
    ]);
    this.missing = answer.ok ? null : answer.problem;
    this.known = session.ok ? session.value.member : null;
    this.shared = answer.ok ? answer.value : null;
    // A member comes in as themselves, and is not asked for anything.
    if (answer.ok && this.known !== null && this.known.guest !== true) {
      await this.#enter({ name: this.known.name });
    }
  }

  async #submit(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const form = event.currentTarget;
    const password = typedIn(form, 'password');
    await this.#enter({
      name: wordsIn(form, 'name'),
      ...(password === '' ? {} : { password }),
    });
  }

  async #enter(entry: Omit<ShareEntry, 'token'>): Promise<void> {
    this.busy = true;
    const body: ShareEntry = { token: this.secret, ...entry };
    const answer = await call(shareRoutes.enter, {}, body);
    this.busy = false;
    if (answer.ok) {
      location.replace(`/articles/${encodeURIComponent(answer.value.article)}`);
      return;
    }
    const { problem } = answer;
    const isPassword = problem['field'] === 'password';
    if (problem.status === 401 && !isPassword) this.missing = problem;
    else this.problem = isPassword ? WRONG_PASSWORD : sentences(problem);
  }
}

const WRONG_PASSWORD = t('The password of this link is another one.');

declare global {
  interface HTMLElementTagNameMap {
    'galley-join-article': GalleyJoinArticle;
  }
}
