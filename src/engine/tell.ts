import { knownQueues } from './known-queues.ts';
import { byUrgency, composeTelling } from '../render/compose/compose-message.ts';
import type { Telling } from '../core/incident/incident.ts';
import { isInitialScan } from '../core/incident/initial-scan.ts';
import { MAX_LISTED_JOBS, type IncidentStory, type Message } from '../core/message/message.ts';
import { olderTitle } from '../core/message/older-title.ts';
import type { Receiver } from '../core/receiver.ts';
import { recordEvent } from '../store/incidents/incident-events.ts';
import { updateIncident } from '../store/incidents/incidents.ts';
import { fromJson } from '../store/dialect/json.ts';
import { bindNews, dropNews, threadCounts, threadJobs, type Listed } from '../store/incidents/news.ts';
import { addNotification, firstMessageId, rewriteNotification } from '../store/outbox/notifications.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import { targetIdentity } from '../store/jobs/targets.ts';
import { recordTold, threadPlace, unofferedMessage, type StoredThread } from '../store/incidents/threads.ts';
import type { Instant } from '../platform/time.ts';
import type { Pass, Tell } from './base/context.ts';

/**
 * Puts a message of an incident's thread into the outbox, and binds to it what it tells. While the thread's last
 * message was offered to no server yet, that one is written anew instead: after an outage, one mail tells all of
 * it.
 */
export async function tell(trx: WriteTransaction, told: Tell, pass: Pass): Promise<void> {
  const { incident, thread, reason } = told;
  const of = { incident: incident.id, receiver: thread.receiver };
  const receiver = pass.receivers.get(thread.receiver);
  if (receiver === undefined) {
    pass.tally.count('receiver-removed', await dropNews(trx, of, 'receiver-removed'));
    const isClosing = told.telling === 'closing';
    await recordTold(trx, thread.id, { at: pass.now, messages: thread.messages, isClosing });
    await recordEvent(trx, { ...of, at: pass.now, kind: 'dropped', reason: 'receiver-removed' });
    return;
  }
  const unoffered = await unofferedMessage(trx, thread.id);
  const place = unoffered === undefined ? thread.messages + 1 : thread.messages;
  const telling = tellingOf(told.telling, { place, via: thread.via });
  const rewritten = unoffered?.notification;
  const isScan = isInitialScan(incident.group_key);
  const listed = listedBy(telling, { rewritten, reason, toldAt: told.thread.told_at, isScan });
  const messageId = unoffered && fromJson<Message>(unoffered.message).messageId;
  const anew = { rewritten, place, messageId };
  const message = await compose(trx, { ...told, ...anew, telling, listed, receiver }, pass);
  const notification =
    unoffered === undefined
      ? await addNotification(trx, {
          message,
          channel: receiver.channel,
          detectedAt: told.detectedAt ?? pass.now,
          thread: thread.id,
        })
      : await rewriteNotification(trx, unoffered.notification, message);
  if (unoffered === undefined) pass.tally.notifications += 1;
  await bindNews(trx, of, { notification });
  const isRewritten = unoffered !== undefined;
  await keepTold(trx, { ...told, telling, notification, isRewritten, subject: message.subject }, pass);
}

/** The first message of a thread opens it, whatever it was before it was written anew. */
function tellingOf(telling: Telling, { place, via }: Pick<StoredThread, 'via'> & { place: number }): Telling {
  if (place > 1 || telling === 'closing') return telling;
  return via === 'escalation' ? 'escalation' : 'opening';
}

function listedBy(
  telling: Telling,
  context: {
    rewritten: number | undefined;
    reason: string;
    /** When the receiver was last told. */
    toldAt: Instant | null;
    /** What an initial scan found failed is old, and is not told again. */
    isScan: boolean;
  },
): Listed {
  const { rewritten, reason, toldAt, isScan } = context;
  if (telling === 'closing') return { kind: 'all' };
  if (telling === 'reminder' || ((reason === 'flapping' || reason === 'settled') && telling === 'update'))
    return { kind: 'standing', rewritten, since: toldAt, movingAlone: isScan };
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
  told: Tell & Rewriting & { listed: Listed; receiver: Receiver },
  pass: Pass,
): Promise<Message> {
  const { incident, thread, listed, receiver, telling, place } = told;
  const of = { incident: incident.id, receiver: thread.receiver };
  const labels = fromJson<IncidentStory['labels']>(incident.labels);
  const jobs = await threadJobs(trx, { ...of, listed, limit: MAX_LISTED_JOBS, details: pass.details });
  const idOf = await threadIds(trx, { incident, thread }, pass);
  const story = await storyOf(trx, told, pass);
  const states = story.totals.map(({ state }) => state);
  const title = incident.title ?? olderTitle({ labels, states, condition: story.condition?.title });
  return composeTelling(
    {
      kind: place === 1 && isInitialScan(incident.group_key) ? 'baseline' : telling,
      incident: incident.public_id,
      messageId: told.messageId ?? idOf(place),
      inReplyTo: place === 1 ? undefined : ((await firstMessageId(trx, thread.id)) ?? idOf(1)),
      title,
      subject: place === 1 ? undefined : (thread.subject ?? title),
      target: labels.target === undefined ? undefined : await targetIdentity(trx, labels.target),
      severity: incident.severity,
      counts: await threadCounts(trx, of, listed),
      jobs,
      story: { ...story, ...(await knownQueues(trx, { jobs, telling, labels })) },
    },
    { letterhead: pass.letterhead, receiver, now: pass.now },
  );
}

async function storyOf(trx: WriteTransaction, told: Tell & Rewriting, pass: Pass) {
  const { incident, thread, counts, reason } = told;
  const of = { incident: incident.id, receiver: thread.receiver };
  const added = await threadCounts(trx, of, { kind: 'new', rewritten: told.rewritten });
  const { acknowledged_at, acknowledged_by, summary } = incident;
  const story: IncidentStory = {
    state: told.telling === 'closing' ? 'closed' : incident.state,
    labels: fromJson<IncidentStory['labels']>(incident.labels),
    reason,
    openedAt: incident.opened_at,
    ...(acknowledged_at !== null && { acknowledged: { by: acknowledged_by ?? '', at: acknowledged_at } }),
    ...closedOf(told, pass.now),
    jobs: counts.all,
    totals: byUrgency(await threadCounts(trx, of, { kind: 'all' })),
    unresolved: counts.unresolved,
    added: added.reduce((sum, { count }) => sum + count, 0),
    notes: [],
    ...(summary !== null && { condition: fromJson<NonNullable<IncidentStory['condition']>>(summary) }),
    ...(incident.state === 'open' &&
      told.telling !== 'closing' && {
        acknowledgeUrl: pass.acknowledgeUrl(incident.public_id, { receiver: thread.receiver, now: pass.now }),
      }),
  };
  return story;
}

/** How the receiver's part in it ended: with the incident, or before. */
function closedOf({ incident, telling, reason }: Tell, now: Instant): Pick<IncidentStory, 'closed'> {
  const { closed_at: at, closed_reason: closed } = incident;
  if (at !== null && closed !== null) return { closed: { reason: closed, at } };
  if (telling !== 'closing') return {};
  return { closed: { reason: reason === 'closed-superseded' ? 'superseded' : 'recovered', at: now } };
}

/** The Message-ID of each place in a thread: derived, so that a later one can name a first one that was lost. */
async function threadIds(
  trx: WriteTransaction,
  { incident, thread }: Pick<Tell, 'incident' | 'thread'>,
  { letterhead }: Pass,
): Promise<(place: number) => string> {
  const ordinal = await threadPlace(trx, thread);
  return (place) => `<${incident.public_id}-${ordinal}.${place}@${letterhead.messageDomain}>`;
}

/** Remembers that the receiver was told of the incident by this notification. */
export async function keepTold(
  trx: WriteTransaction,
  told: Tell & {
    notification: number;
    isRewritten: boolean;
    subject: string | undefined;
  },
  pass: Pass,
): Promise<void> {
  const { incident, thread, telling, reason, notification, isRewritten, subject } = told;
  await recordTold(trx, thread.id, {
    at: pass.now,
    messages: isRewritten ? thread.messages : thread.messages + 1,
    isClosing: telling === 'closing',
    ...(subject !== undefined && { subject }),
  });
  await updateIncident(trx, incident.id, {
    told_at: pass.now,
    ...(incident.first_told_at === null && { first_told_at: pass.now }),
  });
  await recordEvent(trx, {
    incident: incident.id,
    at: pass.now,
    kind: 'told',
    reason,
    receiver: thread.receiver,
    notification,
    detail: telling,
  });
}
