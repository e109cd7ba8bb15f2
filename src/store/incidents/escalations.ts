import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../sqlite/store.ts';

/** Decides that a receiver is told of the jobs that an incident still holds, each transition once. */
export async function escalateDecisions(
  trx: WriteTransaction,
  escalated: { incident: number; receiver: string; at: Instant },
): Promise<void> {
  const { incident, receiver, at } = escalated;
  await sql`
    INSERT INTO decision (transition, target, outcome, reason, rule, receiver, severity, decided_at, group_key, labels, incident)
    SELECT member.transition, job.target, 'notify', 'escalated', incident.rule, ${receiver}, incident.severity,
      ${at}, incident.group_key, incident.labels, incident.id
    FROM member JOIN incident ON incident.id = member.incident JOIN job ON job.id = member.job
    WHERE member.incident = ${incident} AND resolved_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM decision WHERE decision.transition = member.transition
        AND decision.receiver = ${receiver} AND decision.incident = ${incident})`.execute(trx);
}
