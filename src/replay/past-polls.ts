import type { ObservationNote } from '../jobs/observation.ts';
import type { PastChange } from '../store/past.ts';
import type { Instant } from '../time.ts';

/** What one poll of one target saw. */
export interface PastPoll {
  readonly target: string;
  readonly pollId: string;
  /** When it last saw something: as near to its end as is known. */
  readonly endedAt: Instant;
  /** Ids, in the order in which they were seen. */
  readonly transitions: readonly number[];
  /** Row ids of the jobs of which anything else was seen to change. */
  readonly changed: readonly number[];
  /** Ids of jobs that it gave up. */
  readonly vanished: readonly string[];
  /** Ids of jobs that it stopped following. */
  readonly outlived: readonly string[];
  /** Ids of jobs that it found again. */
  readonly found: readonly string[];
}

/** Puts polls together again, in the order in which they ended. */
export function toPolls(changes: readonly PastChange[]): PastPoll[] {
  const polls = Map.groupBy(changes, ({ target, pollId }) => JSON.stringify([target, pollId]));
  return [...polls.values()].map(toPoll).toSorted((a, b) => a.endedAt - b.endedAt);
}

function toPoll(changes: readonly PastChange[]): PastPoll {
  const [first] = changes;
  if (first === undefined) throw new Error('a poll that saw nothing');
  const noted = (note: ObservationNote) =>
    changes.filter((change) => change.note === note).map(({ jobId }) => jobId);
  return {
    target: first.target,
    pollId: first.pollId,
    endedAt: changes.reduce((latest, { observedAt }) => Math.max(latest, observedAt), -Infinity),
    transitions: changes.filter(({ kind }) => kind === 'transition').map(({ id }) => id),
    changed: changes.filter(({ kind }) => kind === 'observation').map(({ job }) => job),
    vanished: noted('vanished'),
    outlived: noted('follow-ended'),
    found: noted('found-again'),
  };
}
