import { sql, type RawBuilder } from 'kysely';
import { eitherWords } from './words.ts';

/** A list of texts to search: `WHERE name IN ${eachOf(names)}`. It is one parameter, however long it is. */
export function eachOf<Value extends string>(values: Iterable<Value>): RawBuilder<Value> {
  const list = [...values];
  return eitherWords(
    sql<Value>`(SELECT value FROM json_each(${JSON.stringify(list)}))`,
    () => sql`(SELECT unnest(${arrayOf(list)}::text[]))`,
  );
}

/** The same for numbers: `WHERE id IN ${eachId(ids)}`. */
export function eachId(values: Iterable<number>): RawBuilder<number> {
  const list = [...values];
  return eitherWords(
    sql<number>`(SELECT value FROM json_each(${JSON.stringify(list)}))`,
    () => sql`(SELECT unnest(${arrayOf(list)}::bigint[]))`,
  );
}

/**
 * Rows to read from: `FROM ${listedRows(members)} WHERE member.name = listed.value ->> 'name'`. It is one parameter. A
 * field is read as text, by `asNumber('job')` as a number. `listed.key` counts the rows from 0.
 */
export function listedRows(rows: readonly object[], name = 'listed'): RawBuilder<unknown> {
  return eitherWords(
    sql`json_each(${JSON.stringify(rows)}) AS ${sql.ref(name)}`,
    () => sql`(SELECT value, ordinality - 1 AS key
      FROM json_array_elements(${JSON.stringify(rows)}::json) WITH ORDINALITY) AS ${sql.ref(name)}`,
  );
}

/** Reads a field of listed rows as a number. Null where it is absent. */
export function asNumber(field: string, name = 'listed'): RawBuilder<number | null> {
  return sql`CAST(${sql.ref(`${name}.value`)} ->> ${sql.lit(field)} AS bigint)`;
}

/** Texts to read from, as `listed.value`. */
export function listedTexts(texts: readonly string[], name = 'listed'): RawBuilder<unknown> {
  return listedValues(texts, { type: 'text', name });
}

/** Numbers to read from, as `listed.value`. */
export function listedIds(ids: readonly number[], name = 'listed'): RawBuilder<unknown> {
  return listedValues(ids, { type: 'bigint', name });
}

function listedValues(values: readonly unknown[], { type, name }: { type: 'text' | 'bigint'; name: string }) {
  return eitherWords(
    sql`json_each(${JSON.stringify(values)}) AS ${sql.ref(name)}`,
    () => sql`(SELECT value, ordinality - 1 AS key
      FROM unnest(${arrayOf(values)}::${sql.raw(type)}[]) WITH ORDINALITY AS each(value, ordinality)) AS ${sql.ref(name)}`,
  );
}

/** The driver writes an array as a literal of PostgreSQL. */
function arrayOf(values: readonly unknown[]): RawBuilder<unknown> {
  return sql`${sql.val(values)}`;
}
