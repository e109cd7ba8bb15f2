import type { Telling } from '../alerts/incident.ts';
import type { IncidentStory, MessageJob } from '../alerts/message.ts';
import { queueFacts } from '../store/queue-facts.ts';
import type { Database } from '../store/store.ts';

/** A mail that tells of more queues than this would hide the first. */
const QUEUES_TOLD = 5;

/** What the API told of the queues of the jobs that still are in Pause, in the order of the jobs. */
export async function knownQueues(
  db: Database,
  { jobs, telling }: { readonly jobs: readonly MessageJob[]; readonly telling: Telling },
): Promise<Pick<IncidentStory, 'queues'>> {
  if (telling === 'closing') return {};
  const paused = jobs.filter(({ state, ended }) => state === 'Pause' && ended === undefined);
  const queueIds = [...new Set(paused.map(({ queueId }) => queueId))].filter((queueId) => queueId !== '');
  const facts = await queueFacts(db, queueIds.slice(0, QUEUES_TOLD));
  const queues = queueIds.flatMap((queueId) => facts.get(queueId) ?? []);
  return queues.length === 0 ? {} : { queues };
}
