import type { Resolution } from '../core/incident/lifecycle.ts';
import { membersOf, membersOutside, unfollowedSince } from '../store/incidents/members.ts';
import type { JobOf } from '../store/incidents/decisions.ts';
import type { WriteTransaction } from '../store/database.ts';
import { resolveJobs, type ResolveContext } from './resolve-jobs.ts';

/**
 * Ends the part that vanished jobs have in incidents, and those that the poll stopped following: nothing will be
 * seen of them that could end it. A job that flaps stays until it has settled, for it may come and go.
 */
export async function resolveVanished(
  trx: WriteTransaction,
  vanished: { target: string; jobIds: readonly string[] },
  context: ResolveContext,
): Promise<void> {
  const { target, jobIds } = vanished;
  const gone = jobIds.length === 0 ? [] : await membersOf(trx, vanished);
  await resolveAll(trx, { members: gone, how: 'vanished' }, context);
  const outlived = await unfollowedSince(trx, { target, since: context.now });
  await resolveAll(trx, { members: outlived, how: 'outlived' }, context);
}

/** Ends the part of all jobs whose target is not watched any more. */
export async function resolveRemoved(
  trx: WriteTransaction,
  targets: readonly string[],
  context: ResolveContext,
): Promise<void> {
  const members = await membersOutside(trx, targets);
  await resolveAll(trx, { members, how: 'target-removed' }, context);
}

async function resolveAll(
  trx: WriteTransaction,
  { members, how }: { members: readonly JobOf[]; how: Resolution },
  context: ResolveContext,
): Promise<void> {
  const resolved = members.map(({ incident, job }) => ({ incident, job, how, by: '', at: context.now }));
  await resolveJobs(trx, resolved, context);
}
