import type { Flaw } from '../document/problem.ts';

/** Says why a text can be no secret; `undefined` when it can. Prints nothing of it. */
export function secretProblem(secret: string): Flaw | undefined {
  if (secret.includes('\uFFFD')) return { message: 'was not UTF-8', hint: 'write it again, as UTF-8' };
  if (isPem(secret)) return undefined;
  if (/[\r\n]/.test(secret)) {
    return { message: 'has a line break in it', hint: 'keep one line; one line break at the end is dropped' };
  }
  return /[^\P{Cc}\t]/u.test(secret)
    ? { message: 'has a control character in it', hint: 'write it again, as plain text' }
    : undefined;
}

/** Says what of a secret was most likely not meant to be part of it. Prints nothing of it. */
export function secretDoubt(secret: string): Flaw | undefined {
  if (isPem(secret)) return undefined;
  if (BLANK_ENDS.test(secret)) {
    return { message: 'begins or ends with a blank', hint: 'take it away, if it is no part of the secret' };
  }
  if (QUOTED.test(secret)) {
    return { message: 'stands in quotes', hint: 'take them away: they count as part of the secret' };
  }
  return undefined;
}

/** A key that has lines. */
function isPem(secret: string): boolean {
  return /^\s*-----BEGIN /.test(secret);
}

/** Invisible characters, too: they come with what is copied from a page. */
const BLANK_ENDS = /^[\s\p{Cf}]|[\s\p{Cf}]$/u;
const QUOTED = /^(?:".*"|'.*'|`.*`|“.*”|‘.*’|＂.*＂|＇.*＇|「.*」|『.*』|«.*»)$/u;
