import { sql } from 'kysely';
import type { MessageJob } from '../../core/message/message.ts';
import type { JobDetails, KnownJob } from '../../core/job/job.ts';
import type { Instant } from '../../platform/time.ts';
import { messageJobs } from './message-jobs.ts';
import type { Database } from '../database.ts';
import { UNMUTED, type ReceiverOf } from './decisions.ts';

/** Names the jobs of a thread that a message lists. `rewritten` is the notification that it replaces. */
export type Listed =
  /** Those with pending decisions, and those of the message that is rewritten. */
  | { kind: 'new'; rewritten: number | undefined }
  /** Those still in the incident, those whose part ended since the receiver's last message, and new ones. */
  | {
      kind: 'standing';
      rewritten: number | undefined;
      since: Instant | undefined;
      /** Leaves out what can leave its state no more. */
      movingAlone: boolean;
    }
  | { kind: 'all'; rewritten: number | undefined };

export interface ListedOf extends ReceiverOf {
  listed: Listed;
}

/** Reads the jobs that a message lists, at most `limit` of them. */
export async function listedJobs(
  db: Database,
  options: ListedOf & { limit: number; details: (job: KnownJob) => JobDetails },
): Promise<MessageJob[]> {
  const { incident, receiver, listed } = options;
  const chosen = sql`decision.incident = ${incident} AND decision.receiver = ${receiver}
    AND decision.outcome = 'notify' AND ${isListed(listed)}`;
  return await messageJobs(db, { ...options, chosen });
}

/** True of pending decisions that no mute covers. */
export const PENDING_FREE = sql`(decision.notification IS NULL AND ${UNMUTED})`;

/** True of the decisions whose jobs a message lists. */
export function isListed(listed: Listed) {
  switch (listed.kind) {
    case 'new':
      return isNew(listed);
    case 'standing': {
      const { since = null, movingAlone } = listed;
      const moving = movingAlone ? sql`member.awaits = 'move'` : sql`true`;
      return sql`(${isNew(listed)} OR (${UNMUTED} AND ${moving} AND (member.noticed_at > ${since}
        OR (member.resolved_at IS NULL AND member.transition = decision.transition))))`;
    }
    case 'all':
      return UNMUTED;
  }
}

/** True of pending decisions, and of those of a message that is rewritten: a message lists all that it binds. */
export function isNew({ rewritten }: Listed) {
  return rewritten === undefined
    ? PENDING_FREE
    : sql`(${PENDING_FREE} OR decision.notification = ${rewritten})`;
}
