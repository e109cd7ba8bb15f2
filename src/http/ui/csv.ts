/**
 * One record of a CSV file (RFC 4180). What a spreadsheet would take for a formula is led by an apostrophe, which it
 * takes for "this is text" (OWASP, CSV Injection). Where its language separates cells by `;` or tabs, it takes every
 * part of a text for a cell, whatever quotes stand around the whole.
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(text: string): string {
  const safe = text.replace(FORMULA, "$1'$2").replace(/^[\t\r\n]/, "'$&");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A sign that begins a formula, where a cell begins or may be taken to begin; blanks and quotes before it do not count. */
const FORMULA = /((?:^|[;\t\r\n])(?:[^\S\t\r\n]|")*)([=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;
