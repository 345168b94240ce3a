/** Which addresses a link or an image of an article may have; asked when reading and again when rendering. */

const LINK_SCHEMES = new Set(['http', 'https', 'mailto']);
const IMAGE_SCHEMES = new Set(['http', 'https']);

/** The address as it may stand in an `href`, or null. Takes `unknown`, since raw Yjs attributes can be anything. */
export function safeLink(address: unknown): string | null {
  return allowed(address, LINK_SCHEMES);
}

/** The address as it may stand in an image's `src`, or null. */
export function safeImageSource(address: unknown): string | null {
  return allowed(address, IMAGE_SCHEMES);
}

function allowed(address: unknown, schemes: ReadonlySet<string>): string | null {
  if (typeof address !== 'string') return null;
  // Browsers drop tabs, line ends and leading controls before they look for the scheme: `java\nscript:` runs.
  const bare = Array.from(address)
    .filter((character) => !isControl(character))
    .join('')
    .trim();
  if (bare === '') return null;
  const scheme = /^([^/?#:]*):/.exec(bare)?.[1];
  if (scheme === undefined) return bare;
  return schemes.has(scheme.toLowerCase()) ? bare : null;
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}
