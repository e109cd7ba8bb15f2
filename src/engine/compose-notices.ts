import { composeEscalations } from '../render/compose/compose-escalations.ts';
import { byUrgency, composeNotification } from '../render/compose/compose-message.ts';
import {
  MAX_LISTED_JOBS,
  type IncidentStory,
  type Message,
  type MessageTarget,
} from '../core/message/message.ts';
import { olderTitle } from '../core/message/older-title.ts';
import { type Receiver, type Route, routesFor, wantsEach } from '../core/receiver.ts';
import type { IncidentSettings } from './context/evaluation-context.ts';
import { knownQueues } from './known-queues.ts';
import type { Notice } from '../store/incidents/apply.ts';
import type { Outgoing } from '../store/outbox/enqueue.ts';
import { listedJobs, type Listed } from '../store/incidents/listed-jobs.ts';
import { threadCounts, type ThreadCounts } from '../store/incidents/thread-counts.ts';
import { firstMessageId } from '../store/outbox/notifications.ts';
import { notifiedChannels } from '../store/outbox/notified-channels.ts';
import type { WriteTransaction } from '../store/database.ts';
import { targetIdentities } from '../store/jobs/targets.ts';
import type { Instant } from '../platform/time.ts';

export interface ComposeContext extends IncidentSettings {
  now: Instant;
}

/** Writes the messages of these notices. Several that are escalated to one receiver share one message. */
export async function composeNotices(
  trx: WriteTransaction,
  notices: readonly Notice[],
  context: ComposeContext,
): Promise<Outgoing[]> {
  const targets = new Map((await targetIdentities(trx)).map((target) => [target.name, target]));
  const outgoing: Outgoing[] = [];
  const groups = Map.groupBy(notices, (notice) =>
    isFirstEscalation(notice) && !wantsEach(context.receivers.get(notice.thread.receiver))
      ? notice.thread.receiver
      : notice,
  );
  for (const group of groups.values()) {
    const composed: Composed[] = [];
    for (const notice of group) composed.push(await composeNotice(trx, { notice, targets }, context));
    outgoing.push(...(await together(trx, composed, context)));
  }
  return outgoing;
}

/** Says whether a notice opens the thread of a receiver that the escalation added. */
export function isFirstEscalation({ action, thread }: Pick<Notice, 'action' | 'thread'>): boolean {
  return action.kind === 'escalation' && thread.unoffered === undefined;
}

interface Composed {
  notice: Notice;
  receiver: Receiver;
  message: Message;
  detectedAt: Instant;
}

/** One message for all; each incident keeps its thread, and what comes later of it answers that message. */
async function together(
  trx: WriteTransaction,
  composed: readonly Composed[],
  context: ComposeContext,
): Promise<Outgoing[]> {
  const [first, ...others] = composed;
  if (first === undefined) return [];
  const { receiver } = first;
  const { defaults, now, newIncident } = context;
  const messages = composed.map(({ message }) => message);
  const message =
    others.length === 0
      ? first.message
      : composeEscalations({ incident: newIncident(), messages }, { defaults, receiver, now });
  return [
    {
      message,
      to: others.length === 0 ? await routesOf(trx, first) : routesFor(receiver, message.severity),
      detectedAt: Math.min(...composed.map(({ detectedAt }) => detectedAt)),
      carried: composed.map((one) => ({ notice: one.notice, subject: one.message.subject })),
    },
  ];
}

/**
 * Returns where a notice goes. An end also goes to each channel that had an earlier message: it takes other severities since
 * then, and an alert would stay there for ever.
 */
async function routesOf(
  trx: WriteTransaction,
  { notice: { incident, action }, receiver, message }: Composed,
): Promise<readonly Route[]> {
  const routes = routesFor(receiver, message.severity);
  if (action.kind !== 'closing' || routes.length === receiver.routes.length) return routes;
  const notified = await notifiedChannels(trx, { incident: incident.row, receiver: receiver.name });
  return receiver.routes.filter((route) => routes.includes(route) || notified.has(route.channel));
}

async function composeNotice(
  trx: WriteTransaction,
  { notice, targets }: { notice: Notice; targets: ReadonlyMap<string, MessageTarget> },
  context: ComposeContext,
): Promise<Composed> {
  const { incident, thread, action } = notice;
  const { details, defaults, now } = context;
  const receiver = context.receivers.get(thread.receiver);
  if (receiver === undefined) throw new Error(`no receiver ${thread.receiver}`);
  const of = { incident: incident.row, receiver: thread.receiver, listed: listedBy(notice) };
  const jobs = await listedJobs(trx, { ...of, limit: MAX_LISTED_JOBS, details });
  const counts = await threadCounts(trx, of);
  const { labels, condition } = incident;
  const states = counts.all.map(({ state }) => state);
  const title = incident.title ?? olderTitle({ labels, states, condition: condition?.title });
  const queues = await knownQueues(trx, { jobs, kind: action.kind, labels });
  const isFirst = action.place === 1;
  const message = composeNotification(
    {
      kind: isFirst && incident.kind === 'initial-scan' ? 'baseline' : action.kind,
      incident: incident.id,
      messageId: thread.unoffered?.messageId ?? messageIdOf(notice, action.place, defaults),
      inReplyTo: isFirst ? undefined : ((await firstMessageId(trx, of)) ?? messageIdOf(notice, 1, defaults)),
      title,
      subject: isFirst ? undefined : (thread.subject ?? title),
      target: targets.get(labels.target ?? ''),
      severity: incident.severity,
      counts: counts.listed,
      jobs,
      story: { ...storyOf(notice, counts, context), ...queues },
    },
    { defaults, receiver, now },
  );
  return { notice, receiver, message, detectedAt: counts.detectedAt ?? now };
}

/** The Message-ID of each place in a thread: derived, so that a later one can name a first one that was lost. */
function messageIdOf(
  { incident, thread }: Notice,
  place: number,
  { messageDomain }: ComposeContext['defaults'],
): string {
  return `<${incident.id}-${thread.ordinal}.${place}@${messageDomain}>`;
}

function listedBy({ incident, thread, action }: Notice): Listed {
  const { kind, reason } = action;
  const rewritten = thread.unoffered?.notification;
  if (kind === 'closing') return { kind: 'all', rewritten };
  const isOfWhole = kind === 'update' && (reason === 'flapping' || reason === 'settled');
  if (kind !== 'reminder' && !isOfWhole) return { kind: 'new', rewritten };
  // Failures that an initial scan found are old, and are not repeated.
  return {
    kind: 'standing',
    rewritten,
    since: thread.notifiedAt,
    movingAlone: incident.kind === 'initial-scan',
  };
}

function storyOf(
  notice: Notice,
  counts: ThreadCounts,
  { acknowledgeUrl, now }: ComposeContext,
): IncidentStory {
  const { incident, thread, action } = notice;
  const { acknowledged, condition, state } = incident;
  const isClosing = action.kind === 'closing';
  return {
    state: isClosing ? 'closed' : state,
    rule: incident.rule,
    labels: incident.labels,
    reason: action.reason,
    openedAt: incident.openedAt,
    ...(acknowledged !== undefined && { acknowledged }),
    ...closedOf(notice, now),
    jobs: action.jobs,
    totals: byUrgency(counts.all),
    unresolved: action.unresolved,
    added: counts.added.reduce((sum, { count }) => sum + count, 0),
    notes: [],
    ...(condition !== undefined && { condition }),
    ...(state === 'open' &&
      !isClosing && { acknowledgeUrl: acknowledgeUrl(incident.id, { receiver: thread.receiver, now }) }),
  };
}

/** Returns the end of the receiver's part: with the incident, or before. */
function closedOf({ incident, action }: Notice, now: Instant): Pick<IncidentStory, 'closed'> {
  const { kind, reason } = action;
  if (incident.closed !== undefined) return { closed: incident.closed };
  if (kind !== 'closing') return {};
  return { closed: { reason: reason === 'closed-superseded' ? 'superseded' : 'recovered', at: now } };
}
