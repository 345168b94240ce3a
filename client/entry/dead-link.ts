/** What is said where a link leads nowhere. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Problem } from '../../shared/wire/problems.ts';
import { sentences } from '../ui/words/explanation.ts';
import { t } from '../ui/language/translate.ts';

/**
 * For a link that has ended or never was, between which the server makes no difference: says so. Other problems may pass, so
 * they get a button to try again.
 */
export function deadLink(
  problem: Problem,
  what: 'link' | 'invitation',
  retry: () => void,
): TemplateResult {
  if (problem.status === 401 || problem.status === 404) {
    return html`<h1>${t('This link leads nowhere')}</h1>
      <p role="alert">
        ${
          what === 'link'
            ? t(
                'The link has ended, was used, or was taken back. Ask whoever gave it to you for another one.',
              )
            : t(
                'The invitation has ended, was used, or was taken back. Ask whoever gave it to you for another one.',
              )
        }
      </p>`;
  }
  return html`<h1>${t('That did not work')}</h1>
    <p role="alert">${sentences(problem)}</p>
    <p><button class="button" @click=${retry}>${t('Try again')}</button></p>`;
}
