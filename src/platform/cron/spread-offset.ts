import { createHash } from 'node:crypto';
import { MINUTE, SECOND, type Duration } from '../time.ts';
import { readCron } from './cron-fields.ts';

/**
 * Returns the offset of one of several that share a schedule: the same for the same name, in whole milliseconds. It is
 * shorter than the shortest pause between two times of the expression, and at most a minute.
 */
export function spreadOffset(name: string, expression: string): Duration {
  const share = createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32;
  return Math.floor(share * shortestPause(readCron(expression).seconds));
}

/** A second's field with one value pauses for a minute at least. */
function shortestPause(seconds: readonly number[]): Duration {
  const sorted = seconds.toSorted((a, b) => a - b);
  const pauses = sorted.map((second, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + 60) - second);
  return Math.min(MINUTE, ...pauses.map((pause) => pause * SECOND));
}
