import { WAYS } from '../channels/destinations.ts';
import { POINT_NAMES } from './kill-point.ts';
import type { SeriesCounts } from './try-series.ts';

/** The sums of all series. */
export class KillCounts {
  kills = 0;
  notices = 0;
  /** Messages that were due over HTTP, at each destination. */
  messages = 0;
  /** Messages that came as a line of a merged one. */
  merged = 0;
  repeats = 0;
  /** Points that a process never came to: no kills. */
  missed = 0;
  readonly #byPoint = new Map([...POINT_NAMES].map((name) => [name, 0]));

  add({ lives, notices, messages, merged, repeats }: SeriesCounts): void {
    for (const { isKilled, point } of lives) {
      if (isKilled) this.#byPoint.set(point, (this.#byPoint.get(point) ?? 0) + 1);
      if (isKilled) this.kills += 1;
      else this.missed += 1;
    }
    this.notices += notices;
    this.messages += messages;
    this.merged += merged;
    this.repeats += repeats;
  }

  /** Names of points at which nothing was killed yet. */
  get unreached(): string[] {
    return [...this.#byPoint].filter(([, kills]) => kills === 0).map(([name]) => name);
  }

  toText(): string {
    const random = this.#byPoint.get('at random') ?? 0;
    const named = [...this.#byPoint].filter(([name]) => name !== 'at random').map(([, kills]) => kills);
    return [
      `${figure(this.kills)} kills, ${figure(random)} of them at random, ${Math.min(...named)} to ${Math.max(...named)} at each of ${named.length} points`,
      ...(this.missed > 0 ? [`${this.missed} more points were not come to`] : []),
      `${figure(this.notices)} notifications due by mail, ${figure(this.messages)} messages by ${WAYS.length} destinations over HTTP, ${figure(this.merged)} of them merged`,
      `${figure(this.repeats)} duplicates`,
    ].join('; ');
  }
}

function figure(count: number): string {
  return count.toLocaleString('en');
}
