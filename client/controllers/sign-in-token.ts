/** Finds the secret in a sign-in link. */

/**
 * The token of a link `…#token=SECRET`, of its fragment alone, or the text itself where it is no link; empty where
 * there is none. Not read as a form: a plus sign in a secret is a plus sign.
 */
export function tokenIn(text: string): string {
  const trimmed = text.trim();
  const written = /#(?:.*&)?token=([^&]*)/.exec(trimmed)?.[1];
  if (written === undefined) return /^https?:|^#/.test(trimmed) ? '' : trimmed;
  try {
    return decodeURIComponent(written);
  } catch {
    return written; // URIError: a percent sign that escapes nothing
  }
}
