import { MINUTE, SECOND, type Duration } from '../../../platform/time.ts';
import type { Monitor } from './monitor.ts';

/** A clock of this machine that is off. */
export const clockSkew: Monitor = {
  name: 'clock-skew',
  find({ targets, lasts, writer: { words, span } }) {
    const skews = targets.flatMap((target) => target.clockSkew ?? []);
    const skew = skews.toSorted((a, b) => Math.abs(b) - Math.abs(a))[0];
    if (skew === undefined || Math.abs(skew) <= (lasts() ? SETTLED : MOST)) return [];
    return [{ reason: 'clock-skew', summary: words.clockSkew({ skew, span: span(Math.abs(skew)) }) }];
  },
};

const MOST: Duration = MINUTE;
/** A clock that was off must come this near before that is over: else it would come and go at the edge. */
const SETTLED: Duration = 30 * SECOND;
