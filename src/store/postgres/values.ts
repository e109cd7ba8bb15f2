import type { CustomTypesConfig } from 'pg';

/** The numbers of PostgreSQL's types (`pg_type.oid`). */
const BOOL = 16;
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 700, 701, 1700]);

/** Reads values as SQLite gives them: integers and sums as numbers, truth as 1 or 0, all else as text. */
export const READERS: CustomTypesConfig = {
  getTypeParser: (type: number) => (text: string) => {
    if (NUMBERS.has(type)) return Number(text);
    return type === BOOL ? Number(text === 't') : text;
  },
};

/**
 * Writes a text that PostgreSQL takes. It keeps no NUL, and reads no JSON that escapes one or half a character: what a
 * server sent must not make a write fail for ever. Both become the sign for what cannot be shown.
 */
export function writable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writable);
  if (typeof value !== 'string') return value;
  const text = value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
  return text.includes('\\u') && BEGINS_JSON.test(text)
    ? text.replace(UNREADABLE_ESCAPES, toReplacement)
    : text;
}

const BEGINS_JSON = /^[[{"]/;

/** A pair of backslashes is one that is meant; a pair of surrogates is one character. */
const UNREADABLE_ESCAPES = /\\\\|\\u0000|\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\ud[89a-f][0-9a-f]{2}/gi;

function toReplacement(found: string): string {
  return found.length === 6 ? '\\ufffd' : found;
}
