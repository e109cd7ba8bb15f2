import type { Telling } from '../core/incident/incident.ts';
import type { IncidentStory, MessageJob } from '../core/message/message.ts';
import { queueFacts } from '../store/jobs/queue-facts.ts';
import type { Database } from '../store/sqlite/store.ts';

/** A mail that tells of more queues than this would hide the first. */
const QUEUES_TOLD = 5;

/**
 * What is known of an incident's queues: the name of the one that all its jobs wait in, and what the API told of those
 * of the jobs that still are in Pause, in the order of the jobs. When it is over, only the name counts.
 */
export async function knownQueues(
  db: Database,
  {
    jobs,
    telling,
    labels,
  }: {
    jobs: readonly MessageJob[];
    telling: Telling;
    labels: IncidentStory['labels'];
  },
): Promise<Pick<IncidentStory, 'queues' | 'queueName'>> {
  const { queueId: shared = '' } = labels;
  const name = shared === '' ? '' : ((await queueFacts(db, [shared])).get(shared)?.name ?? '');
  const named = name === '' ? {} : { queueName: name };
  if (telling === 'closing') return named;
  const paused = jobs.filter(({ state, ended }) => state === 'Pause' && ended === undefined);
  const queueIds = [...new Set(paused.map(({ queueId }) => queueId))].filter((queueId) => queueId !== '');
  const facts = await queueFacts(db, queueIds.slice(0, QUEUES_TOLD));
  const queues = queueIds.flatMap((queueId) => facts.get(queueId) ?? []);
  return queues.length === 0 ? named : { ...named, queues };
}
