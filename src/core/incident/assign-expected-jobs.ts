import { isEnded } from '../job/state.ts';
import { EARLY } from './judge-occurrence.ts';
import type { Instant } from '../../platform/time.ts';

/** A time at which an expectation comes due, as far as jobs can be taken for it. */
export interface Slot {
  due: Instant;
  /** From when on a created job may be this one's. */
  begins: Instant;
  /** Until when a job is in time. */
  createBy: Instant;
  /** States of the jobs that were taken for it. */
  states: readonly string[];
}

/** A job that nothing was taken for yet. */
export interface FreeJob {
  row: number;
  state: string;
  createdAt: Instant;
}

/**
 * Returns the time from which a created job may count for an occurrence: a little before it comes due. It is never
 * nearer to the occurrence before it, because such a job belongs to that one.
 */
export function beginOf(due: Instant, previous: Instant | undefined): Instant {
  return due - Math.min(EARLY, (due - (previous ?? -Infinity)) / 2);
}

/**
 * Assigns each job to one time that comes due. The first time without a job gets it, if the job is in time for it. A
 * job that is late, or a new try, goes to the latest time that has begun and still needs one. A job that no time
 * needs goes to the latest one. Jobs of no slot are left out.
 * @param slots those that are still open and those that come next, oldest first.
 * @param jobs in the order in which they were created.
 */
export function assignExpectedJobs(slots: readonly Slot[], jobs: readonly FreeJob[]): Map<number, Instant> {
  const states = new Map(slots.map((slot) => [slot.due, [...slot.states]]));
  const statesOf = ({ due }: Slot) => states.get(due) ?? [];
  const assigned = new Map<number, Instant>();
  for (const { row, state, createdAt } of jobs) {
    const begun = slots.filter(({ begins }) => begins <= createdAt);
    const slot =
      begun.find((one) => statesOf(one).length === 0 && createdAt <= one.createBy) ??
      begun.findLast((one) => statesOf(one).every(isLost)) ??
      begun.at(-1);
    if (slot === undefined) continue;
    statesOf(slot).push(state);
    assigned.set(row, slot.due);
  }
  return assigned;
}

/** Says whether a job in this state will never succeed. */
function isLost(state: string): boolean {
  return isEnded(state) && state !== 'Success';
}
