import { recordEvents } from '../store/incidents/incident-events.ts';
import { noteFlapping } from '../store/incidents/incidents.ts';
import { markFlapping, oftenChanged } from '../store/incidents/members.ts';
import type { JobOf } from '../store/incidents/decisions.ts';
import type { WriteTransaction } from '../store/database.ts';
import { policyOf } from './context/policies.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';

/**
 * Finds which of these members changed their state too often for the policy of their rule, and marks them. Returns them,
 * with those that are so from now on apart.
 */
export async function findFlapping<Member extends JobOf>(
  trx: WriteTransaction,
  { rule, members }: { rule: string; members: readonly Member[] },
  context: EvaluationContext,
): Promise<{ flapping: readonly Member[]; began: readonly JobOf[] }> {
  const { now } = context;
  const { flapping: limit } = policyOf(context, rule);
  if (limit === undefined) return { flapping: [], began: [] };
  const jobs = members.map(({ job }) => job);
  const often = await oftenChanged(trx, { ...limit, jobs, since: now - limit.within, now });
  const flapping = members.filter(({ job }) => often.has(job));
  const began = await markFlapping(trx, { members: flapping, at: now });
  await noteFlapping(trx, { incidents: began.map(({ incident }) => incident), at: now });
  await recordEvents(
    trx,
    began.map(({ incident }) => ({ incident, at: now, kind: 'flapping', reason: 'flapping' })),
  );
  return { flapping, began };
}
