import type { IncidentEngine } from '../engine/incident-engine.ts';
import { LeaseLost } from '../lease/lease-lost.ts';
import type { LastRead } from '../core/job/window.ts';
import { endFollowing, recordMissed } from '../store/jobs/absences.ts';
import type { PollWork } from '../store/jobs/polls.ts';
import { StoreFault } from '../store/store-fault.ts';
import { recordPoll, targetState, type TargetState } from '../store/jobs/targets.ts';
import { HOUR, SECOND, type Duration, type Instant } from '../platform/time.ts';
import { enrich } from './enrich/enrich.ts';
import { SourceFault } from './port/job-source.ts';
import { Read, type ReadResult } from './read.ts';
import type { PollStep } from './port/poll-step.ts';
import type { PollReport } from './port/poll-report.ts';

export interface PollContext extends Omit<PollStep, 'pollId'> {
  engine: IncidentEngine;
  newPollId: () => string;
  /** Called when messages were put into the outbox. */
  onNotifications: () => void;
}

/**
 * Polls one target once: reads the window and the followed jobs, commits every page as it comes, and
 * at the end, complete or not, makes pending decisions into messages. Only a complete poll moves the
 * window on and draws conclusions from absence.
 * @throws nothing that the other side, the network or the disk can cause: that is in the report.
 */
export async function poll(context: PollContext, signal: AbortSignal): Promise<PollReport> {
  const { target, clock, store } = context;
  const pollId = context.newPollId();
  const startedAt = clock.now();
  const begun = clock.monotonic();
  let read: Read | undefined;
  let notifications: number | undefined;
  let end: ReadEnd;
  try {
    const state = await store.read((db) => targetState(db, target.name));
    const lastRead = lastReadOf(state);
    read = new Read({ ...context, pollId, lastRead });
    end = await endOf(read, signal);
    if (end.outcome !== 'aborted') {
      const horizon = nextPollBy(startedAt, state.lastPollAt);
      await enrich({ ...context, pollId }, { horizon, signal });
    }
    notifications = await conclude(context, {
      pollId,
      read: end.outcome === 'complete' ? read.result : undefined,
      fault: end.outcome === 'failed' ? end.fault : undefined,
      wasFailing: state.isFailing,
      isBaseline: lastRead === undefined,
      sawTrouble: read.sawTrouble,
      work: { ...toWork(read), duration: clock.monotonic() - begun },
    });
  } catch (error) {
    // Another replica polls this target by now, and notifies of what it sees.
    if (error instanceof LeaseLost) end = { outcome: 'aborted' };
    else if (error instanceof StoreFault) end = { outcome: 'failed', fault: error };
    else throw error;
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
    notifications: notifications ?? 0,
    isConcluded: notifications !== undefined,
  };
  context.events.pollEnded(report);
  return report;
}

function toWork({ pages: requests, newJobs, transitions }: Read): Omit<PollWork, 'duration'> {
  return { requests, newJobs, transitions };
}

/** Returns the time by which the next poll has surely begun, judged by the distance to the last one. */
function nextPollBy(now: Instant, lastPollAt: Instant | undefined): Instant {
  const distance = lastPollAt === undefined ? 0 : Math.abs(now - lastPollAt);
  return now + Math.min(2 * distance, HOUR);
}

function lastReadOf({ lastReadStartedAt, lastCompletePollAt }: TargetState): LastRead | undefined {
  if (lastReadStartedAt === undefined || lastCompletePollAt === undefined) return undefined;
  return { startedAt: lastReadStartedAt, endedAt: lastCompletePollAt };
}

interface ConcludedRead {
  pollId: string;
  /** Undefined unless it was complete. */
  read: ReadResult | undefined;
  fault: SourceFault | StoreFault | undefined;
  /** True when the poll before failed. */
  wasFailing: boolean;
  /** True when no read was complete before. */
  isBaseline: boolean;
  sawTrouble: boolean;
  work: PollWork;
}

/** Commits the end of a poll in one transaction. Without a transition, or of a first read, it may be shared with other polls. */
async function conclude(context: PollContext, ended: ConcludedRead): Promise<number> {
  const { pollId, read, fault, work } = ended;
  const { target, store, quietWrites = store, clock, events, log } = context;
  const now = clock.now();
  const moment = { target: target.name, pollId, observedAt: now };
  const isWell = isComplete(ended) && !hasTrouble(ended);
  const isQuiet = isWell && (work.transitions === 0 || ended.isBaseline);
  const { stats, vanished } = await (isQuiet ? quietWrites : store).write(async (trx) => {
    const gone = read === undefined ? [] : await recordMissed(trx, { ...moment, jobIds: read.notFound });
    if (read !== undefined) await endFollowing(trx, { ...moment, jobIds: read.followExpired });
    // Before it notifies: absence is concluded from what is recorded of it.
    await recordPoll(trx, { ...endedPoll(read, fault), target: target.name, endedAt: now, work });
    const concluded = {
      target,
      now,
      isComplete: isComplete(ended),
      vanished: gone,
      isWell,
      isCorrelated: context.isSettled === true && work.transitions === 0,
    };
    return { vanished: gone, stats: await context.engine.concludePoll(trx, concluded) };
  });
  const fields = { target: target.name, poll_id: pollId };
  for (const jobId of vanished) log.warn({ ...fields, job_id: jobId }, 'job vanished');
  for (const jobId of read?.followExpired ?? [])
    log.warn({ ...fields, job_id: jobId }, 'job no longer followed');
  for (const untaken of stats.untaken)
    log.info({ ...fields, ...untaken }, 'no channel of the receiver takes the severity');
  if (vanished.length > 0) events.vanished(target.name, vanished.length);
  for (const [reason, decisions] of stats.suppressed) events.suppressed(reason, decisions);
  if (stats.notifications > 0) context.onNotifications();
  return stats.notifications;
}

function isComplete({ read }: ConcludedRead): boolean {
  return read !== undefined;
}

/** Says whether the poll saw, or ended, what the self-check may have to say. */
function hasTrouble({ read, wasFailing, sawTrouble }: ConcludedRead): boolean {
  if (wasFailing || sawTrouble) return true;
  const { notFound = [], followExpired = [], clockSkew = 0 } = read ?? {};
  return notFound.length > 0 || followExpired.length > 0 || Math.abs(clockSkew) > USUAL_SKEW;
}

const USUAL_SKEW: Duration = 5 * SECOND;

function endedPoll(read: ReadResult | undefined, fault: SourceFault | StoreFault | undefined) {
  if (read !== undefined) return { completeReadStartedAt: read.startedAt, clockSkew: read.clockSkew };
  if (fault === undefined) return { completeReadStartedAt: undefined };
  const { reason, code, message, hint } = fault;
  return { completeReadStartedAt: undefined, fault: { reason, code, message, hint } };
}

/** The end of a read, or of the whole poll. A bug is thrown. */
type ReadEnd = { outcome: 'complete' | 'aborted' } | { outcome: 'failed'; fault: SourceFault | StoreFault };

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
