/** Returns whether a text can be part of a header of HTTP: printable ASCII without blanks. */
export function fitsHeader(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
