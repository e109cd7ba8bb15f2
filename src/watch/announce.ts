import { composeMessage, type Letterhead } from '../alerts/compose-message.ts';
import { MAX_LISTED_JOBS, type MessageTarget } from '../alerts/message.ts';
import type { Receiver } from '../alerts/receiver.ts';
import type { JobDetails, KnownJob } from '../jobs/job.ts';
import { addNotification } from '../store/notifications.ts';
import type { WriteTransaction } from '../store/store.ts';
import { settleGroup, suppressGroup, waitingGroups, waitingJobs } from '../store/waiting.ts';
import type { Instant } from '../time.ts';

/** Who can be told, and what every message bears. */
export interface Audience {
  readonly receivers: ReadonlyMap<string, Receiver>;
  readonly letterhead: Letterhead;
  /** Makes ids for new incidents; never the same twice. */
  readonly newIncident: () => string;
}

export interface Announced {
  readonly notifications: number;
  /** Decisions given up because their receiver left the configuration. */
  readonly suppressed: number;
}

/**
 * Makes all that waits to be told of a target into messages: one per receiver (and one more for what the
 * first read found), with an outbox entry per recipient, in the caller's transaction.
 */
export async function announce(
  trx: WriteTransaction,
  options: {
    readonly target: MessageTarget;
    readonly audience: Audience;
    readonly now: Instant;
    readonly details: (job: KnownJob) => JobDetails;
  },
): Promise<Announced> {
  const { target, audience, now, details } = options;
  let notifications = 0;
  let suppressed = 0;
  for (const group of await waitingGroups(trx, target.name)) {
    const receiver = audience.receivers.get(group.receiver);
    if (receiver === undefined) {
      suppressed += await suppressGroup(trx, target.name, group);
      continue;
    }
    const jobs = await waitingJobs(trx, { target: target.name, group, limit: MAX_LISTED_JOBS, details });
    const news = { ...group, incident: audience.newIncident(), target, jobs };
    const message = composeMessage(news, { letterhead: audience.letterhead, receiver, now });
    const notification = await addNotification(trx, {
      message,
      channel: receiver.channel,
      detectedAt: group.detectedAt,
    });
    await settleGroup(trx, { target: target.name, group, notification });
    notifications += 1;
  }
  return { notifications, suppressed };
}
