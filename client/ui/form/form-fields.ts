/** What is written in the fields of a form. */

/** The event of a form that is submitted, where the listener stands on the form itself. */
export type FormSubmit = SubmitEvent & { readonly currentTarget: HTMLFormElement };

/** What a field has in it, as it was typed; empty where the form has no such field. */
export function typedIn(form: HTMLFormElement, field: string): string {
  return fieldText(new FormData(form), field) ?? '';
}

/** What a field has in it, without the spaces around it: for everything but passwords. */
export function wordsIn(form: HTMLFormElement, field: string): string {
  return typedIn(form, field).trim();
}

/** What stands in a field of text; null where the form has none of that name, or a file there. */
export function fieldText(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === 'string' ? value : null;
}
