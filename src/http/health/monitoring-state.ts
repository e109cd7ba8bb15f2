import { type OutboxHealth, type ServerAnswer, WATCHDOG } from '../../core/incident/self-check.ts';
import { outboxCounts, type OutboxCounts } from '../../store/jobs/counts.ts';
import { getSetting } from '../../store/settings/settings.ts';
import { openIncidentsOf } from '../../store/incidents/incidents.ts';
import { outboxHealth } from '../../store/outbox/outbox-readings.ts';
import type { HeldBy } from '../../store/schema/outbox-tables.ts';
import type { Database } from '../../store/database.ts';
import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import type { WebOptions } from '../options/web-options.ts';
import { targetFreshness, type TargetFreshness } from './target-freshness.ts';

/**
 * A reason why Batchwatch may miss a job or not notify. `config`: a changed configuration was refused. `stuck`:
 * messages have waited for long. `recipients`: the same, for the sake of their recipients alone. `failing`: messages
 * that wait were tried in vain. `dead`: messages are undeliverable. `incidents`: the self-check has open incidents.
 */
export type MonitoringTrouble = (typeof TROUBLES)[number];

/** The state of the monitoring itself: well when it has no trouble. */
export interface MonitoringState {
  troubles: readonly MonitoringTrouble[];
  /** The reasons why it is not ready, in the program's words. */
  unready: readonly string[];
  targets: readonly TargetFreshness[];
  outbox: Pick<OutboxCounts, 'pending' | 'dead' | 'oldestPendingAt'> & { held: readonly HeldEntries[] };
}

/** Entries of one channel that wait for the same reason. */
export interface HeldEntries {
  channel: string;
  /** `nothing`: their time has not come, or they are under way. */
  heldBy: HeldBy | 'nothing';
  entries: number;
  /** When the oldest of them was made. */
  since: Instant;
  /** The last answer to the oldest message that the other side does not take. */
  answer: ServerAnswer | undefined;
}

/** Mail that has waited for longer does not get out. */
const STUCK_AFTER: Duration = 10 * MINUTE;

/** @throws StoreFault */
export async function monitoringState(
  { store, targets, channels, unready }: Pick<WebOptions, 'store' | 'targets' | 'channels' | 'unready'>,
  now: Instant,
): Promise<MonitoringState> {
  const reasons = await unready();
  return await store.read(async (db) => {
    const shown = await targetFreshness(db, targets(), now);
    const { failing, pendingSince, ...outbox } = await allOutboxes(db, channels, now);
    const own = await openIncidentsOf(db, WATCHDOG);
    const waitsForLong = (since: Instant | undefined) => since !== undefined && since + STUCK_AFTER < now;
    const isStuck = waitsForLong(pendingSince);
    const is: Readonly<Record<MonitoringTrouble, boolean>> = {
      unready: reasons.length > 0,
      config: (await getSetting(db, 'refused-config')) !== undefined,
      targets: shown.some(({ state }) => state !== 'fresh'),
      stuck: isStuck,
      recipients: !isStuck && waitsForLong(outbox.oldestPendingAt),
      failing,
      dead: outbox.dead > 0,
      incidents: own.length > 0,
    };
    return { troubles: TROUBLES.filter((one) => is[one]), unready: reasons, targets: shown, outbox };
  });
}

/** The outboxes of all channels, taken together. */
async function allOutboxes(db: Database, channels: readonly string[], now: Instant) {
  const each: (OutboxCounts & OutboxHealth & { channel: string })[] = [];
  for (const channel of channels) {
    const health = await outboxHealth(db, { channel, now });
    each.push({ ...health, ...(await outboxCounts(db, channel)), channel });
  }
  return {
    pending: each.reduce((sum, { pending }) => sum + pending, 0),
    dead: each.reduce((sum, { dead }) => sum + dead, 0),
    oldestPendingAt: earliest(each.map(({ oldestPendingAt }) => oldestPendingAt)),
    pendingSince: earliest(each.map(({ pendingSince }) => pendingSince)),
    failing: each.some(({ failingSince }) => failingSince !== undefined),
    held: each.flatMap(({ channel, oldestHeld, answer }) =>
      oldestHeld.map((held) => ({
        channel,
        ...held,
        answer: held.heldBy === 'nothing' ? undefined : answer,
      })),
    ),
  };
}

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  return instants.filter((instant) => instant !== undefined).toSorted((a, b) => a - b)[0];
}

export const TROUBLES = [
  'unready',
  'config',
  'targets',
  'stuck',
  'recipients',
  'failing',
  'dead',
  'incidents',
] as const;
