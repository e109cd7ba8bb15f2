import { sql } from 'kysely';
import type { Action, Notify } from '../../core/incident/evaluate/action.ts';
import type { Evaluated } from '../../core/incident/evaluate/evaluate.ts';
import type { EvaluationStats, UntakenMessage } from '../../core/incident/evaluate/evaluation-stats.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { Thread } from '../../core/incident/thread.ts';
import type { Instant } from '../../platform/time.ts';
import { recordEvents, type IncidentEvent } from './incident-events.ts';
import { endFlapping, resolveMembers } from './members.ts';
import { asNumber, listedRows } from '../dialect/listed.ts';
import type { WriteTransaction } from '../database.ts';
import { addThreads, updateThreads } from './threads.ts';
import {
  dropDecisions,
  dropHeld,
  escalateDecisions,
  freeDecisions,
  holdDecisions,
  muteDecisions,
  type ReceiverOf,
} from './decisions.ts';

/** A notification that one receiver is to get. */
export interface Notice {
  incident: Incident;
  thread: Thread;
  action: Notify;
}

export interface ApplyOptions {
  now: Instant;
  stats: EvaluationStats;
  /** Puts messages into the outbox when all else is carried out. Returns the notification that carries each notice. */
  notify: (notices: readonly Notice[]) => Promise<ReadonlyMap<Notify, number>>;
}

/**
 * Carries out what evaluations and people decided, in their caller's transaction. Takes a fixed number of statements, and those of
 * each message that is written.
 */
export async function apply(
  trx: WriteTransaction,
  evaluated: readonly Evaluated[],
  options: ApplyOptions,
): Promise<void> {
  const { now } = options;
  await changeMembers(trx, evaluated, now);
  await changeDecisions(trx, evaluated, options);
  const notices = evaluated.flatMap(({ incident, actions }) =>
    actions.flatMap((action) => (action.do === 'notify' ? [toNotice(incident, action)] : [])),
  );
  const notifications = notices.length === 0 ? NONE : await options.notify(notices);
  await updateIncidents(trx, evaluated);
  const events = evaluated.flatMap(({ incident, actions }) =>
    actions.flatMap((action) => {
      const event = eventOf(action, notifications);
      return event === undefined ? [] : [{ incident: incident.row, at: now, ...event }];
    }),
  );
  await recordEvents(trx, events);
}

const NONE: ReadonlyMap<Notify, number> = new Map();

type Of<Kind extends Action['do']> = Extract<Action, { do: Kind }> & { incident: number };

/** All actions of a kind, each with the number of its incident. */
function actionsOf<Kind extends Action['do']>(evaluated: readonly Evaluated[], kind: Kind): Of<Kind>[] {
  const isOfKind = (action: Action): action is Extract<Action, { do: Kind }> => action.do === kind;
  return evaluated.flatMap(({ incident, actions }) =>
    actions.filter(isOfKind).map((action) => ({ ...action, incident: incident.row })),
  );
}

async function changeMembers(
  trx: WriteTransaction,
  evaluated: readonly Evaluated[],
  now: Instant,
): Promise<void> {
  await resolveMembers(trx, { resolved: actionsOf(evaluated, 'resolve-member'), noticedAt: now });
  await endFlapping(trx, actionsOf(evaluated, 'settle-member'));
  const escalated = actionsOf(evaluated, 'escalate');
  await addThreads(
    trx,
    escalated.map((action) => ({ ...action, via: 'escalation' })),
  );
  await escalateDecisions(trx, { incidents: escalated.map(({ incident }) => incident), at: now });
}

async function changeDecisions(
  trx: WriteTransaction,
  evaluated: readonly Evaluated[],
  { now, stats }: ApplyOptions,
): Promise<void> {
  await freeDecisions(trx, actionsOf(evaluated, 'settle-member'), ['flapping']);
  await freeDecisions(trx, actionsOf(evaluated, 'unmute-member'), ['silenced', 'maintenance']);
  const muted = await muteDecisions(trx, actionsOf(evaluated, 'mute-member'));
  for (const reason of muted) stats.count(reason, 1);
  const over = await dropHeld(trx, [
    ...actionsOf(evaluated, 'resolve-member').map((action) => ({ ...action, reason: 'flapping' as const })),
    ...actionsOf(evaluated, 'drop-member'),
  ]);
  // What was muted was counted when it was.
  stats.count('flapping', over.filter((reason) => reason === 'flapping').length);
  const held = actionsOf(evaluated, 'hold');
  const changed = Map.groupBy(await holdDecisions(trx, held), keyOf);
  for (const action of held) {
    const decisions = changed.get(keyOf(action))?.length ?? 0;
    // A reminder or a closing that is held has no decision of its own.
    stats.count(action.reason, decisions === 0 && action.isNew ? 1 : decisions);
  }
  const dropped = actionsOf(evaluated, 'drop');
  const given = Map.groupBy(await dropDecisions(trx, dropped), keyOf);
  for (const action of dropped) {
    const decisions = given.get(keyOf(action))?.length ?? 0;
    // Nor has a reminder or a closing that no channel takes.
    const isAlone = decisions === 0 && action.reason === 'severity-not-taken';
    stats.count(action.reason, isAlone ? 1 : decisions);
  }
  stats.untaken.push(...evaluated.flatMap(untakenOf));
  const ended = dropped.filter(({ thread }) => thread !== 'as-before');
  await updateThreads(
    trx,
    ended.map((action) => ({ ...action, at: now, isClosed: action.thread === 'closed' })),
  );
}

function untakenOf({ incident, actions }: Evaluated): UntakenMessage[] {
  const { id, severity } = incident;
  return actions.flatMap((action) =>
    action.do === 'drop' && action.reason === 'severity-not-taken'
      ? [{ incident: id, receiver: action.receiver, severity }]
      : [],
  );
}

function keyOf({ incident, receiver }: ReceiverOf): string {
  return `${incident} ${receiver}`;
}

function toNotice(incident: Incident, action: Notify): Notice {
  const thread = incident.threads.find(({ receiver }) => receiver === action.receiver);
  if (thread === undefined) throw new Error(`no thread of ${action.receiver}`);
  return { incident, thread, action };
}

async function updateIncidents(trx: WriteTransaction, evaluated: readonly Evaluated[]): Promise<void> {
  const updates = evaluated.flatMap(({ incident, actions }) => {
    const again = actions.find((action) => action.do === 'evaluate-again');
    return again === undefined ? [] : [toUpdate(incident, again.at)];
  });
  if (updates.length === 0) return;
  await sql`
    UPDATE incident SET state = listed.value ->> 'state', due_at = ${asNumber('dueAt')},
      acknowledged_at = ${asNumber('acknowledgedAt')}, acknowledged_by = listed.value ->> 'acknowledgedBy',
      closed_at = ${asNumber('closedAt')}, closed_reason = listed.value ->> 'closedReason',
      pending_update = listed.value ->> 'pendingUpdate', silenced = ${asNumber('silenced')}
    FROM ${listedRows(updates)}
    WHERE incident.id = ${asNumber('row')}`.execute(trx);
}

function toUpdate({ row, state, pendingUpdate, ...incident }: Incident, dueAt: Instant | undefined) {
  return {
    row,
    state,
    pendingUpdate,
    dueAt,
    acknowledgedAt: incident.acknowledged?.at,
    acknowledgedBy: incident.acknowledged?.by,
    closedAt: incident.closed?.at,
    closedReason: incident.closed?.reason,
    silenced: incident.isSilenced ? 1 : 0,
  };
}

/** The event that an action leaves in the history. */
function eventOf(
  action: Action,
  notifications: ReadonlyMap<Notify, number>,
): Omit<IncidentEvent, 'incident' | 'at'> | undefined {
  switch (action.do) {
    case 'settle-member':
    case 'resolve-member':
      return { kind: 'settled', reason: 'settled', detail: action.state };
    case 'close':
      return { kind: 'closed', reason: action.reason, detail: action.actor };
    case 'acknowledge':
      return { kind: 'acknowledged', reason: 'manual', detail: action.actor };
    case 'escalate':
      return { kind: 'escalated', reason: 'not-acknowledged', receiver: action.receiver };
    case 'begin-silence':
      return { kind: 'silenced', reason: action.reason, detail: action.by, until: action.until };
    case 'end-silence':
      return { kind: 'silence-ended', reason: action.reason, detail: action.by };
    case 'notify': {
      const { kind: detail, reason, receiver } = action;
      return { kind: 'notified', reason, receiver, detail, notification: notifications.get(action) };
    }
    case 'hold': {
      const { receiver, reason, by, until } = action;
      return action.isNew ? { kind: 'held', reason, receiver, detail: by, until } : undefined;
    }
    case 'drop':
      return { kind: 'dropped', reason: action.reason, receiver: action.receiver };
    case 'mute-member':
    case 'unmute-member':
    case 'drop-member':
    case 'evaluate-again':
      return undefined;
  }
}
