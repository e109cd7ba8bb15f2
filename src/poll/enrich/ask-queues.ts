import type { QueueDetails } from '../../core/job/queue-details.ts';
import { lastAsked, pausedJobsToNotify, saveQueueDetails } from '../../store/jobs/queue-details.ts';
import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import { logFault, type PollStep } from '../port/poll-step.ts';
import type { EnrichmentDeadline } from './enrichment-deadline.ts';
import type { Queue } from '../../core/job/queue.ts';

/** Two requests' worth; who pauses more queues at once needs no details of each. */
const QUEUES_A_POLL = 20;
/** A queue that was paused then is paused still; jobs of it that trickle in do not make it asked for each time. */
const FRESH: Duration = MINUTE;

/** A queue to ask for, and the lists of the API in which it may stand. */
export interface AskedQueue {
  queueId: string;
  lists: readonly string[];
}

/** The queues of paused jobs that are about to notify, but for those that were asked for a moment ago. */
export async function queuesToAsk(
  { store, source, target, clock }: PollStep,
  horizon: Instant,
): Promise<readonly AskedQueue[]> {
  const jobs = await store.read((db) => pausedJobsToNotify(db, { target: target.name, horizon }));
  const queues = new Map<string, { isNew: boolean; lists: readonly string[] }>();
  for (const { job, isNew } of jobs) {
    const { queueId } = source.details(job);
    if (queueId === '') continue;
    const before = queues.get(queueId);
    const lists = [...new Set([...(before?.lists ?? []), ...source.queueLists(job)])];
    queues.set(queueId, { isNew: isNew || before?.isNew === true, lists });
  }
  const known = await store.read((db) =>
    lastAsked(db, { target: target.name, queueIds: [...queues.keys()] }),
  );
  const now = clock.now();
  return [...queues]
    .filter(([queueId, { isNew }]) => {
      const last = known.get(queueId);
      if (last === undefined || Math.abs(now - last.at) >= FRESH) return true;
      // New jobs in Pause contradict an answer that the queue works.
      return isNew && !last.failed && last.state !== 'Paused';
    })
    .map(([queueId, { lists }]) => ({ queueId, lists }))
    .slice(0, QUEUES_A_POLL);
}

/** Asks for these queues and keeps what is known then, or why nothing is. @throws StoreFault */
export async function askQueues(
  context: PollStep,
  asked: readonly AskedQueue[],
  deadline: EnrichmentDeadline,
): Promise<void> {
  const { store, target } = context;
  for (const group of Map.groupBy(asked, ({ lists }) => lists.join()).values()) {
    const details = await askGroup(context, group, deadline);
    if (details === undefined) return;
    await store.write((trx) => saveQueueDetails(trx, target.name, details));
  }
}

/** Asks one list after the other for queues that stand in the same lists; undefined when the program stops. */
async function askGroup(
  context: PollStep,
  group: readonly AskedQueue[],
  deadline: EnrichmentDeadline,
): Promise<readonly QueueDetails[] | undefined> {
  const { source, clock } = context;
  const lists = group[0]?.lists ?? [];
  let missing = group.map(({ queueId }) => queueId);
  const details: QueueDetails[] = [];
  for (const list of lists) {
    const ids = missing;
    if (ids.length === 0) break;
    const answer = await deadline.ask((signal) => source.queues(ids, signal, list));
    if (deadline.isStopping) return undefined;
    if ('fault' in answer) {
      const { fault } = answer;
      logFault(context, 'queues', fault);
      return [
        ...details,
        ...ids.map((queueId) => ({ ...nothingKnown(queueId), lists, askedAt: clock.now(), fault })),
      ];
    }
    details.push(...answer.value.map((queue) => toQueueDetails(queue, { lists, askedAt: clock.now() })));
    const found = new Set(answer.value.map(({ queueId }) => queueId));
    missing = ids.filter((queueId) => !found.has(queueId));
  }
  return [
    ...details,
    ...missing.map((queueId) => ({ ...nothingKnown(queueId), lists, askedAt: clock.now() })),
  ];
}

function nothingKnown(queueId: string) {
  return { queueId, name: '', state: '' };
}

function toQueueDetails(
  { queueId, name, state, updatedAt }: Queue,
  asked: { lists: readonly string[]; askedAt: Instant },
): QueueDetails {
  return { queueId, name, state, ...asked, ...(updatedAt !== undefined && { updatedAt }) };
}
