import type { Logger } from 'pino';
import type { LastRead } from '../jobs/window.ts';
import { endFollowing, recordMissed } from '../store/absences.ts';
import { StoreFault } from '../store/store-fault.ts';
import type { Store } from '../store/store.ts';
import { recordPoll, targetState, type TargetState } from '../store/targets.ts';
import type { Clock, Duration, Instant } from '../time.ts';
import { announce, type Audience } from './announce.ts';
import { SourceFault, type JobSource } from './job-source.ts';
import { Read, type ReadResult } from './read.ts';
import type { WatchEvents } from './watch-events.ts';
import type { WatchedTarget } from './watched-target.ts';

export interface PollContext {
  readonly target: WatchedTarget;
  readonly source: JobSource;
  readonly store: Store;
  readonly audience: Audience;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: WatchEvents;
  readonly newPollId: () => string;
  /** Called when messages were put into the outbox. */
  readonly onNotifications: () => void;
}

export interface PollReport {
  readonly target: string;
  readonly pollId: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly duration: Duration;
  /** `aborted`: the program is stopping; what was read is kept, and the rest is read next time. */
  readonly outcome: 'complete' | 'failed' | 'aborted';
  /** Absent unless the poll failed. */
  readonly fault?: SourceFault | StoreFault;
  readonly pages: number;
  readonly jobs: number;
  readonly transitions: number;
  readonly notifications: number;
}

/**
 * Polls one target once: reads the window and the followed jobs, keeps every page's facts as it comes, and
 * at the end, complete or not, makes what is to be told into messages. Only a complete poll moves the
 * window on and draws conclusions from absence.
 * @throws nothing that the other side, the network or the disk can cause: that is in the report.
 */
export async function poll(context: PollContext, signal: AbortSignal): Promise<PollReport> {
  const { target, clock, store } = context;
  const pollId = context.newPollId();
  const startedAt = clock.now();
  const begun = clock.monotonic();
  let read: Read | undefined;
  let notifications = 0;
  let end: ReadEnd;
  try {
    const state = await store.read((db) => targetState(db, target.name));
    read = new Read({ ...context, pollId, lastRead: lastReadOf(state) });
    end = await endOf(read, signal);
    notifications = await conclude(context, {
      pollId,
      read: end.outcome === 'complete' ? read.result : undefined,
    });
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    end = { outcome: 'failed', fault: error };
  }
  const report: PollReport = {
    target: target.name,
    pollId,
    startedAt,
    endedAt: clock.now(),
    duration: clock.monotonic() - begun,
    ...end,
    pages: read?.pages ?? 0,
    jobs: read?.jobs ?? 0,
    transitions: read?.transitions ?? 0,
    notifications,
  };
  context.events.pollEnded(report);
  return report;
}

function lastReadOf({ lastReadStartedAt, lastCompletePollAt }: TargetState): LastRead | undefined {
  if (lastReadStartedAt === undefined || lastCompletePollAt === undefined) return undefined;
  return { startedAt: lastReadStartedAt, endedAt: lastCompletePollAt };
}

/** Commits the end of a poll in one transaction; `read` is given when it was complete. */
async function conclude(
  context: PollContext,
  { pollId, read }: { readonly pollId: string; readonly read: ReadResult | undefined },
): Promise<number> {
  const { target, store, clock, events, log } = context;
  const now = clock.now();
  const moment = { target: target.name, pollId, observedAt: now };
  const { announced, vanished } = await store.write(async (trx) => ({
    vanished: read === undefined ? [] : await recordMissed(trx, { ...moment, jobIds: read.notFound }),
    ended: read === undefined ? undefined : await endFollowing(trx, { ...moment, jobIds: read.outlived }),
    announced: await announce(trx, {
      target,
      audience: context.audience,
      now,
      details: (job) => context.source.details(job),
    }),
    recorded: await recordPoll(trx, {
      target: target.name,
      endedAt: now,
      completeReadStartedAt: read?.startedAt,
    }),
  }));
  for (const jobId of vanished)
    log.warn({ target: target.name, poll_id: pollId, job_id: jobId }, 'job vanished');
  for (const jobId of read?.outlived ?? [])
    log.warn({ target: target.name, poll_id: pollId, job_id: jobId }, 'job no longer followed');
  if (vanished.length > 0) events.vanished(target.name, vanished.length);
  if (announced.suppressed > 0) events.suppressed('receiver-removed', announced.suppressed);
  if (announced.notifications > 0) context.onNotifications();
  return announced.notifications;
}

/** How a read, or the whole poll, ended; a bug goes up. */
type ReadEnd =
  | { readonly outcome: 'complete' | 'aborted' }
  | { readonly outcome: 'failed'; readonly fault: SourceFault | StoreFault };

async function endOf(read: Read, signal: AbortSignal): Promise<ReadEnd> {
  try {
    await read.run(signal);
    return { outcome: 'complete' };
  } catch (error) {
    if (signal.aborted) return { outcome: 'aborted' };
    if (error instanceof SourceFault || error instanceof StoreFault)
      return { outcome: 'failed', fault: error };
    throw error;
  }
}
