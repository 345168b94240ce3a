/** Finds the secrets in links; they stand in the fragment, which no server ever sees. */

/** The secret of a link `…#NAME=SECRET`, of its fragment alone; null where it has none of this name. */
export function secretIn(link: string, name: string): string | null {
  const fields = /#(.*)$/s.exec(link.trim())?.[1]?.split('&') ?? [];
  const written = fields.find((field) => field.startsWith(`${name}=`))?.slice(name.length + 1);
  if (written === undefined) return null;
  try {
    // Not read as a form: a plus sign in a secret is a plus sign.
    return decodeURIComponent(written);
  } catch {
    return written; // URIError: a percent sign that escapes nothing
  }
}

/** The token of a sign-in link, or the text itself where it is no link; empty where there is none. */
export function tokenIn(text: string): string {
  const trimmed = text.trim();
  return secretIn(trimmed, 'token') ?? (/^https?:|^#/.test(trimmed) ? '' : trimmed);
}

/** Reads the fragment, and takes it out of the address at once: it must not stay in the history or in a screenshot. */
export function takeFragment(): string {
  const { hash, pathname, search } = location;
  history.replaceState(null, '', pathname + search);
  return hash;
}
