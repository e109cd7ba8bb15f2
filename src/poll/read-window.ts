import { windowStart, type LastRead, type Moment } from '../core/job/window.ts';
import { MINUTE, SECOND, type Clock, type Duration, type Instant } from '../platform/time.ts';
import type { Page } from './port/job-source.ts';
import type { PollStep } from './port/poll-step.ts';

interface ReadWindowOptions {
  clock: Clock;
  target: Pick<PollStep['target'], 'lookback' | 'overlap' | 'followFor'>;
  /** Undefined until the target was read completely once. */
  lastRead: LastRead | undefined;
}

/** The window of one read by the server's clock, as far as its answers have shown that clock. */
export class ReadWindow {
  /** The earliest creation time that the read lists. */
  start: Instant;
  /** Own clock minus the server's; undefined when no answer had a `Date`. */
  clockSkew: Duration | undefined;
  readonly #options: ReadWindowOptions;
  #startedAt: Instant | undefined;

  constructor(options: ReadWindowOptions) {
    this.#options = options;
    // Until an answer has the server's time, the last read is taken not to lie in its future.
    const ours = options.clock.now();
    this.start = this.#wantedStart({ server: Math.max(ours, options.lastRead?.startedAt ?? 0), ours });
  }

  /** When the read began, by the server's clock; earlier when an answer of the window was older than that. */
  get startedAt(): Instant {
    return this.#startedAt ?? this.#options.clock.now();
  }

  /** Jobs created before are followed no more. Of both clocks, the earlier counts: a `Date` that is ahead gives no job up. */
  get horizon(): Instant {
    const { clock, target } = this.#options;
    return Math.min(this.startedAt, clock.now()) - target.followFor;
  }

  /**
   * Learns the server's time from a page of the window. Returns `stop` when the first one shows that the window began
   * too late. A later page that a cache kept from an older day shows nothing younger, so the next window begins where
   * that one ended.
   */
  learnServerTime(page: Page): 'stop' | undefined {
    const reported = serverTimeAtSending(page);
    if (this.#startedAt !== undefined) {
      this.#startedAt = Math.min(this.#startedAt, reported);
      return undefined;
    }
    this.#startedAt = reported;
    if (page.serverTime !== undefined) this.clockSkew = page.sentAt - reported;
    const wanted = this.#wantedStart({ server: reported, ours: page.sentAt });
    if (wanted > this.start - SECOND) return undefined;
    this.start = wanted;
    return 'stop';
  }

  #wantedStart(now: Moment): Instant {
    return windowStart(this.#options.lastRead, now, this.#options.target);
  }
}

/** When the request of this answer left, by the server's clock, rounded down; ours where it has none. */
function serverTimeAtSending({ serverTime, sentAt, receivedAt }: Page): Instant {
  if (serverTime === undefined) return sentAt;
  const underWay = Math.min(Math.max(receivedAt - sentAt, 0), MINUTE);
  return serverTime - underWay;
}
