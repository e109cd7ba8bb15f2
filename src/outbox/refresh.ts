import type { Logger } from 'pino';
import { FailureLog } from '../platform/log.ts';
import { MINUTE, type Clock, type Duration } from '../platform/time.ts';
import { standingMessages } from '../store/outbox/standing-messages.ts';
import type { Store } from '../store/store.ts';
import type { Channel } from './channel.ts';

/** So long the end of an incident is repeated. */
const ENDED_FOR: Duration = 5 * MINUTE;

export interface RefreshOptions {
  store: Store;
  channel: Channel;
  clock: Clock;
  log: Logger;
}

/**
 * Repeats what stands, at the pace of the channel, until `signal` aborts: the other side forgets it otherwise. The
 * outbox has delivered each message before, so that a failure here is logged, and left to the next time.
 */
export async function refreshStanding(options: RefreshOptions, signal: AbortSignal): Promise<void> {
  const { channel, clock, log } = options;
  const { refresh, name, recipient = '' } = channel;
  if (refresh === undefined) return;
  const failures = new FailureLog(log, clock);
  const fields = { channel: name, recipient };
  while (!signal.aborted) {
    const problem = await refreshOnce(options, signal);
    if (signal.aborted) return;
    if (problem === undefined) failures.recovered({ fields, message: 'standing alerts are sent again' });
    else {
      failures.failed({
        signature: problem,
        fields: { ...fields, response: problem },
        message: 'standing alerts not sent again',
      });
    }
    await clock.sleep(refresh.every, signal).catch(() => undefined);
  }
}

/** @returns what went wrong. `undefined`: nothing. */
async function refreshOnce(
  { store, channel, clock }: RefreshOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { refresh, name, recipient = '' } = channel;
  const lane = { channel: name, recipient };
  try {
    const closedSince = clock.now() - ENDED_FOR;
    if (refresh === undefined) return undefined;
    const { receivers } = refresh;
    const standing = await store.read((db) => standingMessages(db, { ...lane, receivers, closedSince }));
    if (standing.length === 0) return undefined;
    const verdict = await refresh.send(standing, signal);
    return verdict.outcome === 'delivered' ? undefined : verdict.response;
  } catch (error) {
    // It is tried again, and must not end the process.
    return error instanceof Error ? error.message : String(error);
  }
}
