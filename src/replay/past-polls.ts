import type { ObservationNote } from '../core/job/observation.ts';
import type { PastChange } from '../store/history/past.ts';
import type { PastCount } from '../store/history/past-counts.ts';
import { SECOND, type Duration, type Instant } from '../platform/time.ts';

/** The sightings of one poll of one target. */
export interface PastPoll {
  target: string;
  pollId: string;
  /** Its last sighting: as near to its end as is known. */
  endedAt: Instant;
  /** Ids, in the order in which they were seen. */
  transitions: readonly number[];
  /** Row ids of the jobs with any other change. */
  changed: readonly number[];
  /** Ids of jobs that it gave up. */
  vanished: readonly string[];
  /** Ids of jobs that it stopped following. */
  followExpired: readonly string[];
  /** Ids of jobs that it found again. */
  found: readonly string[];
  /** The counts of objects that were asked before the poll ended. */
  counts: readonly PastCount[];
}

/** Counts of objects that came after the poll. */
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

/** Returns the counts that came after their poll, grouped by moment. */
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
