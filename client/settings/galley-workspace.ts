/** The name of the workspace, and its language. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { workspaceRoutes } from '../../shared/wire/routes/workspace.ts';
import type { WorkspaceAnswer } from '../../shared/wire/routes/workspace.ts';
import { call } from '../api/call.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import { rowForm } from '../ui/form/row-form.ts';
import { Submission } from '../ui/form/submission.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { Loaded } from '../ui/loaded.ts';
import { languageChoices } from '../ui/words/language-names.ts';
import { t } from '../ui/language/translate.ts';

/** For somebody who manages the workspace. */
@customElement('galley-workspace')
export class GalleyWorkspace extends LightElement {
  readonly #workspace = new Loaded(this, () => call(workspaceRoutes.get));
  readonly #change = new Submission(this, {
    send: (form) =>
      call(
        workspaceRoutes.change,
        {},
        { name: wordsIn(form, 'name'), language: wordsIn(form, 'language') },
      ),
    done: (workspace) => {
      this.#workspace.take(workspace);
      toast(t('Saved.'));
    },
  });

  override render(): TemplateResult {
    return this.#workspace.draw((workspace) =>
      rowForm(this.#change, {
        label: t('Workspace'),
        fields: fields(workspace),
        button: t('Save'),
      }),
    );
  }
}

function fields({ name, language }: WorkspaceAnswer): TemplateResult {
  return html`<label class="field">
      ${t('Name')}
      <input name="name" required maxlength="80" dir="auto" autocomplete="off" .value=${name} />
    </label>
    <label class="field">
      ${t('Language')}
      <select name="language">
        ${languageChoices(language).map(
          ([tag, words]) =>
            html`<option value=${tag} ?selected=${tag === language}>${words}</option>`,
        )}
      </select>
    </label>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-workspace': GalleyWorkspace;
  }
}
