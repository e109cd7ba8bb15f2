import { isSameWork } from '../alerts/same-work.ts';
import { touch } from '../store/incidents.ts';
import type { NewestSuccess } from '../store/initial-scan.ts';
import { jobsByRows } from '../store/jobs.ts';
import { resolveMember } from '../store/members.ts';
import type { WriteTransaction } from '../store/store.ts';
import type { Pass } from './context.ts';

/** Resolves each failure that a newer run of the same work has made up for. */
export async function supersede(
  trx: WriteTransaction,
  candidates: readonly NewestSuccess[],
  pass: Pass,
): Promise<void> {
  for (const { incident, failed, succeeded, at } of candidates) {
    const [old, newer] = await jobsByRows(trx, [failed, succeeded]);
    if (old === undefined || newer === undefined) continue;
    if (!isSameWork(pass.details(old), pass.details(newer))) continue;
    const resolved = { resolution: 'superseded', by: newer.jobId, at, noticedAt: pass.now } as const;
    await resolveMember(trx, { incident, job: failed }, resolved);
    await touch(trx, [incident], { now: pass.now });
  }
}
