import type { NotificationKind } from '../core/incident/lifecycle.ts';
import type { IncidentStory, MessageJob } from '../core/message/message.ts';
import { queueDetails } from '../store/jobs/queue-details.ts';
import type { Database } from '../store/database.ts';

/** A mail with more queues than this would hide the first. */
const MOST_QUEUES = 5;

/**
 * Returns the known details of an incident's queues. These are the name of the queue that all its jobs share, and the
 * API's answers about the queues of its jobs in Pause, in the order of the jobs. When the incident is over, only the
 * name counts.
 */
export async function knownQueues(
  db: Database,
  {
    jobs,
    kind,
    labels,
  }: {
    jobs: readonly MessageJob[];
    kind: NotificationKind;
    labels: IncidentStory['labels'];
  },
): Promise<Pick<IncidentStory, 'queues' | 'queueName'>> {
  const { queueId: shared = '' } = labels;
  const name = shared === '' ? '' : ((await queueDetails(db, [shared])).get(shared)?.name ?? '');
  const named = name === '' ? {} : { queueName: name };
  if (kind === 'closing') return named;
  const paused = jobs.filter(({ state, ended }) => state === 'Pause' && ended === undefined);
  const queueIds = [...new Set(paused.map(({ queueId }) => queueId))].filter((queueId) => queueId !== '');
  const details = await queueDetails(db, queueIds.slice(0, MOST_QUEUES));
  const queues = queueIds.flatMap((queueId) => details.get(queueId) ?? []);
  return queues.length === 0 ? named : { ...named, queues };
}
