import { HOUR, MINUTE, type Duration, type Instant } from '../../../src/platform/time.ts';
import type { Fixture } from '../../support/process/fixture.ts';
import { jobIdOf } from '../job-ids.ts';
import { noticeOf, type Notice } from '../received.ts';

/** The average time between two new jobs. */
const BETWEEN_JOBS: Duration = 12 * MINUTE;

/** The next state of a job. A pause outlasts every outage: no poll would see one that begins and ends between two. */
interface Fate {
  at: Instant;
  jobId: string;
  state: string;
}

/**
 * The life of a bucket: jobs come, run, pause, fail, succeed, are cancelled or vanish, all by chance from a
 * seed; once a day the API is down for an hour, and the mail server for two.
 */
export class BusyDays {
  readonly expected = new Set<Notice>();
  /** Jobs that there were so far. */
  jobs = 0;
  readonly #fixture: Fixture;
  readonly #random: () => number;
  readonly #recipients: readonly string[];
  readonly #begin: Instant;
  #fates: Fate[] = [];
  #nextJobAt: Instant;
  #isMailDown = false;

  constructor(options: {
    fixture: Fixture;
    random: () => number;
    /** The recipients of notifications, without those that the mail server refuses. */
    recipients: readonly string[];
    begin: Instant;
  }) {
    this.#fixture = options.fixture;
    this.#random = options.random;
    this.#recipients = options.recipients;
    this.#begin = options.begin;
    this.#nextJobAt = options.begin + MINUTE;
  }

  /** Lets happen what happens until `now`. */
  async liveUntil(now: Instant): Promise<void> {
    await this.#breakDown(now);
    for (; this.#nextJobAt <= now; this.#nextJobAt += BETWEEN_JOBS * 2 * this.#random()) this.#addJob(now);
    const due = this.#fates.filter(({ at }) => at <= now);
    this.#fates = this.#fates.filter(({ at }) => at > now);
    for (const fate of due) this.#fulfil(fate);
  }

  /** From now on nothing new happens, and everything answers. */
  async calm(): Promise<void> {
    this.#nextJobAt = Infinity;
    this.#fates = [];
    this.#fixture.cloud.behave();
    if (this.#isMailDown) await this.#fixture.smtp.resume();
    this.#isMailDown = false;
  }

  async #breakDown(now: Instant): Promise<void> {
    const hour = Math.floor((now - this.#begin) / HOUR) % 24;
    this.#fixture.cloud.behave();
    if (hour === 7) this.#fixture.cloud.misbehave(this.#outage(), { times: Infinity });
    const isMailDown = hour === 7 || hour === 15 || hour === 16;
    if (isMailDown && !this.#isMailDown) await this.#fixture.smtp.refuse();
    if (!isMailDown && this.#isMailDown) await this.#fixture.smtp.resume();
    this.#isMailDown = isMailDown;
  }

  #outage() {
    const kinds = [
      { kind: 'reset' },
      { kind: 'html' },
      { kind: 'broken-off', bytes: 200 },
      { kind: 'error', status: 503, code: 'ServiceUnavailable' },
      { kind: 'error', status: 403, code: 'AccessDenied' },
    ] as const;
    return kinds[Math.floor(this.#random() * kinds.length)] ?? kinds[0];
  }

  #addJob(now: Instant): void {
    const jobId = jobIdOf((this.jobs += 1));
    this.#fixture.cloud.put({
      jobId,
      name: `nightly-${this.jobs % 7}`,
      state: 'Submitted',
      creationTime: now,
    });
    let at = now;
    for (const state of this.#story()) {
      at += (state === 'resumed' ? 3 * HOUR : 5 * MINUTE) + this.#random() * HOUR;
      this.#fates.push({ at, jobId, state: state === 'resumed' ? 'Running' : state });
    }
  }

  #story(): readonly string[] {
    const chance = this.#random();
    if (chance < 0.15) return ['Running', 'Failed'];
    if (chance < 0.25) return ['Running', 'Pause', 'resumed', 'Success'];
    if (chance < 0.3) return ['Running', 'Pause', 'resumed', 'Failed'];
    if (chance < 0.35) return ['Running', 'gone'];
    if (chance < 0.45) return ['Cancel'];
    if (chance < 0.5) return ['Failed'];
    return ['Running', 'Success'];
  }

  #fulfil({ jobId, state }: Fate): void {
    if (state === 'gone') return this.#fixture.cloud.remove(jobId);
    this.#fixture.cloud.move(jobId, state, state === 'Failed' ? { code: 'InvalidInput' } : {});
    if (state !== 'Failed' && state !== 'Pause') return;
    for (const recipient of this.#recipients) this.expected.add(noticeOf(recipient, jobId, state));
  }
}
