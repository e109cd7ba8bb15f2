import { sql, type Selectable } from 'kysely';
import { type DeliveryHint, toDeliveryHint } from '../../core/delivery-hint.ts';
import type { Labels } from '../../core/rule/group.ts';
import { olderTitle } from '../../core/message/older-title.ts';
import type { Message, StateCount } from '../../core/message/message.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { AttemptTable, HeldBy, OutboxState } from '../schema/outbox-tables.ts';
import type { Database } from '../database.ts';
import type { EntryState } from '../../core/entry-states.ts';
import { thenJoin } from '../dialect/hints.ts';
import { jsonPart, jsonText } from '../dialect/json-column.ts';
import { listedIds } from '../dialect/listed.ts';

/** The reason for which an entry waits. */
export const WAIT_REASONS = [
  /** It is being offered now. */
  'under-way',
  /** The channel as a whole failed; it is due as soon as the channel works again. */
  'held-by-channel',
  /** It is due, and waits for the channel's rate. */
  'rate-capped',
  /** It failed, and its pause is not over. */
  'retry',
  /** It is due. */
  'due',
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** One recipient's copy of a notification, as people see it. */
export interface NotificationView {
  id: number;
  state: EntryState;
  channel: string;
  receiver: string;
  recipient: string;
  messageId: string;
  kind: Message['kind'];
  /** The title of its incident or report; empty where the kind says all. */
  title: string;
  /** `undefined` when there is none, or it was pruned. */
  incident?: string | undefined;
  createdAt: Instant;
  /** The moment when it was taken or given up. `undefined` while it waits. */
  settledAt?: Instant | undefined;
  /** `undefined` unless it waits. `since` is given for `rate-capped` only. */
  waits?: { reason: WaitReason; until: Instant; since?: Instant | undefined } | undefined;
  /** The number of attempts. */
  attempts: number;
  /** The last attempts, oldest first; at most `ATTEMPTS_SHOWN`. */
  lastAttempts: readonly AttemptView[];
}

export interface AttemptView {
  startedAt: Instant;
  /** `undefined` while it is under way, and for ever when the process died in between. */
  endedAt?: Instant | undefined;
  outcome?: NonNullable<AttemptTable['outcome']> | undefined;
  reason?: string | undefined;
  /** The words of the other side. */
  response?: string | undefined;
  /** The action that may help. */
  hint?: DeliveryHint | undefined;
}

export const ATTEMPTS_SHOWN = 10;

interface Row {
  id: number;
  notification: number;
  state: OutboxState;
  channel: string;
  receiver: string;
  recipient: string;
  message_id: string;
  kind: Message['kind'];
  title: string | null;
  labels: string | null;
  totals: string | null;
  condition: string | null;
  report: string | null;
  target: string | null;
  incident: string | null;
  created_at: Instant;
  settled_at: Instant | null;
  next_attempt_at: Instant;
  held_by: HeldBy | null;
  rate_capped_at: Instant | null;
  attempts: number;
}

/** Returns these entries, in the order of the ids. Unknown ids are left out. */
export async function notificationsByIds(
  db: Database,
  ids: readonly number[],
  now: Instant,
): Promise<NotificationView[]> {
  const { rows } = await sql<Row>`
    SELECT outbox.id, outbox.notification, state, channel, receiver, recipient, message_id,
      ${jsonText('message', 'kind')} AS kind, ${jsonText('message', 'title')} AS title,
      ${jsonPart('message', 'story.labels')} AS labels, ${jsonText('message', 'target.name')} AS target,
      coalesce(${jsonPart('message', 'story.totals')}, ${jsonPart('message', 'counts')}) AS totals,
      ${jsonText('message', 'story.condition.title')} AS condition,
      ${jsonText('message', 'report.title')} AS report,
      (SELECT public_id FROM incident WHERE public_id = notification.incident) AS incident,
      created_at, settled_at, next_attempt_at, held_by, rate_capped_at, attempts
    FROM ${listedIds(ids)} ${thenJoin()} outbox ON outbox.id = listed.value
      ${thenJoin()} notification ON notification.id = outbox.notification
    ORDER BY listed.key`.execute(db);
  const attempts = await lastAttempts(db, ids);
  return rows.map((row) => toView(row, { now, lastAttempts: attempts.get(row.id) ?? [] }));
}

function toView(
  row: Row,
  { now, lastAttempts: last }: { now: Instant; lastAttempts: readonly AttemptView[] },
): NotificationView {
  const state = row.state === 'sent' || row.state === 'dead' ? row.state : 'waiting';
  return {
    id: row.id,
    state,
    channel: row.channel,
    receiver: row.receiver,
    recipient: row.recipient,
    messageId: row.message_id,
    kind: row.kind,
    title: titleOf(row),
    incident: row.incident ?? undefined,
    createdAt: row.created_at,
    settledAt: row.settled_at ?? undefined,
    waits: state === 'waiting' ? waitOf(row, now) : undefined,
    attempts: row.attempts,
    lastAttempts: last,
  };
}

function titleOf({ title, labels, totals, condition, report, target, kind }: Row): string {
  const written = report ?? title;
  if (written !== null) return written;
  if (kind === 'test') return '';
  const states = totals === null ? [] : fromJson<StateCount[]>(totals).map(({ state }) => state);
  return olderTitle({
    labels: { ...(target !== null && { target }), ...(labels !== null && fromJson<Labels>(labels)) },
    states,
    condition: condition ?? undefined,
  });
}

function waitOf(row: Row, now: Instant): NotificationView['waits'] {
  const until = row.next_attempt_at;
  const isDue = until <= now;
  if (row.state === 'claimed') return { reason: 'under-way', until };
  if (row.held_by === 'channel' && !isDue) return { reason: 'held-by-channel', until };
  if (!isDue) return { reason: 'retry', until };
  if (row.rate_capped_at === null) return { reason: 'due', until };
  return { reason: 'rate-capped', until, since: row.rate_capped_at };
}

/** Returns the last attempts of each entry. */
async function lastAttempts(db: Database, ids: readonly number[]): Promise<Map<number, AttemptView[]>> {
  const { rows } = await sql<Selectable<AttemptTable>>`
    SELECT * FROM (SELECT attempt.*, row_number() OVER (PARTITION BY outbox ORDER BY attempt.id DESC) AS place
      FROM ${listedIds(ids)} ${thenJoin()} attempt ON attempt.outbox = listed.value) AS latest
    WHERE place <= ${ATTEMPTS_SHOWN} ORDER BY id`.execute(db);
  const views = new Map<number, AttemptView[]>();
  for (const row of rows) {
    const view: AttemptView = {
      startedAt: row.started_at,
      endedAt: row.ended_at ?? undefined,
      outcome: row.outcome ?? undefined,
      reason: row.reason ?? undefined,
      response: row.response ?? undefined,
      hint: toDeliveryHint(row.hint ?? ''),
    };
    views.set(row.outbox, [...(views.get(row.outbox) ?? []), view]);
  }
  return views;
}
