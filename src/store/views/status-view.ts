import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { notificationCounts } from './notification-list.ts';
import { indexedBy } from '../dialect/hints.ts';

/** The state of things in a few numbers. */
export interface StatusView {
  incidents: Readonly<Record<'open' | 'acknowledged', number>>;
  outbox: {
    waiting: number;
    dead: number;
    /** The creation of the oldest waiting entry. */
    oldestWaitingAt: Instant | undefined;
  };
}

export async function statusView(db: Database): Promise<StatusView> {
  const { rows: incidents } = await sql<{ state: 'open' | 'acknowledged'; incidents: number }>`
    SELECT state, count(*) AS incidents FROM incident ${indexedBy('incident_open')} WHERE state <> 'closed' GROUP BY state`.execute(
    db,
  );
  const inState = (state: 'open' | 'acknowledged') =>
    incidents.find((row) => row.state === state)?.incidents ?? 0;
  const { rows: oldest } = await sql<{ at: Instant }>`
    SELECT created_at AS at FROM notification WHERE id = (
      SELECT notification FROM outbox WHERE state IN ('pending', 'claimed') ORDER BY id LIMIT 1)`.execute(db);
  const { waiting, dead } = await notificationCounts(db);
  return {
    incidents: { open: inState('open'), acknowledged: inState('acknowledged') },
    outbox: { waiting, dead, oldestWaitingAt: oldest[0]?.at },
  };
}
