/** Longer values are cut: the place in the file says where the whole one stands. */
const LONGEST = 80;

/** Writes a value as the file would: plain where that is clear, else in quotes; what cannot be seen is escaped. */
export function writeValue(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const characters = Array.from(value);
  const text = characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : value;
  const isPlain = /^[\p{L}\p{N}~/*.:][\p{L}\p{N}._@/+:~*?=%#…-]*$/u.test(text) && !isOtherType(text);
  return isPlain ? text : quote(text);
}

/** In double quotes, with escapes for all that a reader cannot see or that turns the direction of text. */
export function quote(text: string): string {
  return JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => escape(character.charCodeAt(index))).join(''),
  );
}

/** JSON knows units of UTF-16 only. */
function escape(unit: number): string {
  return String.raw`\u${unit.toString(16).padStart(4, '0')}`;
}

/** Without quotes YAML would take it for a number, a truth value or nothing. */
function isOtherType(text: string): boolean {
  return /^(true|false|null|~|[-+]?[\d.]+(e[-+]?\d+)?|0[xo][\da-f]+)$/i.test(text);
}
