/** The formats of annotated copies, in the order of the menu. */

/** `name` is what `format=` says; `label` and `about` are the menu's words; `extension` has its dot. */
export const COPY_FORMATS = [
  { name: 'html', label: 'Web page', about: 'HTML, opens anywhere', extension: '.html' },
  { name: 'md', label: 'Markdown', about: 'Text with footnotes', extension: '.md' },
  { name: 'txt', label: 'Plain text', about: 'Notes below the text', extension: '.txt' },
  { name: 'jsonld', label: 'JSON-LD', about: 'W3C Web Annotations', extension: '.jsonld' },
] as const;

export type CopyFormat = (typeof COPY_FORMATS)[number];
