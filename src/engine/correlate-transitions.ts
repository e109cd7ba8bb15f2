import { resolutionOf } from '../core/incident/lifecycle.ts';
import { isEnded } from '../core/job/state.ts';
import { movedMembers, type MovedMember } from '../store/incidents/members.ts';
import { markCorrelated, newTransitions, type NewTransition } from '../store/jobs/new-transitions.ts';
import { lateDecisions, newGroups } from '../store/incidents/pending-decisions.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';
import { findSuperseding } from './find-superseding.ts';
import { findFlapping } from './find-flapping.ts';
import { joinGroup } from './join-group.ts';
import { resolveJobs } from './resolve-jobs.ts';

/**
 * Correlates a target's new transitions with incidents. Jobs leave the incidents whose state they left. Newer runs
 * that succeeded resolve failures. New decisions join the incident of their rule and group. Call it when a poll has
 * ended, so that one poll's transitions stand together. Each transition is correlated once.
 */
export async function correlateTransitions(
  trx: WriteTransaction,
  target: string,
  context: EvaluationContext,
): Promise<void> {
  for (const round of toRounds(await newTransitions(trx, target))) {
    await resolveMoved(trx, round, context);
    for (const group of await newGroups(trx, round)) await joinGroup(trx, group, context);
    await resolveJobs(trx, await findSuperseding(trx, round, context), context);
  }
  await markCorrelated(trx, target);
}

/** Correlates what was decided on transitions after they were: successes whose objects were counted later. */
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

/** A job that flaps stays until it has settled; what has ended does not flap any more. */
async function resolveMoved(
  trx: WriteTransaction,
  round: readonly number[],
  context: EvaluationContext,
): Promise<void> {
  const moved = await movedMembers(trx, round);
  const steady = moved.filter(({ to, isFlapping }) => !isEnded(to) && !isFlapping);
  const begin = new Set<MovedMember>();
  for (const [rule, members] of Map.groupBy(steady, (member) => member.rule)) {
    for (const member of (await findFlapping(trx, { rule, members }, context)).flapping) begin.add(member);
  }
  const left = moved.filter((member) => isEnded(member.to) || !(member.isFlapping || begin.has(member)));
  await resolveJobs(
    trx,
    left.map(({ incident, job, state, to, at }) => ({
      incident,
      job,
      how: resolutionOf(state, to),
      by: to,
      at,
    })),
    context,
  );
}
