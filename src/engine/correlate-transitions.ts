import { isEnded } from '../core/job/state.ts';
import { awaitsOf, resolutionOf } from '../core/incident/incident.ts';
import { dropFlapping, holdFlapping } from '../store/incidents/job-decisions.ts';
import { recordEvent } from '../store/incidents/incident-events.ts';
import { findOpen, openIncident, touch, updateIncident } from '../store/incidents/incidents.ts';
import {
  movingJobs,
  joinMembers,
  markFlapping,
  movedMembers,
  recentChanges,
  resolveMember,
} from '../store/incidents/members.ts';
import {
  assignDecisions,
  lateDecisions,
  newGroups,
  type NewGroup,
} from '../store/incidents/pending-decisions.ts';
import { markCorrelated, newTransitions, type NewTransition } from '../store/jobs/new-transitions.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import { addThread, threadsOf } from '../store/incidents/threads.ts';
import { titleOf } from './incident-titles.ts';
import { escalateNewDecisions } from './escalate.ts';
import { isTooLongRule, policyOf } from './base/policies.ts';
import { findSuperseding } from './find-superseding.ts';
import { supersede } from './supersede.ts';
import type { EvaluationContext } from './base/evaluation-context.ts';

/**
 * Takes a target's new transitions into incidents: jobs leave those whose state they left, failures are closed by
 * newer runs that succeeded, and what is to be told joins the incident of its rule and group. To be called when
 * a poll has ended, so that one poll's news is told together; each transition is taken in once.
 */
export async function correlateTransitions(
  trx: WriteTransaction,
  target: string,
  context: EvaluationContext,
): Promise<void> {
  for (const round of toRounds(await newTransitions(trx, target))) {
    await resolveMoved(trx, round, context);
    for (const group of await newGroups(trx, round)) await joinGroup(trx, group, context);
    await supersede(trx, await findSuperseding(trx, round, context), context);
  }
  await markCorrelated(trx, target);
}

/** Takes in what was decided on transitions after they were taken in: successes whose objects were counted later. */
export async function correlateLateDecisions(
  trx: WriteTransaction,
  target: string,
  context: EvaluationContext,
): Promise<void> {
  const transitions = await lateDecisions(trx, target);
  for (const group of await newGroups(trx, transitions)) await joinGroup(trx, group, context);
}

/** In each round a job moves once: its first transition in the first, and so on. Mostly there is one round. */
function toRounds(transitions: readonly NewTransition[]): number[][] {
  const rounds: number[][] = [];
  const moves = new Map<number, number>();
  for (const { id, job } of transitions) {
    const move = moves.get(job) ?? 0;
    moves.set(job, move + 1);
    (rounds[move] ??= []).push(id);
  }
  return rounds;
}

async function resolveMoved(
  trx: WriteTransaction,
  round: readonly number[],
  context: EvaluationContext,
): Promise<void> {
  for (const member of await movedMembers(trx, round)) {
    const { incident, state, to, at } = member;
    // What has ended does not flap any more.
    const isFlapping = member.flappingSince !== null || (await startsToFlap(trx, member, context));
    if (isFlapping && !isEnded(to)) continue;
    await resolveMember(trx, member, {
      resolution: resolutionOf(state, to),
      by: to,
      at,
      noticedAt: context.now,
    });
    context.stats.count('flapping', await dropFlapping(trx, member));
    await touch(trx, [incident], { now: context.now });
  }
}

async function startsToFlap(
  trx: WriteTransaction,
  member: { incident: number; rule: string; job: number; to: string },
  context: EvaluationContext,
): Promise<boolean> {
  const { flapping } = policyOf(context, member.rule);
  if (flapping === undefined || isEnded(member.to)) return false;
  const { now } = context;
  const changes = await recentChanges(trx, { jobs: [member.job], since: now - flapping.within, now });
  if ((changes.get(member.job) ?? 0) <= flapping.changes) return false;
  return await flap(trx, member, context);
}

/** @returns false when it was known to flap already. */
async function flap(
  trx: WriteTransaction,
  { incident, job }: { incident: number; job: number },
  context: EvaluationContext,
): Promise<boolean> {
  if (!(await markFlapping(trx, { incident, job, at: context.now }))) return false;
  await updateIncident(trx, incident, { pending_news: 'flapping', due_at: context.now });
  await recordEvent(trx, { incident, at: context.now, kind: 'flapping', reason: 'flapping' });
  return true;
}

/** Puts what is to be told of one rule and group into its incident, opening one where there is none. */
export async function joinGroup(
  trx: WriteTransaction,
  group: NewGroup,
  context: EvaluationContext,
): Promise<void> {
  const known = await findOpen(trx, group);
  const incident = known?.id ?? (await open(trx, group, context));
  const { severity } = group;
  // The rule may say otherwise since the incident was opened.
  if (known !== undefined && known.severity !== severity) await updateIncident(trx, incident, { severity });
  await assignDecisions(trx, { ...group, incident });
  const isTooLong = isTooLongRule(context.rules, group.rule);
  const awaits = (state: string) => awaitsOf(state, isTooLong);
  await joinMembers(trx, { incident, transitions: group.transitions, awaits, at: context.now });
  for (const receiver of group.receivers) await addThread(trx, { incident, receiver, via: 'rule' });
  await escalateNewDecisions(trx, { incident, threads: await threadsOf(trx, incident) }, context);
  await touch(trx, [incident], { now: context.now, hasNewDecisions: true });
  if (!isTooLong) await markFlappers(trx, { incident, group }, context);
}

async function open(trx: WriteTransaction, group: NewGroup, context: EvaluationContext): Promise<number> {
  const id = await openIncident(trx, {
    ...group,
    publicId: context.newIncident(),
    kind: 'jobs',
    openedAt: context.now,
    title: await titleOf(trx, group, context),
  });
  await recordEvent(trx, { incident: id, at: context.now, kind: 'opened', reason: group.rule });
  return id;
}

/** Jobs that joined once too often: the first time the mail says so, later changes are held. */
async function markFlappers(
  trx: WriteTransaction,
  { incident, group }: { incident: number; group: NewGroup },
  context: EvaluationContext,
): Promise<void> {
  const { flapping } = policyOf(context, group.rule);
  if (flapping === undefined) return;
  const { transitions } = group;
  const jobs = await movingJobs(trx, transitions);
  const { now } = context;
  const changes = await recentChanges(trx, { jobs, since: now - flapping.within, now });
  for (const [job, count] of changes) {
    if (count <= flapping.changes || (await flap(trx, { incident, job }, context))) continue;
    context.stats.count('flapping', await holdFlapping(trx, { incident, job, transitions }));
  }
}
