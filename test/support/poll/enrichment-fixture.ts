import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { pino } from 'pino';
import type { Message } from '../../../src/core/message/message.ts';
import { composeMail } from '../../../src/channel/email/compose.ts';
import type { SimulatedJob } from '../../../src/demo/simulator/simulated-job.ts';
import { IncidentEngine } from '../../../src/engine/incident-engine.ts';
import type { Monitors } from '../../../src/engine/context/monitors.ts';
import { StorePlace } from '../store/store-place.ts';
import type { Store } from '../../../src/store/store.ts';
import { registerTarget } from '../../../src/store/jobs/targets.ts';
import { readDetails } from '../../../src/tencent/job/details.ts';
import { DAY, MINUTE, SECOND, type Clock, type Duration } from '../../../src/platform/time.ts';
import { poll, type PollContext } from '../../../src/poll/poll.ts';
import type { PollReport } from '../../../src/poll/port/poll-report.ts';
import type { PolledTarget } from '../../../src/poll/port/polled-target.ts';
import { usualRule } from '../engine/incident-fixture.ts';
import { startSimulatedSource, type SimulatedSource } from './simulated-source.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { errorCodes } from '../../../src/tencent/advice/error-codes.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

/** One for all: a logger keeps its output open until the process ends. */
const SILENT = pino({ level: 'silent' });

/** The real poll and the real source, against the simulated service, over a real store; a poll every 30 s. */
export class EnrichmentFixture implements AsyncDisposable {
  /** The requests of the last poll: path, and the batch job that a count is about. */
  requests: readonly string[] = [];
  store: Store;
  readonly target: PolledTarget;
  readonly #source: SimulatedSource;
  readonly #directory = new TemporaryDirectory();
  readonly #place = new StorePlace(this.#directory.file('batchwatch.db'));
  #ids = 0;

  private constructor(fixture: SimulatedSource, changes: Partial<PolledTarget>) {
    this.#source = fixture;
    this.target = {
      name: 'media',
      bucket: 'examplebucket-1250000000',
      region: 'ap-beijing',
      lookback: DAY,
      overlap: 10 * MINUTE,
      followFor: 30 * DAY,
      pageSize: 100,
      firstRun: 'silent',
      rules: [usualRule({ groupInterval: 0 })],
      enrich: ['failedObjects'],
      ...changes,
    };
    this.store = this.#open();
  }

  /** The first read is over: it found what `jobs` gives. */
  static async start(
    jobs: readonly Omit<SimulatedJob, 'creationTime'>[] = [],
    changes: Partial<PolledTarget> = {},
  ): Promise<EnrichmentFixture> {
    const fixture = new EnrichmentFixture(await startSimulatedSource(), changes);
    const { name, bucket, region } = fixture.target;
    await fixture.store.write((trx) => registerTarget(trx, { name, bucket, region, scope: 'scope' }));
    for (const job of jobs) fixture.put(job);
    await fixture.poll();
    return fixture;
  }

  get cloud(): SimulatedSource['cloud'] {
    return this.#source.cloud;
  }

  get source(): SimulatedSource['source'] {
    return this.#source.source;
  }

  get now(): number {
    return this.#source.clock.now();
  }

  get engine(): IncidentEngine {
    return this.engineWith();
  }

  get clock(): Clock {
    return this.#source.clock;
  }

  /** @param monitors what looks for trouble although nothing happened. */
  engineWith(monitors?: Monitors): IncidentEngine {
    return new IncidentEngine(
      {
        rules: this.target.rules,
        conditions: new Map(),
        receivers: new Map(
          ['oncall', 'lead'].map((name) => [
            name,
            { name, routes: [{ channel: 'email', recipients: [`${name}@b.invalid`] }] },
          ]),
        ),
        defaults: {
          timezone: 'UTC',
          language: 'en',
          errorCodes: errorCodes({}),
          publicUrl: 'http://localhost:9464',
          messageDomain: 'example.com',
        },
        acknowledgeUrl: (incident) => `http://localhost:9464/incidents/${incident}`,
        newIncident: () => `incident-${(this.#ids += 1)}`,
        details: readDetails,
      },
      { maintenanceAt: () => [], maintenanceAfter: () => undefined, quietUntil: () => undefined },
      monitors,
    );
  }

  /** A job created a minute ago. */
  put(job: Omit<SimulatedJob, 'creationTime'>): void {
    this.cloud.put({ creationTime: this.now - MINUTE, operation: OPERATION, ...job });
  }

  /** @param changes what this poll has in place of its usual parts: where it crashes, for one. */
  async poll(changes: Partial<PollContext> = {}): Promise<PollReport> {
    const { cloud, clock, source } = this.#source;
    const before = cloud.requests.length;
    const events = {
      transitioned() {},
      suppressed() {},
      vanished() {},
      pollEnded() {},
      tickSkipped() {},
      targetLeft() {},
    };
    const context: PollContext = {
      target: this.target,
      source,
      store: this.store,
      engine: this.engine,
      clock,
      log: SILENT,
      events,
      newPollId: () => `poll-${(this.#ids += 1)}`,
      onNotifications() {},
      ...changes,
    };
    const report = await this.#moving(poll(context, new AbortController().signal));
    this.requests = cloud.requests
      .slice(before)
      .map(({ path, query }) => `${path} ${query['inventoryTriggerJobId'] ?? ''}`.trim());
    await this.#deliver();
    await clock.advance(30 * SECOND);
    return report;
  }

  /** Lets time pass without a poll. */
  async wait(span: Duration): Promise<void> {
    await this.#source.clock.advance(span);
  }

  /** Does a new process's first work: opens the store again, and writes the notifications that were decided. */
  async restart(): Promise<void> {
    await this.store.close();
    this.store = this.#open();
    await this.store.write((trx) => this.engine.concludePoll(trx, { target: this.target, now: this.now }));
    await this.#deliver();
  }

  async messages(): Promise<Message[]> {
    const rows = await this.store.read((db) =>
      db.selectFrom('notification').select('message').orderBy('id').execute(),
    );
    return rows.map(({ message }) => JSON.parse(message) as Message);
  }

  /** Subject and text of every mail so far, as they would be sent. */
  async mails(): Promise<{ subject: string; text: string }[]> {
    const mails = [];
    for (const message of await this.messages()) {
      const { raw } = await composeMail(message, {
        pages: TENCENT_PAGES,
        from: 'batchwatch@example.com',
        sentAt: this.now,
      });
      const { subject = '', text = '' } = await simpleParser(raw);
      mails.push({ subject, text });
    }
    return mails;
  }

  /** `job: outcome reason` of every decision so far. */
  async decisions(): Promise<string[]> {
    const rows = await this.store.read((db) =>
      db
        .selectFrom('decision')
        .innerJoin('transition', 'transition.id', 'decision.transition')
        .innerJoin('job', 'job.id', 'transition.job')
        .select(['job.job_id', 'decision.outcome', 'decision.reason'])
        .orderBy('decision.id')
        .execute(),
    );
    return rows.map(({ job_id, outcome, reason }) => `${job_id}: ${outcome} ${reason}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    await this.#source[Symbol.asyncDispose]();
    await this.#place[Symbol.asyncDispose]();
    this.#directory[Symbol.dispose]();
  }

  async #deliver(): Promise<void> {
    const delivered = { state: 'sent' as const, offered: 1, settled_at: this.now };
    await this.store.write((trx) =>
      trx.updateTable('outbox').set(delivered).where('state', '=', sql.lit('pending')).execute(),
    );
  }

  #open(): Store {
    return this.#place.open(this.#source.clock);
  }

  /** Lets pauses between tries pass, and deadlines over a request that gets no answer. */
  async #moving<Value>(promise: Promise<Value>): Promise<Value> {
    const { clock, cloud, seen } = this.#source;
    const ended = { value: false };
    const watched = promise.finally(() => (ended.value = true));
    watched.catch(() => undefined);
    while (!ended.value) {
      const due = clock.nextDue ?? 0;
      const isHanging = cloud.requests.length === seen.sent && cloud.requests.at(-1)?.status === undefined;
      await clock.advance(due < LONGEST_PAUSE || isHanging ? due : 0);
    }
    return await watched;
  }
}

/** Between two tries; what sleeps longer is a deadline. */
const LONGEST_PAUSE = SECOND;
export const QUEUE = 'p2911917386e148639319e13c285cc774';
const OPERATION = { Tag: 'Transcode', QueueId: QUEUE };
