import { noticeOf, type Notice } from '../received.ts';

/** Messages that went out by the records of one database, by their id, and the failures in it. */
export interface Known {
  /** Offered to the mail server, whether its answer was recorded or not. */
  sent: ReadonlySet<string>;
  failures: ReadonlySet<Notice>;
}

type Run = (statement: string) => Promise<Record<string, unknown>[]>;

/** Reads what a database knows. @param recipient of all notices */
export async function readKnown(run: Run, recipient: string): Promise<Known> {
  const sent =
    await run(`SELECT message_id FROM notification JOIN outbox ON outbox.notification = notification.id
    WHERE outbox.state IN ('claimed', 'sent')`);
  const failures = await run(`SELECT job.job_id FROM transition JOIN job ON job.id = transition.job
    WHERE transition.to_state = 'Failed'`);
  return {
    sent: new Set(sent.map((row) => String(row['message_id']))),
    failures: new Set(failures.map((row) => noticeOf(recipient, String(row['job_id']), 'Failed'))),
  };
}

/** Returns what the first database has and the second one lacks. */
export function lostFrom(before: Known, after: Known): Known {
  return {
    sent: before.sent.difference(after.sent),
    failures: before.failures.difference(after.failures),
  };
}
