import type { StoredIncident } from '../../../src/store/incidents/incidents.ts';
import type { Database } from '../../../src/store/database.ts';
import type { Law, Remains } from './law.ts';

/** Laws of incidents when nothing is muted or held any more. */
export const INCIDENT_LAWS: readonly Law[] = [
  async function anOpenIncidentHoldsJobsThatAreInTheirState({ store }) {
    const held = await store.read((db) =>
      db
        .selectFrom('incident')
        .leftJoin('member', (join) =>
          join.onRef('member.incident', '=', 'incident.id').on('resolved_at', 'is', null),
        )
        .leftJoin('job', 'job.id', 'member.job')
        .select(['public_id as incident', 'member.state as told', 'job.state as now'])
        .where('incident.state', '<>', 'closed')
        .where('incident.kind', '=', 'jobs')
        .execute(),
    );
    return held
      .filter(({ told: notified, now }) => notified === null || notified !== now)
      .map(({ incident, told: notified, now }) => `${incident} holds ${notified}, is ${now}`);
  },

  async function aClosedIncidentIsNotLookedAtAgain({ store }) {
    const rows = await store.read((db) =>
      db
        .selectFrom('incident')
        .select('public_id as incident')
        .where('state', '=', 'closed')
        .where('due_at', 'is not', null)
        .execute(),
    );
    return rows.map(({ incident }) => incident);
  },

  async function notifiedIncidentsAreNotifiedClosed({ store, threads, rule, kind }) {
    // A receiver that was gone, or whose rule was gone, gets the notifications that are still possible.
    if (!rule.tellRecovery || kind.reloader === true) return [];
    const parts = await store.read(notifiedParts);
    const broken: string[] = [];
    for (const part of parts) {
      if (!(await store.read((db) => isPartOver(db, part)))) continue;
      const thread = threads.get(`${part.incident} ${part.receiver}`);
      if (thread?.at(-1)?.kind !== 'closing') broken.push(sayEnd(part, thread));
    }
    return broken;
  },

  function whoWantsNoClosingsGetsNone({ messages, rule }) {
    if (rule.tellRecovery) return [];
    // One mail about both beginning and end is none.
    return messages
      .filter(({ kind, story }) => kind === 'closing' && story?.reason !== 'opened-and-closed')
      .map(({ incident, receiver, story }) => `${incident} ${receiver} ${story?.reason}`);
  },

  async function droppedFlappingIsReported({ store, threads, kind }) {
    if (kind.reloader === true) return [];
    const rows = await store.read((db) =>
      db
        .selectFrom('decision')
        .innerJoin('incident', 'incident.id', 'decision.incident')
        .select(['public_id as incident', 'receiver', 'reason'])
        .distinct()
        .where('outcome', '=', 'suppress')
        .execute(),
    );
    const givenUp = Map.groupBy(rows, ({ incident, receiver }) => `${incident} ${receiver}`);
    return [...givenUp]
      .filter(
        ([thread, reasons]) => !threads.has(thread) && reasons.every(({ reason }) => reason === 'flapping'),
      )
      .map(([thread]) => thread);
  },
];

interface Part {
  row: number;
  incident: string;
  receiver: string;
  kind: StoredIncident['kind'];
  state: StoredIncident['state'];
  reason: StoredIncident['closed_reason'];
}

/** Each receiver's part of each incident of which they were notified. */
async function notifiedParts(db: Database): Promise<readonly Part[]> {
  return await db
    .selectFrom('incident')
    .innerJoin('thread', 'thread.incident', 'incident.id')
    .select([
      'incident.id as row',
      'public_id as incident',
      'receiver',
      'incident.kind',
      'state',
      'closed_reason as reason',
    ])
    .where('messages', '>', 0)
    .execute();
}

/** Returns true when it ended in a way that is notified. An end by age is not. */
async function isPartOver(db: Database, { row, receiver, kind, state, reason }: Part): Promise<boolean> {
  if (state === 'closed') return reason !== 'aged';
  if (kind === 'condition') return false;
  const left = await db
    .selectFrom('member')
    .innerJoin('transition', 'transition.job', 'member.job')
    .innerJoin('decision', 'decision.transition', 'transition.id')
    .select('member.job')
    .where('member.incident', '=', row)
    .where('decision.incident', '=', row)
    .where('decision.receiver', '=', receiver)
    .where('decision.outcome', '=', 'notify')
    .where('resolved_at', 'is', null)
    .limit(1)
    .execute();
  return left.length === 0;
}

function sayEnd(part: Part, thread: Remains['messages'] | undefined): string {
  return `${part.incident} ${part.receiver} ${part.state} ${part.reason}: ${thread?.map(({ kind }) => kind).join()}`;
}
