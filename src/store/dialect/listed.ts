import { sql, type RawBuilder } from 'kysely';

/** A list to search: `WHERE id IN ${eachOf(ids)}`. It is one parameter, however long it is. */
export function eachOf<Value extends string | number>(values: Iterable<Value>): RawBuilder<Value> {
  return sql`(SELECT value FROM json_each(${JSON.stringify([...values])}))`;
}

/** Rows to read from: `FROM ${listedRows(members)} WHERE member.job = listed.value ->> 'job'`. It is one parameter. */
export function listedRows(rows: readonly unknown[]): RawBuilder<unknown> {
  return sql`json_each(${JSON.stringify(rows)}) AS listed`;
}
