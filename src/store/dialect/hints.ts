import { sql, type RawBuilder } from 'kysely';
import { eitherWords } from './words.ts';

/**
 * A term of a UNION. Only its first rows can count.
 * @param first names these rows: `ORDER BY … LIMIT …`. PostgreSQL reads no more then. SQLite needs no such hint.
 */
export function eachInOrder(term: RawBuilder<unknown>, first: RawBuilder<unknown>): RawBuilder<unknown> {
  return eitherWords(sql`${term}`, () => sql`(${term} ${first})`);
}

/**
 * Says an order that the rows of SQLite have already, for it reads in the order of `thenJoin`: to sort them again, it
 * would read all before the first.
 */
export function inTheSameOrder(by: RawBuilder<unknown>): RawBuilder<unknown> {
  return eitherWords(sql``, () => sql`ORDER BY ${by}`);
}

/**
 * Names the index that SQLite is to go by: `FROM job ${indexedBy('job_followed')}`. PostgreSQL chooses by what it has
 * counted.
 */
export function indexedBy(index: string): RawBuilder<unknown> {
  return eitherWords(sql`INDEXED BY ${sql.ref(index)}`, () => sql``);
}

/**
 * A condition that the others of a statement imply, so that SQLite finds a partial index. PostgreSQL knows the values
 * and finds it without. It would take the condition for a further one, and expect fewer rows.
 */
export function implied(condition: RawBuilder<boolean>): RawBuilder<unknown> {
  return eitherWords(condition, () => sql`true`);
}

/** Joins what stands behind it, and has SQLite read what stands before it first: `FROM a ${thenJoin()} b ON …`. */
export function thenJoin(): RawBuilder<unknown> {
  return eitherWords(sql`CROSS JOIN`, () => sql`JOIN`);
}
