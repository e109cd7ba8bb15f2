import { wantedCounts } from '../../store/jobs/object-counts.ts';
import type { Instant } from '../../platform/time.ts';
import { askObjects } from './ask-objects.ts';
import { askQueues, queuesToAsk } from './ask-queues.ts';
import type { PollStep } from '../port/poll-step.ts';
import { EnrichmentDeadline } from './enrichment-deadline.ts';

/** So many jobs' objects are counted in one poll, at most ten requests each. */
const JOBS_A_POLL = 5;

/**
 * Asks why jobs paused or failed, for what the poll is about to notify of: the queues of paused jobs, and how the
 * objects of ended ones fared. A poll with nothing of the kind asks nothing. It takes a bounded time, and what
 * cannot be had is a note in a message, never a failed poll.
 * @param options `horizon`: incidents that come due before it notify before the next poll could ask.
 * @throws StoreFault
 */
export async function enrich(
  context: PollStep,
  options: { horizon: Instant; signal: AbortSignal },
): Promise<void> {
  const { store, target, clock } = context;
  const queues = await queuesToAsk(context, options.horizon);
  const wanted = await store.read((db) =>
    wantedCounts(db, { target: target.name, now: clock.now(), limit: JOBS_A_POLL }),
  );
  if (queues.length + wanted.length === 0) return;
  using deadline = new EnrichmentDeadline(clock, options.signal);
  if (queues.length > 0) await askQueues(context, queues, deadline);
  await askObjects(context, wanted, deadline);
}
