import type { Message } from '../../../src/core/message/message.ts';
import type { Database } from '../../../src/store/database.ts';
import type { Law } from './law.ts';
import { COUNT_LAWS } from './count-laws.ts';
import { DECISION_LAWS } from './decision-laws.ts';
import { INCIDENT_LAWS } from './incident-laws.ts';
import { THREAD_LAWS } from './thread-laws.ts';
import type { Simulation } from './simulation.ts';
import type { Kind } from './step.ts';

/** Returns the faults of a night that is over, each with the name of the broken law. Empty when there is none. */
export async function judge(simulation: Simulation, kind: Kind): Promise<string[]> {
  const { rule, fixture } = simulation;
  const messages = await fixture.messages();
  const threads = await fixture.poll.store.read(toThreads);
  const broken: string[] = [];
  for (const law of LAWS) {
    const found = await law({ kind, rule, store: fixture.poll.store, messages, threads });
    broken.push(...found.map((what) => `${law.name}: ${what}`));
  }
  return broken;
}

const LAWS: readonly Law[] = [...THREAD_LAWS, ...COUNT_LAWS, ...DECISION_LAWS, ...INCIDENT_LAWS];

/** Each receiver's notifications, by incident. One message may be about several, and counts once however often it was written. */
async function toThreads(db: Database): Promise<ReadonlyMap<string, readonly Message[]>> {
  const rows = await db
    .selectFrom('incident_event')
    .innerJoin('incident', 'incident.id', 'incident_event.incident')
    .innerJoin('notification', 'notification.id', 'incident_event.notification')
    .select(['public_id', 'notification.receiver', 'notification.id', 'message'])
    .where('incident_event.kind', '=', 'notified')
    .distinct()
    .orderBy('notification.id')
    .execute();
  const threads = Map.groupBy(rows, ({ public_id: id, receiver }) => `${id} ${receiver}`);
  return new Map(
    [...threads].map(([name, notified]) => [
      name,
      notified.map(({ message }) => JSON.parse(message) as Message),
    ]),
  );
}
