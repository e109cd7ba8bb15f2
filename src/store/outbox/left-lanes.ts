import { sql } from 'kysely';
import { laneLease } from '../../lease/lane-lease.ts';
import type { Instant } from '../../platform/time.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { eachOf } from '../dialect/listed.ts';
import { breakFree } from '../replicas/break-free.ts';
import type { Lane } from './lane.ts';
import { reclaimInterrupted } from './outbox-release.ts';

/** The lanes of a configuration. */
export interface PresentLanes {
  lanes: readonly Lane[];
  /** Channels whose recipients are lanes of their own. */
  ofDestinations: readonly string[];
}

/**
 * Returns the lanes with an entry that waits or is under way and that the configuration does not have: a URL was changed.
 * Where one server takes the messages for all, only those with an entry under way count: what waits is in nobody's hands.
 */
export async function leftLanes(db: Database, { lanes, ofDestinations }: PresentLanes): Promise<Lane[]> {
  const isLane = sql`channel IN ${eachOf(ofDestinations)}`;
  const { rows } = await sql<{ channel: string; recipient: string | null }>`
    SELECT DISTINCT channel, CASE WHEN ${isLane} THEN recipient END AS recipient FROM outbox
    WHERE state = 'claimed' OR state = 'pending' AND ${isLane}`.execute(db);
  const present = new Set(lanes.map(leaseOf));
  return rows
    .map(({ channel, recipient }) => ({ channel, recipient: recipient ?? undefined }))
    .filter((lane) => !present.has(leaseOf(lane)));
}

/**
 * Takes back what a dead replica had under way in lanes that the configuration does not have: no lease comes to a holder
 * who would. Whoever is not dead is refused from now on. Returns the lanes that a replica of another configuration holds.
 */
export async function reclaimLeft(
  trx: WriteTransaction,
  left: readonly Lane[],
  now: Instant,
): Promise<readonly Lane[]> {
  const held = await breakFree(trx, left.map(leaseOf));
  for (const lane of left) if (!held.has(leaseOf(lane))) await reclaimInterrupted(trx, now, lane);
  return left.filter((lane) => held.has(leaseOf(lane)));
}

/** Messages that wait for a channel that the configuration does not use. */
export interface Unserved {
  channel: string;
  entries: number;
}

/** Returns how many messages wait for each channel that is not among these. */
export async function unservedChannels(db: Database, used: readonly string[]): Promise<Unserved[]> {
  const { rows } = await sql<Unserved>`
    SELECT channel, count(*) AS entries FROM outbox
    WHERE state IN ('pending', 'claimed') AND channel NOT IN ${eachOf(used)}
    GROUP BY channel ORDER BY channel`.execute(db);
  return rows;
}

function leaseOf({ channel: name, recipient }: Lane): string {
  return laneLease({ name, ...(recipient !== undefined && { recipient }) });
}
