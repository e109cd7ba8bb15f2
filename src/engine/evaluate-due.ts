import type { ClosedReason, Mute } from '../core/incident/incident.ts';
import { initialScanPolicy, isInitialScan } from '../core/incident/initial-scan.ts';
import { planThread, type IncidentSnapshot, type Plan } from '../core/incident/plan-thread.ts';
import type { Policy } from '../core/rule/rule.ts';
import { recordEvent, recordHold } from '../store/incidents/incident-events.ts';
import {
  closeIncident,
  dueIncidents,
  incidentByRow,
  updateIncident,
  type StoredIncident,
} from '../store/incidents/incidents.ts';
import { dropAllFlapping } from '../store/incidents/job-decisions.ts';
import { memberCounts, type MemberCounts } from '../store/incidents/members.ts';
import {
  dropDecisions,
  hasPendingDecisions,
  holdDecisions,
  pendingDecisions,
} from '../store/incidents/pending-decisions.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import {
  isUnderWay,
  recordNotified,
  threadsOf,
  unofferedMessage,
  type StoredThread,
} from '../store/incidents/threads.ts';
import { HOUR, MINUTE, SECOND, type Duration, type Instant } from '../platform/time.ts';
import type { EvaluationContext } from './base/evaluation-context.ts';
import { escalate } from './escalate.ts';
import { muteIncident } from './mute-incident.ts';
import { muteThread } from './mute-thread.ts';
import { policyOf } from './base/policies.ts';
import { settleFlapping } from './settle-flapping.ts';
import { notify } from './notify.ts';
import { notifyEscalations } from './notify-escalations.ts';

/**
 * Looks at every incident that is due: closes what is over, and per receiver tells, holds or drops, as planned.
 * All of it in the caller's transaction: what is decided and what is put into the outbox stand or fall together.
 */
export async function evaluateDue(trx: WriteTransaction, evaluation: EvaluationContext): Promise<void> {
  for (const incident of await dueIncidents(trx, evaluation.now))
    await evaluateIncident(trx, incident, evaluation);
  await notifyEscalations(trx, evaluation.escalations.splice(0), evaluation);
}

async function evaluateIncident(
  trx: WriteTransaction,
  due: StoredIncident,
  evaluation: EvaluationContext,
): Promise<void> {
  const ofRule = policyOf(evaluation, due.rule);
  const policy = isInitialScan(due.group_key) ? initialScanPolicy(ofRule) : ofRule;
  const settlesAt = await settleFlapping(trx, due, { policy, context: evaluation });
  const counts = await memberCounts(trx, { incident: due.id });
  const agesAt = await closeWhatIsOver(trx, due, { policy, counts, evaluation });
  const escalatesAt = await escalate(trx, await incidentByRow(trx, due.id), { policy, context: evaluation });
  const jobsMute = await muteIncident(trx, await incidentByRow(trx, due.id), evaluation);
  const mute = jobsMute.mute ?? evaluation.mutes.ofSeverity(due.severity);
  const incident = await incidentByRow(trx, due.id);
  // What flaps is told when it has settled; once it is closed, that is nobody's business any more.
  if (incident.state === 'closed')
    evaluation.stats.count('flapping', await dropAllFlapping(trx, incident.id));
  const nexts: (Instant | undefined)[] = [
    settlesAt,
    agesAt,
    escalatesAt,
    jobsMute.until,
    // What is closed needs nobody to know that a silence has begun.
    incident.state === 'closed' ? undefined : evaluation.mutes.nextStart,
  ];
  // A mail that hangs on its way, and is written anew then, is better than two.
  const isWaiting = await isUnderWay(trx, due.id);
  if (isWaiting) nexts.push(evaluation.now + SECOND);
  for (const thread of isWaiting ? [] : await threadsOf(trx, due.id)) {
    // What others are told of is not this receiver's: their part may end earlier.
    const theirs = await memberCounts(trx, { incident: due.id, receiver: thread.receiver });
    const isOver = incident.state === 'closed' || theirs.unresolved === 0;
    const { receiver } = thread;
    const their =
      jobsMute.mute ?? (await muteThread(trx, incident, { receiver, isOver, context: evaluation })) ?? mute;
    nexts.push(
      await evaluateThread(trx, { incident, thread, policy, counts: theirs, mute: their }, evaluation),
    );
  }
  const next = Math.min(...nexts.map((at) => at ?? Infinity));
  await updateIncident(trx, due.id, {
    due_at: Number.isFinite(next) ? Math.max(next, evaluation.now + 1) : null,
    ...(mute === undefined && !isWaiting && { pending_news: null }),
  });
}

/** @returns when it will age; undefined when it is closed, or cannot age. */
async function closeWhatIsOver(
  trx: WriteTransaction,
  incident: StoredIncident,
  context: { policy: Policy; counts: MemberCounts; evaluation: EvaluationContext },
): Promise<Instant | undefined> {
  const { policy, counts, evaluation } = context;
  if (incident.state === 'closed' || incident.kind === 'condition') return undefined;
  const canAge = counts.awaitingMove === 0 && incident.silenced === 0;
  const agesAt = canAge ? incident.last_news_at + policy.closeAfter : undefined;
  const over = overReason(counts);
  if (over === undefined) {
    if (agesAt === undefined || evaluation.now < agesAt) return agesAt;
    // What is held back, all of it or a part, must not age away before it is told.
    if (await hasPendingDecisions(trx, incident.id)) return evaluation.now + MINUTE;
  }
  const reason = over ?? 'aged';
  await closeIncident(trx, incident.id, { at: evaluation.now, reason });
  await recordEvent(trx, { incident: incident.id, at: evaluation.now, kind: 'closed', reason });
  return undefined;
}

function overReason({ all, unresolved, resolutions }: MemberCounts): ClosedReason | undefined {
  if (unresolved > 0) return undefined;
  // Its jobs were pruned: nobody can say any more how they ended.
  if (all === 0) return 'aged';
  return resolutions.every((resolution) => resolution === 'superseded') ? 'superseded' : 'recovered';
}

interface ThreadContext {
  incident: StoredIncident;
  thread: StoredThread;
  policy: Policy;
  counts: MemberCounts;
  mute: Mute | undefined;
}

/** @returns when to look again; undefined when nothing is to come. */
async function evaluateThread(
  trx: WriteTransaction,
  context: ThreadContext,
  evaluation: EvaluationContext,
): Promise<Instant | undefined> {
  const { incident, thread, policy, counts } = context;
  const decisions = await pendingDecisions(trx, { incident: incident.id, receiver: thread.receiver });
  // No decision remembers what a condition has to tell: until something was done about it, it is its first mail.
  const isFirstOfCondition = incident.kind === 'condition' && thread.told_at === null;
  const plan = planThread(
    toSnapshot(incident, counts),
    {
      messages: thread.messages,
      notifiedAt: thread.told_at ?? undefined,
      isClosingNotified: thread.closing_told === 1,
      over: incident.kind === 'jobs' && counts.all > 0 ? overReason(counts) : undefined,
      pendingDecisions: isFirstOfCondition ? 1 : decisions.counts.reduce((sum, { count }) => sum + count, 0),
      isWaiting: (await unofferedMessage(trx, thread.id)) !== undefined,
    },
    {
      policy: { ...policy, repeat: repeatOf(policy, { incident, counts }) },
      mute: context.mute,
      now: evaluation.now,
    },
  );
  return await carryOut(trx, { ...context, plan, detectedAt: decisions.detectedAt }, evaluation);
}

async function carryOut(
  trx: WriteTransaction,
  context: ThreadContext & { plan: Plan; detectedAt: Instant | undefined },
  evaluation: EvaluationContext,
): Promise<Instant | undefined> {
  const { incident, thread, plan } = context;
  const of = { incident: incident.id, receiver: thread.receiver };
  switch (plan.do) {
    case 'notify': {
      const pending = { ...context, kind: plan.kind, reason: plan.reason };
      if (thread.via === 'escalation' && plan.kind === 'opening') evaluation.escalations.push(pending);
      else await notify(trx, pending, evaluation);
      // What comes after it (a reminder, for one) is planned from the thread as it is then.
      return evaluation.now + 1;
    }
    case 'hold': {
      const held = await holdDecisions(trx, of, plan.reason);
      const { reason, until } = plan;
      const detail = context.mute?.reason === reason ? context.mute.by : undefined;
      const isNew = await recordHold(trx, { ...of, at: evaluation.now, reason, until, detail });
      // A reminder or a closing that is held has no decision of its own.
      evaluation.stats.count(plan.reason, held > 0 ? held : isNew ? 1 : 0);
      return plan.until;
    }
    case 'drop': {
      evaluation.stats.count(plan.reason, await dropDecisions(trx, of, plan.reason));
      await recordEvent(trx, { ...of, at: evaluation.now, kind: 'dropped', reason: plan.reason });
      if (incident.kind === 'condition')
        await recordNotified(trx, thread.id, {
          at: evaluation.now,
          messages: thread.messages,
          isClosing: true,
        });
      return undefined;
    }
    case 'nothing':
      return plan.until;
  }
}

function toSnapshot(incident: StoredIncident, { unresolved }: MemberCounts): IncidentSnapshot {
  const isLasting = incident.kind === 'condition' && incident.state !== 'closed';
  return {
    state: incident.state,
    closedReason: incident.closed_reason ?? undefined,
    openedAt: incident.opened_at,
    previousNotifiedAt: incident.previous_told_at ?? undefined,
    unresolved: isLasting ? 1 : unresolved,
    pendingUpdate: incident.pending_news ?? undefined,
  };
}

/** Unless the rule says otherwise, only what can still move is worth a reminder: a failed job stays failed. */
const USUAL_REPEAT: Duration = 4 * HOUR;

function repeatOf(
  { repeat }: Policy,
  { incident, counts }: { incident: StoredIncident; counts: MemberCounts },
): Duration | undefined {
  if (isInitialScan(incident.group_key) && counts.awaitingMove === 0) return undefined;
  if (repeat !== undefined) return repeat === 'never' ? undefined : repeat;
  return incident.kind === 'condition' || counts.awaitingMove > 0 ? USUAL_REPEAT : undefined;
}
