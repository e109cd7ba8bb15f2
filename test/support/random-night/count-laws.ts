import type { Message } from '../../../src/core/message/message.ts';
import type { IncidentEventTable } from '../../../src/store/schema/incident-tables.ts';
import type { Database } from '../../../src/store/database.ts';
import type { Law, Remains } from './law.ts';
import { STORM } from './simulation.ts';

/** Limits of the number of mails: each has a cause, and each cause has its mails. No storm gets past these. */
export const COUNT_LAWS: readonly Law[] = [
  function noRunIsAStorm({ messages }) {
    return messages.length > STORM ? [`${messages.length} mails`] : [];
  },

  async function aMuteThatHeldSomethingIsRemindedOfOnce({ store, threads }) {
    const ends = await store.read(muteEnds);
    return [...threads].flatMap(([name, thread]) => {
      const reminders = thread.filter(({ story }) => story?.reason === 'silence-ended').length;
      const most = ends.get(name.split(' ')[0] ?? '') ?? 0;
      return reminders > most ? [`${name}: ${reminders} reminders of ${most} ends`] : [];
    });
  },

  async function aMuteEndsOnceForEachTimeItBegan({ store }) {
    const marks = await store.read(muteMarks);
    return [...marks]
      .filter(([, kinds]) =>
        kinds.some((kind, place) => kind === 'silence-ended' && kinds[place - 1] !== 'silenced'),
      )
      .map(([incident, kinds]) => `${incident}: ${kinds.join()}`);
  },

  function aThreadOpensAndClosesAsOftenAsItBegins({ threads }) {
    return inThreads(threads, (thread) => {
      const closings = count(thread, ({ kind }) => kind === 'closing');
      const news = count(thread, ({ kind }) => kind !== 'closing' && kind !== 'reminder');
      return closings <= Math.max(1, news);
    });
  },

  function remindersKeepTheirInterval({ threads, rule, kind }) {
    if (kind.clocks === true) return [];
    const { repeat } = rule;
    return inThreads(threads, (thread) =>
      thread.every((message, place) => {
        const before = thread[place - 1];
        if (message.story?.reason !== 'repeat' || before === undefined) return true;
        return repeat !== 'never' && message.createdAt - before.createdAt >= (repeat ?? 0);
      }),
    );
  },

  async function everyUpdateHasADecision({ store, threads }) {
    const causes = await store.read(causesOf);
    return [...threads].flatMap(([name, thread]) => {
      const updates = count(thread, ({ kind }) => kind === 'update');
      const [incident = ''] = name.split(' ');
      const most = (causes.get(name) ?? 0) + (causes.get(incident) ?? 0);
      return updates > most ? [`${name}: ${updates} updates of ${most} causes`] : [];
    });
  },
];

type Marks = ReadonlyMap<string, readonly string[]>;

/** When an incident was covered and when no longer, in order. */
async function muteMarks(db: Database): Promise<Marks> {
  const rows = await eventsOf(db, ['silenced', 'silence-ended']);
  const marks = Map.groupBy(rows, ({ incident }) => incident);
  return new Map([...marks].map(([incident, events]) => [incident, events.map(({ kind }) => kind)]));
}

/** Counts how often a mute of each incident ended. */
async function muteEnds(db: Database): Promise<ReadonlyMap<string, number>> {
  const ended = Map.groupBy(await eventsOf(db, ['silence-ended']), ({ incident }) => incident);
  return new Map([...ended].map(([incident, events]) => [incident, events.length]));
}

/** Causes of notifications: transitions by `incident receiver`, causes of the incident as a whole by `incident`. */
async function causesOf(db: Database): Promise<ReadonlyMap<string, number>> {
  const decisions = await db
    .selectFrom('decision')
    .innerJoin('incident', 'incident.id', 'decision.incident')
    .select(['public_id as incident', 'receiver'])
    .where('outcome', '=', 'notify')
    .execute();
  const whole = await eventsOf(db, ['flapping', 'settled', 'silence-ended']);
  const causes = [
    ...decisions.map(({ incident, receiver }) => `${incident} ${receiver}`),
    ...whole.map(({ incident }) => incident),
  ];
  return new Map([...Map.groupBy(causes, (cause) => cause)].map(([cause, all]) => [cause, all.length]));
}

async function eventsOf(
  db: Database,
  kinds: readonly IncidentEventTable['kind'][],
): Promise<readonly { incident: string; kind: IncidentEventTable['kind'] }[]> {
  return await db
    .selectFrom('incident_event')
    .innerJoin('incident', 'incident.id', 'incident_event.incident')
    .select(['public_id as incident', 'incident_event.kind'])
    .where('incident_event.kind', 'in', kinds)
    .orderBy('incident_event.id')
    .execute();
}

function count(thread: readonly Message[], isCounted: (message: Message) => boolean): number {
  return thread.filter((message) => isCounted(message)).length;
}

/** Those threads that are not right. */
function inThreads(
  threads: Remains['threads'],
  isRight: (thread: readonly Message[]) => boolean,
): readonly string[] {
  return [...threads]
    .filter(([, thread]) => !isRight(thread))
    .map(
      ([name, thread]) =>
        `${name}: ${thread.map(({ kind, story }) => `${kind} ${story?.reason}`).join(', ')}`,
    );
}
