import type { Database } from '../store.ts';

/** How many of these targets had a complete last poll, how many a failed one, and how many none at all. */
export async function targetStates(
  db: Database,
  names: readonly string[],
): Promise<Readonly<Record<'up' | 'failing' | 'unpolled', number>>> {
  const rows = await db
    .selectFrom('target')
    .select(['name', 'last_poll_at', 'failing_since'])
    .where('name', 'in', names)
    .execute();
  const polled = rows.filter((row) => row.last_poll_at !== null);
  const failing = polled.filter((row) => row.failing_since !== null).length;
  return { up: polled.length - failing, failing, unpolled: names.length - polled.length };
}
