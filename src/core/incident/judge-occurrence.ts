import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';

/** The deadlines of an expectation, from the time when its schedule comes due. */
export interface Terms {
  /** From when it is due until a job must have been created. */
  createdWithin: Duration;
  /** From when it is due until such a job must have succeeded. */
  successWithin: Duration;
  /** A missing job is given up this long after that. */
  closeAfter: Duration;
}

/** A job created up to this much before its time may be taken for it: clocks differ, and schedulers are eager. */
export const EARLY: Duration = 5 * MINUTE;

/** The state of one time at which an expectation came due. */
export type OccurrenceState =
  /** It may still come in time. */
  | 'awaited'
  /** No job was created in time, nor since. */
  | 'missing'
  /** A job was created too late; it may still succeed in time. */
  | 'came-late'
  /** No job succeeded in time, nor since. */
  | 'unsuccessful'
  | 'met'
  /** A job succeeded, but it was created, or succeeded, too late. */
  | 'met-late'
  /** A later time was met while this one counted as missing. */
  | 'superseded'
  | 'given-up';

/** Nothing can change these any more. */
export const SETTLED_STATES = [
  'met',
  'met-late',
  'superseded',
  'given-up',
] as const satisfies readonly OccurrenceState[];

/** The known times of the jobs that were taken for it. */
export interface Evidence {
  /** When the last complete read of the target began, by the server's clock; undefined until there was one. */
  readAt: Instant | undefined;
  /** When the first of them was created; undefined while there is none. */
  createdAt: Instant | undefined;
  /** When the first of them succeeded; undefined while none did. */
  succeededAt: Instant | undefined;
}

/** Judges one occurrence. That something is missing is concluded only from a complete read that began after its time. */
export function judgeOccurrence(
  { due, terms }: { due: Instant; terms: Terms },
  { readAt = -Infinity, createdAt, succeededAt }: Evidence,
): OccurrenceState {
  const createBy = due + terms.createdWithin;
  const succeedBy = due + terms.successWithin;
  const isLate = createdAt === undefined || createdAt > createBy;
  if (succeededAt !== undefined) return isLate || succeededAt > succeedBy ? 'met-late' : 'met';
  if (readAt > succeedBy + terms.closeAfter) return 'given-up';
  if (createdAt === undefined) return readAt > createBy ? 'missing' : 'awaited';
  if (readAt > succeedBy) return 'unsuccessful';
  return isLate ? 'came-late' : 'awaited';
}

/** Says whether an incident says so for as long as it is true. */
export function isAlarm(state: OccurrenceState): boolean {
  return state === 'missing' || state === 'unsuccessful';
}

/** Says whether its job succeeded, in time or late. */
export function isMet(state: OccurrenceState): boolean {
  return state === 'met' || state === 'met-late';
}
