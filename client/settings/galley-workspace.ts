/** The name of the workspace, and its language. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { workspaceRoutes } from '../../shared/wire/routes/workspace.ts';
import type { WorkspaceAnswer, WorkspaceChange } from '../../shared/wire/routes/workspace.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import { call } from '../api/call.ts';
import '../ui/form/row-form.css';
import { sentences } from '../ui/words/explanation.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import '../ui/galley-problem.ts';
import { toast } from '../ui/galley-toast.ts';
import { languageChoices } from '../ui/words/language-names.ts';
import { LightElement } from '../ui/light-element.ts';

export const TAG = 'galley-workspace';

@customElement(TAG)
export class GalleyWorkspace extends LightElement {
  @state() private workspace: WorkspaceAnswer | null = null;
  /** Why it could not be asked for. */
  @state() private missing: Problem | null = null;
  /** Why it could not be changed. */
  @state() private problem = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render(): TemplateResult {
    if (this.missing !== null) {
      return html`<galley-problem
        .problem=${this.missing}
        @retry-asked=${() => void this.#load()}
      ></galley-problem>`;
    }
    if (this.workspace === null) return html`<p class="hint" role="status">Loading…</p>`;
    const { name, language } = this.workspace;
    return html`<form class="row-form" aria-label="Workspace" @submit=${this.#save}>
      <label class="field">
        Name
        <input name="name" required maxlength="80" dir="auto" autocomplete="off" .value=${name} />
      </label>
      <label class="field">
        Language
        <select name="language">
          ${languageChoices(language).map(
            ([tag, words]) =>
              html`<option value=${tag} ?selected=${tag === language}>${words}</option>`,
          )}
        </select>
      </label>
      <button class="button primary">Save</button>
      <p class="problem" role="alert">${this.problem}</p>
    </form>`;
  }

  async #load(): Promise<void> {
    const answer = await call(workspaceRoutes.get);
    this.missing = answer.ok ? null : answer.problem;
    if (answer.ok) this.workspace = answer.value;
  }

  async #save(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const change: WorkspaceChange = {
      name: wordsIn(form, 'name'),
      language: wordsIn(form, 'language'),
    };
    const answer = await call(workspaceRoutes.change, {}, change);
    this.problem = answer.ok ? '' : sentences(answer.problem);
    if (!answer.ok) return;
    this.workspace = answer.value;
    toast('Saved.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-workspace': GalleyWorkspace;
  }
}
