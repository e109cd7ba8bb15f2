import { pino } from 'pino';
import { registerTarget } from '../../../src/store/jobs/targets.ts';
import { SECOND, type Duration } from '../../../src/platform/time.ts';
import type { JobSource, Page } from '../../../src/poll/port/job-source.ts';
import { TargetPoller } from '../../../src/poll/target-poller.ts';
import { Turns } from '../../../src/poll/turns.ts';
import { PollFixture } from './poll-fixture.ts';

const SILENT = pino({ level: 'silent' });

/** A poll that began. */
export interface BegunPoll {
  target: string;
  /** Time since the start of the fixture. */
  at: Duration;
}

/** Pollers of several targets over one store. Their clouds are empty and answer after a while, or never. */
export class PollersFixture implements AsyncDisposable {
  readonly begun: BegunPoll[] = [];
  readonly skipped: string[] = [];
  readonly bugs: unknown[] = [];
  /** The number of requests under way, and the most there were at a time. */
  underWay = 0;
  mostUnderWay = 0;
  readonly #fixture: PollFixture;
  readonly #turns: Turns;
  readonly #pollers: TargetPoller[] = [];
  readonly #startedAt: Duration;
  #ids = 0;

  private constructor(fixture: PollFixture, atOnce: number) {
    this.#fixture = fixture;
    this.#turns = new Turns(fixture.clock, { atOnce });
    this.#startedAt = fixture.clock.monotonic();
  }

  static async start(atOnce: number): Promise<PollersFixture> {
    return new PollersFixture(await PollFixture.start({}, { memory: true }), atOnce);
  }

  get clock() {
    return this.#fixture.clock;
  }

  /** The polls of one target, by the time at which they began. */
  pollsOf(target: string): readonly Duration[] {
    return this.begun.filter((poll) => poll.target === target).map(({ at }) => at);
  }

  /** Starts a poller. `answersAfter`: Infinity hangs until it is stopped. */
  async watch(target: string, options: { answersAfter: Duration; offset?: Duration }): Promise<void> {
    const { store, engine, clock } = this.#fixture;
    const identity = { name: target, bucket: 'examplebucket-1250000000', region: 'ap-beijing' };
    await store.write((trx) => registerTarget(trx, { ...identity, scope: 'scope' }));
    const poller = new TargetPoller({
      target: { ...this.#fixture.target, ...identity },
      source: this.#source(options.answersAfter),
      store,
      engine,
      clock,
      log: SILENT,
      events: {
        transitioned() {},
        suppressed() {},
        vanished() {},
        pollEnded() {},
        tickSkipped: (name) => this.skipped.push(name),
        targetLeft: () => {},
      },
      newPollId: () => {
        this.begun.push({ target, at: clock.monotonic() - this.#startedAt });
        return `poll-${++this.#ids}`;
      },
      onNotifications() {},
      schedule: { expression: '*/10 * * * * *', timezone: 'UTC', offset: options.offset ?? 0 },
      turns: this.#turns,
      wasPolled: false,
      onBug: (error) => this.bugs.push(error),
    });
    this.#pollers.push(poller);
    void poller.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#pollers.map((poller) => poller.stop()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#fixture[Symbol.asyncDispose]();
  }

  #source(answersAfter: Duration): JobSource {
    const { clock } = this;
    const source: Pick<JobSource, 'list'> = {
      list: async (_query, signal): Promise<Page> => {
        this.underWay += 1;
        this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
        const sentAt = clock.now();
        try {
          await clock.sleep(Math.min(answersAfter, 1e9 * SECOND), signal);
        } finally {
          this.underWay -= 1;
        }
        return { jobs: [], skippedRows: 0, size: 100, nextToken: '', sentAt, receivedAt: clock.now() };
      },
    };
    return Object.assign(Object.create(this.#fixture.cloud) as JobSource, source);
  }
}
