import { sql, type RawBuilder } from 'kysely';
import { eitherWords } from './words.ts';

/** The lesser of two numbers. Neither may be null: of what then, the engines have different opinions. */
export function lesser(a: RawBuilder<unknown>, b: RawBuilder<unknown>): RawBuilder<number> {
  return eitherWords(sql<number>`min(${a}, ${b})`, () => sql`least(${a}, ${b})`);
}

/** The greater of two numbers. Neither may be null. */
export function greater(a: RawBuilder<unknown>, b: RawBuilder<unknown>): RawBuilder<number> {
  return eitherWords(sql<number>`max(${a}, ${b})`, () => sql`greatest(${a}, ${b})`);
}
