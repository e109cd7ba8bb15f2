import { touch } from '../store/incidents/incidents.ts';
import { resolveMember } from '../store/incidents/members.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import type { EvaluationContext } from './base/evaluation-context.ts';
import type { Superseded } from './find-superseding.ts';

/** Resolves failures that newer runs of the same work have made up for. */
export async function supersede(
  trx: WriteTransaction,
  superseded: readonly Superseded[],
  context: EvaluationContext,
): Promise<void> {
  for (const { failed, by } of superseded) {
    const { incident, job } = failed;
    const resolved = { resolution: 'superseded', by: by.jobId, at: by.at, noticedAt: context.now } as const;
    await resolveMember(trx, { incident, job }, resolved);
    await touch(trx, [incident], { now: context.now });
  }
}
