/** Rows of comma-separated values (RFC 4180) that no spreadsheet takes for formulas. */

/** One row with its line end. Cells are quoted where they must be, and none is ever worked out as a formula. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * A cell that begins with one of these is worked out by a spreadsheet as soon as the file is opened; the wide forms are those
 * of East Asian keyboards. An apostrophe before it says that it is text, which quotation marks alone don't.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function csvCell(text: string): string {
  const isFormula = FORMULA.test(text);
  const shown = isFormula ? `'${text}` : text;
  return isFormula || /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
