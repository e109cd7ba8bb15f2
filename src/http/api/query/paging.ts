import { z } from '@hono/zod-openapi';

/** The query of a page. `cursor` is read as the key of the last entry of the page before. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100).openapi({ description: 'Entries per page.' }),
  cursor: z
    .string()
    .max(500)
    .transform((text, issues) => {
      const key = fromCursor(text);
      if (key === undefined) issues.addIssue(BAD_CURSOR);
      return key ?? z.NEVER;
    })
    .optional()
    .openapi({ description: '`next` of the page before; left out for the first page.' }),
});

/** The issue of a cursor that no page has given. */
export const BAD_CURSOR = 'is not the `next` of a page';

/** The sort key of the last entry of a page. */
export type Key = readonly [first: number, second: number];

/** All rows sort before this key. */
export const FIRST_PAGE: Key = [Number.MAX_SAFE_INTEGER, 0];

export function toPage<Item>(items: readonly Item[], next: Key | undefined) {
  return { items, next: toCursor(next) };
}

/** Returns the page of rows that are sorted by `idOf`. The caller has read one row more than `limit`. */
export function toRowPage<Row, Item>(
  rows: readonly Row[],
  { limit, idOf, toItem }: { limit: number; idOf: (row: Row) => number; toItem: (row: Row) => Item },
) {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return toPage(shown.map(toItem), last && [idOf(last), 0]);
}

/** Writes a key as an opaque cursor for callers. */
export function toCursor(key: Key | undefined): string | undefined {
  return key && Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a cursor. `undefined` when no page has given it. */
export function fromCursor(cursor: string): Key | undefined {
  try {
    const key = z
      .tuple([z.int(), z.int()])
      .safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return key.success ? key.data : undefined;
  } catch {
    return undefined;
  }
}
