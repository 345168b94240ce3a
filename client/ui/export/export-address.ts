/** The address of an annotated copy. */

export interface ExportChoices {
  /** Resolved, accepted and declined threads too, not only open ones. */
  readonly settled: boolean;
  readonly names: 'real' | 'pseudonyms';
  /** Ids of the layers to take; null for all that one may read but private ones. */
  readonly layers: readonly string[] | null;
}

/** The address under which the server gives the copy; what is the server's default is left out. */
export function exportAddress(article: string, format: string, choices: ExportChoices): string {
  const parameters = new URLSearchParams({ format });
  if (choices.layers !== null) parameters.set('layers', choices.layers.join(','));
  if (!choices.settled) parameters.set('status', 'open');
  if (choices.names === 'pseudonyms') parameters.set('names', 'pseudonyms');
  return `/api/articles/${encodeURIComponent(article)}/export?${parameters.toString()}`;
}
