import { noticeOf, type Notice } from '../received.ts';

/** What one database knows: messages that went out, by their id, and the failures that it has seen. */
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

/** What the first database knew and the second one does not. */
export function lostFrom(before: Known, after: Known): Known {
  return {
    sent: before.sent.difference(after.sent),
    failures: before.failures.difference(after.failures),
  };
}
