import { knownQueues } from './known-queues.ts';
import { byUrgency, composeNotification } from '../render/compose/compose-message.ts';
import type { NotificationKind } from '../core/incident/incident.ts';
import { isInitialScan } from '../core/incident/initial-scan.ts';
import { MAX_LISTED_JOBS, type IncidentStory, type Message } from '../core/message/message.ts';
import { olderTitle } from '../core/message/older-title.ts';
import type { Receiver } from '../core/receiver.ts';
import { recordEvent } from '../store/incidents/incident-events.ts';
import { updateIncident } from '../store/incidents/incidents.ts';
import { fromJson } from '../store/dialect/json.ts';
import {
  bindDecisions,
  dropDecisions,
  threadCounts,
  threadJobs,
  type Listed,
} from '../store/incidents/pending-decisions.ts';
import { addNotification, firstMessageId, rewriteNotification } from '../store/outbox/notifications.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import { targetIdentity } from '../store/jobs/targets.ts';
import {
  recordNotified,
  threadPlace,
  unofferedMessage,
  type StoredThread,
} from '../store/incidents/threads.ts';
import type { Instant } from '../platform/time.ts';
import type { EvaluationContext, PendingNotification } from './base/evaluation-context.ts';

/**
 * Puts a message of an incident's thread into the outbox, and binds to it what it tells. While the thread's last
 * message was offered to no server yet, that one is written anew instead: after an outage, one mail tells all of
 * it.
 */
export async function notify(
  trx: WriteTransaction,
  pending: PendingNotification,
  context: EvaluationContext,
): Promise<void> {
  const { incident, thread, reason } = pending;
  const of = { incident: incident.id, receiver: thread.receiver };
  const receiver = context.receivers.get(thread.receiver);
  if (receiver === undefined) {
    context.stats.count('receiver-removed', await dropDecisions(trx, of, 'receiver-removed'));
    const isClosing = pending.kind === 'closing';
    await recordNotified(trx, thread.id, { at: context.now, messages: thread.messages, isClosing });
    await recordEvent(trx, { ...of, at: context.now, kind: 'dropped', reason: 'receiver-removed' });
    return;
  }
  const unoffered = await unofferedMessage(trx, thread.id);
  const place = unoffered === undefined ? thread.messages + 1 : thread.messages;
  const kind = kindOf(pending.kind, { place, via: thread.via });
  const rewritten = unoffered?.notification;
  const isScan = isInitialScan(incident.group_key);
  const listed = listedBy(kind, { rewritten, reason, notifiedAt: pending.thread.told_at, isScan });
  const messageId = unoffered && fromJson<Message>(unoffered.message).messageId;
  const anew = { rewritten, place, messageId };
  const message = await compose(trx, { ...pending, ...anew, kind, listed, receiver }, context);
  const notification =
    unoffered === undefined
      ? await addNotification(trx, {
          message,
          channel: receiver.channel,
          detectedAt: pending.detectedAt ?? context.now,
          thread: thread.id,
        })
      : await rewriteNotification(trx, unoffered.notification, message);
  if (unoffered === undefined) context.stats.notifications += 1;
  await bindDecisions(trx, of, { notification });
  const isRewritten = unoffered !== undefined;
  await recordNotification(
    trx,
    { ...pending, kind, notification, isRewritten, subject: message.subject },
    context,
  );
}

/** The first message of a thread opens it, whatever it was before it was written anew. */
function kindOf(
  kind: NotificationKind,
  { place, via }: Pick<StoredThread, 'via'> & { place: number },
): NotificationKind {
  if (place > 1 || kind === 'closing') return kind;
  return via === 'escalation' ? 'escalation' : 'opening';
}

function listedBy(
  kind: NotificationKind,
  context: {
    rewritten: number | undefined;
    reason: string;
    /** When the receiver was last told. */
    notifiedAt: Instant | null;
    /** What an initial scan found failed is old, and is not told again. */
    isScan: boolean;
  },
): Listed {
  const { rewritten, reason, notifiedAt, isScan } = context;
  if (kind === 'closing') return { kind: 'all' };
  if (kind === 'reminder' || ((reason === 'flapping' || reason === 'settled') && kind === 'update'))
    return { kind: 'standing', rewritten, since: notifiedAt, movingAlone: isScan };
  return { kind: 'new', rewritten };
}

interface Rewriting {
  /** The message that is written anew; undefined when this is a new one. */
  rewritten: number | undefined;
  /** Which message of its thread it is, counted from 1. */
  place: number;
  /** What it is called already; undefined for a new one. */
  messageId: string | undefined;
}

/** Writes the message as it stands alone. */
export async function compose(
  trx: WriteTransaction,
  pending: PendingNotification & Rewriting & { listed: Listed; receiver: Receiver },
  context: EvaluationContext,
): Promise<Message> {
  const { incident, thread, listed, receiver, kind, place } = pending;
  const of = { incident: incident.id, receiver: thread.receiver };
  const labels = fromJson<IncidentStory['labels']>(incident.labels);
  const jobs = await threadJobs(trx, { ...of, listed, limit: MAX_LISTED_JOBS, details: context.details });
  const idOf = await threadIds(trx, { incident, thread }, context);
  const story = await storyOf(trx, pending, context);
  const states = story.totals.map(({ state }) => state);
  const title = incident.title ?? olderTitle({ labels, states, condition: story.condition?.title });
  return composeNotification(
    {
      kind: place === 1 && isInitialScan(incident.group_key) ? 'baseline' : kind,
      incident: incident.public_id,
      messageId: pending.messageId ?? idOf(place),
      inReplyTo: place === 1 ? undefined : ((await firstMessageId(trx, thread.id)) ?? idOf(1)),
      title,
      subject: place === 1 ? undefined : (thread.subject ?? title),
      target: labels.target === undefined ? undefined : await targetIdentity(trx, labels.target),
      severity: incident.severity,
      counts: await threadCounts(trx, of, listed),
      jobs,
      story: { ...story, ...(await knownQueues(trx, { jobs, kind, labels })) },
    },
    { defaults: context.defaults, receiver, now: context.now },
  );
}

async function storyOf(
  trx: WriteTransaction,
  pending: PendingNotification & Rewriting,
  context: EvaluationContext,
) {
  const { incident, thread, counts, reason } = pending;
  const of = { incident: incident.id, receiver: thread.receiver };
  const added = await threadCounts(trx, of, { kind: 'new', rewritten: pending.rewritten });
  const { acknowledged_at, acknowledged_by, summary } = incident;
  const story: IncidentStory = {
    state: pending.kind === 'closing' ? 'closed' : incident.state,
    labels: fromJson<IncidentStory['labels']>(incident.labels),
    reason,
    openedAt: incident.opened_at,
    ...(acknowledged_at !== null && { acknowledged: { by: acknowledged_by ?? '', at: acknowledged_at } }),
    ...closedOf(pending, context.now),
    jobs: counts.all,
    totals: byUrgency(await threadCounts(trx, of, { kind: 'all' })),
    unresolved: counts.unresolved,
    added: added.reduce((sum, { count }) => sum + count, 0),
    notes: [],
    ...(summary !== null && { condition: fromJson<NonNullable<IncidentStory['condition']>>(summary) }),
    ...(incident.state === 'open' &&
      pending.kind !== 'closing' && {
        acknowledgeUrl: context.acknowledgeUrl(incident.public_id, {
          receiver: thread.receiver,
          now: context.now,
        }),
      }),
  };
  return story;
}

/** How the receiver's part in it ended: with the incident, or before. */
function closedOf(
  { incident, kind, reason }: PendingNotification,
  now: Instant,
): Pick<IncidentStory, 'closed'> {
  const { closed_at: at, closed_reason: closed } = incident;
  if (at !== null && closed !== null) return { closed: { reason: closed, at } };
  if (kind !== 'closing') return {};
  return { closed: { reason: reason === 'closed-superseded' ? 'superseded' : 'recovered', at: now } };
}

/** The Message-ID of each place in a thread: derived, so that a later one can name a first one that was lost. */
async function threadIds(
  trx: WriteTransaction,
  { incident, thread }: Pick<PendingNotification, 'incident' | 'thread'>,
  { defaults }: EvaluationContext,
): Promise<(place: number) => string> {
  const ordinal = await threadPlace(trx, thread);
  return (place) => `<${incident.public_id}-${ordinal}.${place}@${defaults.messageDomain}>`;
}

/** Remembers that the receiver was told of the incident by this notification. */
export async function recordNotification(
  trx: WriteTransaction,
  pending: PendingNotification & {
    notification: number;
    isRewritten: boolean;
    subject: string | undefined;
  },
  context: EvaluationContext,
): Promise<void> {
  const { incident, thread, kind, reason, notification, isRewritten, subject } = pending;
  await recordNotified(trx, thread.id, {
    at: context.now,
    messages: isRewritten ? thread.messages : thread.messages + 1,
    isClosing: kind === 'closing',
    ...(subject !== undefined && { subject }),
  });
  await updateIncident(trx, incident.id, {
    told_at: context.now,
    ...(incident.first_told_at === null && { first_told_at: context.now }),
  });
  await recordEvent(trx, {
    incident: incident.id,
    at: context.now,
    kind: 'told',
    reason,
    receiver: thread.receiver,
    notification,
    detail: kind,
  });
}
