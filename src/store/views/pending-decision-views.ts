import { sql } from 'kysely';
import type { SuppressReason } from '../../core/rule/decide.ts';
import type { HoldReason } from '../../core/incident/lifecycle.ts';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';

/** A receiver that a transition did not notify, or not yet. */
export interface PendingDecisionView {
  /** Rises with time. */
  id: number;
  why:
    | { kind: 'suppressed'; reason: SuppressReason }
    /** `by`: the silence or maintenance. `undefined` where the reason says all. */
    | { kind: 'held'; reason: HoldReason; by: string | undefined };
  at: Instant;
  target: string;
  jobId: string;
  jobName: string;
  /** The state of the notification. */
  state: string;
  /** `undefined` when no rule matched. */
  rule: string | undefined;
  receiver: string | undefined;
  incident: string | undefined;
}

interface Row extends Omit<PendingDecisionView, 'why' | 'rule' | 'receiver' | 'incident'> {
  suppressed: SuppressReason | null;
  held: HoldReason;
  held_by: string | null;
  rule: string | null;
  receiver: string | null;
  incident: string | null;
}

/** Returns the latest decisions that notified nobody or are held, newest first. `next` is undefined on the last page. */
export async function pendingDecisionViews(
  db: Database,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<{ items: readonly PendingDecisionView[]; next: number | undefined }> {
  const { rows } = await sql<Row>`
    SELECT decision.id, CASE outcome WHEN 'suppress' THEN reason END AS suppressed, held, held_by, decided_at AS at,
      decision.target, job.job_id AS "jobId", job.name AS "jobName", to_state AS state, decision.rule, receiver,
      (SELECT public_id FROM incident WHERE incident.id = decision.incident) AS incident
    FROM decision ${thenJoin()} transition ON transition.id = decision.transition ${thenJoin()} job ON job.id = transition.job
    WHERE (outcome = 'suppress' OR held IS NOT NULL) ${before === undefined ? sql`` : sql`AND decision.id < ${before}`}
    ORDER BY decision.id DESC LIMIT ${limit + 1}`.execute(db);
  const page = rows.slice(0, limit);
  return {
    items: page.map(({ suppressed, held, held_by, ...row }) => ({
      ...row,
      why:
        suppressed === null
          ? { kind: 'held', reason: held, by: held_by ?? undefined }
          : { kind: 'suppressed', reason: suppressed },
      rule: row.rule ?? undefined,
      receiver: row.receiver ?? undefined,
      incident: row.incident ?? undefined,
    })),
    next: rows.length > page.length ? page.at(-1)?.id : undefined,
  };
}
