/** Reads comma-separated values as RFC 4180 says, to see what a spreadsheet gets. */

/** The cells of each row; the last line end begins no row. */
export function readCsv(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A cell, and what ends it.
  for (const [, quoted, bare, end] of file.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    if (end === '' && row.length === 0 && quoted === undefined && bare === '') break;
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
