import type { EvaluationStats } from '../core/incident/evaluate/evaluation-stats.ts';
import { touch } from '../store/incidents/incidents.ts';
import { resolveMembers, type ResolvedMember } from '../store/incidents/members.ts';
import { dropHeld } from '../store/incidents/decisions.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { Instant } from '../platform/time.ts';

export interface ResolveContext {
  now: Instant;
  stats: EvaluationStats;
}

/** Ends the part of jobs in incidents. What their flapping held is given up, and the incidents are due. */
export async function resolveJobs(
  trx: WriteTransaction,
  resolved: readonly ResolvedMember[],
  { now, stats }: ResolveContext,
): Promise<void> {
  if (resolved.length === 0) return;
  await resolveMembers(trx, { resolved, noticedAt: now });
  const held = resolved.map(({ incident, job }) => ({ incident, job, reason: 'flapping' as const }));
  stats.count('flapping', (await dropHeld(trx, held)).length);
  await touch(trx, new Set(resolved.map(({ incident }) => incident)), { now });
}
