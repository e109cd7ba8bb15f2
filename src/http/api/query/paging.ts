import { z } from '@hono/zod-openapi';

/** How a list is asked for, a page at a time. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100).openapi({ description: 'Entries per page.' }),
  cursor: z
    .string()
    .max(500)
    .optional()
    .openapi({ description: '`next` of the page before; left out for the first page.' }),
});

/** One page of a list; `next` is absent on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}

/** Where a page ends, as the store knows it: the sort key of its last entry. */
export type Key = readonly [first: number, second: number];

/** Opaque to callers; only what a key needs stands in it. */
export function toCursor(key: Key | undefined): string | undefined {
  return key && Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Undefined when it is not one of ours. */
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
