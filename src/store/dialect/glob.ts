import { sql, type RawBuilder } from 'kysely';
import { eitherWords } from './words.ts';

/** Compares a text with a pattern in which `*` stands for any run of characters. Case counts. */
export function matchesGlob(text: RawBuilder<unknown>, pattern: string): RawBuilder<boolean> {
  return eitherWords(
    sql<boolean>`${text} GLOB ${toGlob(pattern)}`,
    () => sql`${text} LIKE ${toLike(pattern)}`,
  );
}

/** For SQLite `?` and `[` are patterns too. */
function toGlob(pattern: string): string {
  return pattern.replace(/\*+/g, '*').replace(/[?[]/g, '[$&]');
}

/** For LIKE `%` and `_` are patterns, and a backslash takes that away. */
function toLike(pattern: string): string {
  return pattern.replace(/[\\%_]/g, String.raw`\$&`).replace(/\*+/g, '%');
}
