import { resolutionOf } from '../core/incident/incident.ts';
import type { Policy } from '../core/rule/rule.ts';
import { dropFlapping, releaseFlapping } from '../store/incidents/job-decisions.ts';
import { recordEvent } from '../store/incidents/incident-events.ts';
import { updateIncident, type StoredIncident } from '../store/incidents/incidents.ts';
import {
  endFlapping,
  flappingMembers,
  resolveMember,
  type FlappingMember,
} from '../store/incidents/members.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import type { Instant } from '../platform/time.ts';
import type { EvaluationContext } from './base/evaluation-context.ts';

/**
 * Ends the flapping of jobs that have kept a state for long enough: a good one resolves them, a bad one is told. Jobs
 * that vanished meanwhile are resolved, too.
 * @returns when the next one will have settled; undefined when none flaps.
 */
export async function settleFlapping(
  trx: WriteTransaction,
  incident: StoredIncident,
  { policy, context }: { policy: Policy; context: EvaluationContext },
): Promise<Instant | undefined> {
  if (incident.state === 'closed' || incident.kind === 'condition') return undefined;
  let next: Instant | undefined;
  for (const member of await flappingMembers(trx, { incident: incident.id, at: context.now })) {
    const settlesAt = (member.lastChangeAt ?? -Infinity) + (policy.flapping?.settle ?? 0);
    if (settlesAt > context.now) next = Math.min(settlesAt, next ?? Infinity);
    else await settle(trx, { ...member, incident: incident.id }, context);
  }
  return next;
}

async function settle(
  trx: WriteTransaction,
  member: FlappingMember & { incident: number },
  context: EvaluationContext,
): Promise<void> {
  const { incident, state, now, gone } = member;
  if (now === state && gone === null) {
    await endFlapping(trx, member);
    await releaseFlapping(trx, member);
    await updateIncident(trx, incident, { pending_news: 'settled' });
  } else {
    const resolution = gone ?? resolutionOf(state, now);
    const at = member.lastChangeAt ?? context.now;
    await resolveMember(trx, member, {
      resolution,
      by: gone === null ? now : '',
      at,
      noticedAt: context.now,
    });
    context.stats.count('flapping', await dropFlapping(trx, member));
    await updateIncident(trx, incident, { pending_news: 'settled' });
  }
  await recordEvent(trx, { incident, at: context.now, kind: 'settled', reason: 'settled', detail: now });
}
