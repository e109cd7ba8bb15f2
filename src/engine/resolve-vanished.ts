import type { Resolution } from '../core/incident/incident.ts';
import { dropFlapping } from '../store/incidents/job-decisions.ts';
import { touch } from '../store/incidents/incidents.ts';
import { partsOutside, unfollowedSince, type Part } from '../store/incidents/left-members.ts';
import { membersOf, resolveMember } from '../store/incidents/members.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import type { EvaluationContext } from './base/evaluation-context.ts';

/** As much of a pass as is needed to end a job's part. */
type Moment = Pick<EvaluationContext, 'now' | 'stats'>;

/**
 * Ends the part that vanished jobs have in incidents, and those that the poll stopped following: nothing will be
 * seen of them that could end it. A job that flaps stays until it has settled, for it may come and go.
 */
export async function resolveVanished(
  trx: WriteTransaction,
  vanished: { target: string; jobIds: readonly string[] },
  context: Moment,
): Promise<void> {
  const { target, jobIds } = vanished;
  if (jobIds.length > 0) await resolveAll(trx, await membersOf(trx, vanished), 'vanished', context);
  await resolveAll(trx, await unfollowedSince(trx, { target, since: context.now }), 'outlived', context);
}

/** Ends the part of all jobs whose target is not watched any more. */
export async function resolveRemoved(
  trx: WriteTransaction,
  targets: readonly string[],
  context: Moment,
): Promise<void> {
  await resolveAll(trx, await partsOutside(trx, targets), 'target-removed', context);
}

async function resolveAll(
  trx: WriteTransaction,
  parts: readonly Part[],
  resolution: Resolution,
  { now, stats }: Moment,
): Promise<void> {
  for (const part of parts) {
    await resolveMember(trx, part, { resolution, by: '', at: now, noticedAt: now });
    stats.count('flapping', await dropFlapping(trx, part));
    await touch(trx, [part.incident], { now });
  }
}
