import { sql, type RawBuilder } from 'kysely';
import { eitherWords } from './words.ts';

/** Reads a text or a number within a column of JSON, as text: `story.kind` of `message`. Null where there is none. */
export function jsonText(column: string, path: string): RawBuilder<string | null> {
  return eitherWords(
    sql<string | null>`${sql.ref(column)} ->> ${sql.lit(`$.${path}`)}`,
    () => sql`(${sql.ref(column)}::json #>> ${sql.lit(postgresPath(path))})`,
  );
}

/** Reads a part of a column of JSON, as JSON. Null where there is none. */
export function jsonPart(column: string, path: string): RawBuilder<string | null> {
  return eitherWords(
    sql<string | null>`${sql.ref(column)} -> ${sql.lit(`$.${path}`)}`,
    () => sql`(${sql.ref(column)}::json #> ${sql.lit(postgresPath(path))})::text`,
  );
}

/** The elements of an array within a column of JSON, to read from: `queue.value ->> 'queueId'`. */
export function jsonElements(column: string, path: string, name: string): RawBuilder<unknown> {
  const part = sql.lit(postgresPath(path));
  return eitherWords(
    sql`json_each(${sql.ref(column)}, ${sql.lit(`$.${path}`)}) AS ${sql.ref(name)}`,
    () =>
      sql`json_array_elements(coalesce(${sql.ref(column)}::json #> ${part}, '[]')) AS ${sql.ref(name)}(value)`,
  );
}

/** Collects the values of a group in an array of JSON, in this order. `where` leaves out some. */
export function jsonArray(
  value: RawBuilder<unknown>,
  { orderBy, where }: { orderBy: RawBuilder<unknown>; where?: RawBuilder<unknown> },
): RawBuilder<string> {
  const those = where === undefined ? sql`` : sql` FILTER (WHERE ${where})`;
  return eitherWords(
    sql<string>`json_group_array(${value} ORDER BY ${orderBy})${those}`,
    () => sql`coalesce(json_agg(${value} ORDER BY ${orderBy})${those}, '[]')::text`,
  );
}

/** An object of JSON, by field. */
export function jsonObject(fields: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<string> {
  const pairs = sql.join(Object.entries(fields).flatMap(([field, value]) => [sql.lit(field), value]));
  return eitherWords(sql<string>`json_object(${pairs})`, () => sql`json_build_object(${pairs})::text`);
}

/** An array of JSON of these values, separated by commas, for `jsonArray`. */
export function jsonTuple(values: RawBuilder<unknown>): RawBuilder<unknown> {
  return eitherWords(sql`json_array(${values})`, () => sql`json_build_array(${values})`);
}

/** Collects the texts of a group, with commas between. */
export function commaList(text: RawBuilder<unknown>): RawBuilder<string> {
  return eitherWords(sql<string>`group_concat(${text})`, () => sql`string_agg(${text}, ',')`);
}

function postgresPath(path: string): string {
  return `{${path.replaceAll('.', ',')}}`;
}
