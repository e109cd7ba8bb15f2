import type { ObservationNote } from '../core/job/observation.ts';
import type { PastChange } from '../store/history/past.ts';
import type { PastCount } from '../store/history/past-counts.ts';
import { SECOND, type Duration, type Instant } from '../platform/time.ts';

/** What one poll of one target saw. */
export interface PastPoll {
  target: string;
  pollId: string;
  /** When it last saw something: as near to its end as is known. */
  endedAt: Instant;
  /** Ids, in the order in which they were seen. */
  transitions: readonly number[];
  /** Row ids of the jobs of which anything else was seen to change. */
  changed: readonly number[];
  /** Ids of jobs that it gave up. */
  vanished: readonly string[];
  /** Ids of jobs that it stopped following. */
  followExpired: readonly string[];
  /** Ids of jobs that it found again. */
  found: readonly string[];
  /** How objects fared, as far as that was asked before the poll ended. */
  counts: readonly PastCount[];
}

/** Objects that were counted later, for they could not be at once. */
export interface LateCounts {
  target: string;
  at: Instant;
  counts: readonly PastCount[];
}

/** Puts polls together again, in the order in which they ended. */
export function toPolls(changes: readonly PastChange[], counts: readonly PastCount[]): PastPoll[] {
  const polls = Map.groupBy(changes, keyOf);
  const counted = Map.groupBy(counts, keyOf);
  return [...polls]
    .map(([key, seen]) => toPoll(seen, counted.get(key) ?? []))
    .toSorted((a, b) => a.endedAt - b.endedAt);
}

/** No poll asks about objects for longer (enrich.ts), but for the time that it needs to record them. */
const LONGEST_ASKING: Duration = 8 * SECOND;

/** The counts that no poll had before it ended; those that came together stand together. */
export function lateCounts(counts: readonly PastCount[], polls: readonly PastPoll[]): LateCounts[] {
  const inTime = new Set(polls.flatMap((poll) => poll.counts));
  const late = Map.groupBy(
    counts.filter((count) => !inTime.has(count)),
    ({ target }) => target,
  );
  return [...late].flatMap(([target, ofTarget]) => together(ofTarget).map((group) => ({ target, ...group })));
}

function together(counts: readonly PastCount[]): Omit<LateCounts, 'target'>[] {
  const groups: { at: Instant; counts: PastCount[] }[] = [];
  for (const count of counts.toSorted((a, b) => (a.answeredAt ?? 0) - (b.answeredAt ?? 0))) {
    const { answeredAt: at } = count;
    const last = groups.at(-1);
    if (at === undefined) continue;
    if (last !== undefined && at - last.at < LONGEST_ASKING) Object.assign(last, { at }).counts.push(count);
    else groups.push({ at, counts: [count] });
  }
  return groups;
}

function keyOf({ target, pollId }: { target: string; pollId: string }): string {
  return JSON.stringify([target, pollId]);
}

function toPoll(changes: readonly PastChange[], counts: readonly PastCount[]): PastPoll {
  const [first] = changes;
  if (first === undefined) throw new Error('a poll that saw nothing');
  const noted = (note: ObservationNote) =>
    changes.filter((change) => change.note === note).map(({ jobId }) => jobId);
  const endedAt = changes.reduce((latest, { observedAt }) => Math.max(latest, observedAt), -Infinity);
  return {
    target: first.target,
    pollId: first.pollId,
    endedAt,
    transitions: changes.filter(({ kind }) => kind === 'transition').map(({ id }) => id),
    changed: changes.filter(({ kind }) => kind === 'observation').map(({ job }) => job),
    vanished: noted('vanished'),
    followExpired: noted('follow-ended'),
    found: noted('found-again'),
    // A failed job's are asked then or never.
    counts: counts.filter(
      ({ to, answeredAt = Infinity }) => to === 'Failed' || answeredAt < endedAt + LONGEST_ASKING,
    ),
  };
}
