import { dropFlapping } from '../store/job-news.ts';
import { touch } from '../store/incidents.ts';
import { membersOf, resolveMember } from '../store/members.ts';
import type { WriteTransaction } from '../store/store.ts';
import type { Pass } from './context.ts';

/** Ends the part that vanished jobs have in incidents: nothing will be seen of them that could end it. */
export async function resolveVanished(
  trx: WriteTransaction,
  vanished: { readonly target: string; readonly jobIds: readonly string[] },
  pass: Pass,
): Promise<void> {
  if (vanished.jobIds.length === 0) return;
  for (const member of await membersOf(trx, vanished)) {
    await resolveMember(trx, member, { resolution: 'vanished', by: '', at: pass.now, noticedAt: pass.now });
    pass.tally.count('flapping', await dropFlapping(trx, member));
    await touch(trx, [member.incident], { now: pass.now });
  }
}
