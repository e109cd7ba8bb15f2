/**
 * One record of a CSV file (RFC 4180). What a spreadsheet would take for a formula is led by an apostrophe, which it
 * takes for "this is text" (OWASP, CSV Injection).
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(text: string): string {
  const safe = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
