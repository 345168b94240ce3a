/** Draws forms of a line or two: fields, a button at their end, and what went wrong beneath. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import './row-form.css';
import type { Submission } from './submission.ts';

/** What a form of a line or two says and holds, and how loud it is. */
export interface RowForm {
  /** What assistive technology calls the form. */
  readonly label: string;
  readonly fields: TemplateResult;
  /** The verb on the button. */
  readonly button: string;
  /** `minor` where its view is for something else; the button is a quiet one then. */
  readonly rank?: 'main' | 'minor';
  /** One field below the other, since they have words under them. */
  readonly narrow?: boolean;
}

/** Draws the form; the submission sends it, and has what went wrong. */
export function rowForm<Answer>(
  submission: Submission<Answer>,
  { label, fields, button, rank = 'main', narrow = false }: RowForm,
): TemplateResult {
  return html`<form
    class="row-form ${narrow ? 'narrow' : ''}"
    aria-label=${label}
    aria-busy=${submission.busy}
    @submit=${submission.submit}
  >
    ${fields}
    <button class="button ${rank === 'main' ? 'primary' : ''}">${button}</button>
    <p class="problem" role="alert">${submission.problem}</p>
  </form>`;
}
