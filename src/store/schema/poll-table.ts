import type { Generated } from 'kysely';

/** The last polls of each target, pruned to a few. */
export interface PollTable {
  id: Generated<number>;
  target: string;
  ended_at: number;
  /** `aborted`: the program was stopping. */
  outcome: 'complete' | 'failed' | 'aborted';
  /** Pages that were asked for and answered. */
  requests: number;
  /** Jobs that it showed for the first time. */
  new_jobs: number;
  transitions: number;
  duration_ms: number;
  /** Why it failed; null when it did not. */
  reason: string | null;
}
