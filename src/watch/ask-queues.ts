import type { QueueFact } from '../alerts/queue-fact.ts';
import { lastAsked, pausedJobsToTell, saveQueueFacts } from '../store/queue-facts.ts';
import { MINUTE, type Duration, type Instant } from '../time.ts';
import { logFault, type FactContext } from './fact-context.ts';
import type { FactAnswer, FactDeadline } from './fact-deadline.ts';
import type { Queue } from '../jobs/queue.ts';

/** Two requests' worth; who pauses more queues at once does not need to be told of each. */
const QUEUES_A_POLL = 20;
/** A queue that was paused then is paused still; jobs of it that trickle in do not make it asked for each time. */
const FRESH: Duration = MINUTE;

/** The queues of paused jobs that are about to be told, but for those that were asked for a moment ago. */
export async function queuesToAsk(
  { store, source, target, clock }: FactContext,
  horizon: Instant,
): Promise<readonly string[]> {
  const jobs = await store.read((db) => pausedJobsToTell(db, { target: target.name, horizon }));
  const queues = new Map<string, { isNew: boolean }>();
  for (const { job, isNew } of jobs) {
    const { queueId } = source.details(job);
    if (queueId !== '') queues.set(queueId, { isNew: isNew || queues.get(queueId)?.isNew === true });
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
    .map(([queueId]) => queueId)
    .slice(0, QUEUES_A_POLL);
}

/** Asks for these queues and keeps what is known then, or why nothing is. @throws StoreFault */
export async function askQueues(
  context: FactContext,
  queueIds: readonly string[],
  deadline: FactDeadline,
): Promise<void> {
  const { store, source, target, clock } = context;
  const answer = await deadline.ask((signal) => source.queues(queueIds, signal));
  if (deadline.isStopping) return;
  if ('fault' in answer) logFault(context, 'queues', answer.fault);
  const askedAt = clock.now();
  const facts = queueIds.map((queueId) => toFact(queueId, { answer, askedAt }));
  await store.write((trx) => saveQueueFacts(trx, target.name, facts));
}

function toFact(
  queueId: string,
  { answer, askedAt }: { readonly answer: FactAnswer<readonly Queue[]>; readonly askedAt: Instant },
): QueueFact {
  const nothing = { queueId, name: '', state: '', askedAt };
  if ('fault' in answer) return { ...nothing, fault: answer.fault };
  const queue = answer.value.find((one) => one.queueId === queueId);
  if (queue === undefined) return nothing;
  const { name, state, updatedAt } = queue;
  return { queueId, name, state, askedAt, ...(updatedAt !== undefined && { updatedAt }) };
}
