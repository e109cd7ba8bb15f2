import { sql } from 'kysely';
import type { Route } from '../../../src/core/receiver.ts';
import { pino } from 'pino';
import type { FirstRun } from '../../../src/core/rule/decide.ts';
import type { Language, Message } from '../../../src/core/message/message.ts';
import type { Fallback } from '../../../src/core/receiver.ts';
import type { Policy, Rule } from '../../../src/core/rule/rule.ts';
import { IncidentEngine, type IncidentCalendar } from '../../../src/engine/incident-engine.ts';
import type { Monitors } from '../../../src/engine/context/monitors.ts';
import { USUAL_POLICY } from '../../../src/engine/context/policies.ts';
import { isEnded } from '../../../src/core/job/state.ts';
import type { Store } from '../../../src/store/store.ts';
import { eachOf } from '../../../src/store/dialect/listed.ts';
import { registerTarget } from '../../../src/store/jobs/targets.ts';
import { DAY, MINUTE } from '../../../src/platform/time.ts';
import { poll, type PollContext } from '../../../src/poll/poll.ts';
import type { PollReport } from '../../../src/poll/port/poll-report.ts';
import type { PolledTarget } from '../../../src/poll/port/polled-target.ts';
import { ScriptedCloud } from './scripted-cloud.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { TestClock } from '../test-clock.ts';
import { StorePlace } from '../store/store-place.ts';
import { errorCodes } from '../../../src/tencent/advice/error-codes.ts';

/** One for all: a logger keeps its output open until the process ends. */
const SILENT = pino({ level: 'silent' });

const ALL = ['*'];

/** Notifies of every Failed and Pause at once, and of nothing else: no holding back, no reminders, no closings. */
export const NOTIFY_ALARMS: Rule = {
  ...USUAL_POLICY,
  groupInterval: 0,
  repeat: 'never',
  flapping: undefined,
  tellRecovery: false,
  name: 'failures',
  match: {
    states: ['Failed', 'Pause'],
    targets: ALL,
    names: ALL,
    types: ALL,
    workflowIds: ALL,
    queueIds: ALL,
    codes: ALL,
  },
  receivers: ['oncall'],
  continue: false,
  owner: undefined,
  tooLong: undefined,
};

/** Notify nobody, until a test names receivers. */
function quietMonitors(fixture: PollFixture): Monitors {
  const { clock, target } = fixture;
  return {
    expectations: [],
    watchdog: {
      limits: { unreadableAfter: 5, outboxAfter: 10 * MINUTE },
      receivers: [],
      severity: 'critical',
      targets: [target.name],
      destinations: [{ channel: 'email', recipients: ['oncall@example.com', 'lead@example.com'] }],
      quietReport: undefined,
    },
    fresh: new Set(),
    isElsewhere: () => false,
    isWatching: () => true,
    live: { startedAt: clock.now(), endingKeys: () => [], outage: () => fixture.store.outage },
  };
}

/** The real poll over a real store, with a cloud and a clock that the test moves. */
export class PollFixture implements AsyncDisposable {
  readonly clock = new TestClock();
  readonly cloud = new ScriptedCloud(this.clock);
  readonly vanished: number[] = [];
  readonly target: PolledTarget;
  store: Store;
  /**
   * Where the window of the first complete read began, by the server's clock; what was created before it, and
   * had ended by then, is nobody's to know. Infinity until there was one.
   */
  firstWindowStart = Infinity;
  readonly #directory: TemporaryDirectory;
  readonly #place: StorePlace;
  /** While true, nothing that is put into the outbox leaves it. */
  isMailDown = false;
  /** Names of the receivers. */
  receivers: readonly string[] = ['oncall', 'lead'];
  /** Who is notified in place of a receiver, by its name. */
  fallbacks = new Map<string, Fallback>();
  /** While it has some, nothing to these recipients leaves the outbox. */
  blocked = new Set<string>();
  /** Of receivers that are not reached by mail alone. */
  readonly routes = new Map<string, readonly Route[]>();
  calendar: IncidentCalendar = {
    maintenanceAt: () => [],
    maintenanceAfter: () => undefined,
    quietUntil: () => undefined,
  };
  /** The parts that look for trouble although nothing happened. A test may change them. */
  readonly monitors: { -readonly [Part in keyof Monitors]: Monitors[Part] };
  /** The notification settings of expectations and the self-check. */
  conditions = new Map<string, Policy>();
  /** In which messages are written. */
  language: Language = 'en';
  /** The value of `smtp.from`. */
  messageDomain = 'example.com';
  #ids = 0;
  /** As a poller remembers it; the next process does not. */
  #isSettled = false;

  private constructor(changes: Partial<PolledTarget>, storage: { memory: boolean }) {
    this.#directory = new TemporaryDirectory(storage);
    this.target = {
      name: 'media',
      bucket: 'examplebucket-1250000000',
      region: 'ap-beijing',
      lookback: DAY,
      overlap: 10 * MINUTE,
      followFor: 30 * DAY,
      pageSize: 3,
      firstRun: 'each' satisfies FirstRun,
      rules: [NOTIFY_ALARMS],
      enrich: [],
      ...changes,
    };
    this.#place = new StorePlace(this.#directory.file('batchwatch.db'));
    this.store = this.#place.open(this.clock);
    this.monitors = quietMonitors(this);
  }

  static async start(
    changes: Partial<PolledTarget> = {},
    storage: { memory: boolean } = { memory: false },
  ): Promise<PollFixture> {
    const fixture = new PollFixture(changes, storage);
    await fixture.#register();
    return fixture;
  }

  get engine(): IncidentEngine {
    return this.engineFor(this.target.rules);
  }

  engineFor(rules: readonly Rule[], monitors: Monitors = this.monitors): IncidentEngine {
    const receivers = this.receivers.map((name) => {
      const mail = [{ channel: 'email', recipients: [`${name}@example.com`] }];
      const routes = this.routes.get(name) ?? mail;
      return [name, { name, routes, fallback: this.fallbacks.get(name) }] as const;
    });
    return new IncidentEngine(
      {
        rules,
        conditions: this.conditions,
        receivers: new Map(receivers),
        defaults: {
          timezone: 'UTC',
          language: this.language,
          errorCodes: errorCodes({}),
          publicUrl: 'http://localhost:9464',
          messageDomain: this.messageDomain,
        },
        acknowledgeUrl: (incident) => `http://localhost:9464/incidents/${incident}`,
        newIncident: () => `incident-${++this.#ids}`,
        details: (job) => this.cloud.details(job),
      },
      this.calendar,
      monitors,
    );
  }

  /** All that a poll of the target needs. */
  get context(): PollContext {
    return {
      target: this.target,
      source: this.cloud,
      store: this.store,
      engine: this.engine,
      clock: this.clock,
      log: SILENT,
      events: {
        transitioned() {},
        suppressed() {},
        vanished: (_target, count) => this.vanished.push(count),
        pollEnded() {},
        tickSkipped() {},
        targetLeft() {},
      },
      newPollId: () => `poll-${++this.#ids}`,
      onNotifications() {},
    };
  }

  async poll(): Promise<PollReport> {
    this.cloud.startPoll();
    const windowStart = this.cloud.serverNow - this.target.lookback;
    const context = { ...this.context, isSettled: this.#isSettled };
    const report = await poll(context, new AbortController().signal);
    this.#isSettled = report.isConcluded;
    await this.#deliver();
    if (report.outcome === 'complete') {
      this.cloud.endCompleteRead();
      if (this.firstWindowStart === Infinity) this.firstWindowStart = windowStart;
    }
    return report;
  }

  /** Lets time pass with the incident loop at work, as the daemon does between polls. */
  async evaluate(): Promise<void> {
    await this.store.write((trx) => this.engine.evaluateDue(trx, this.clock.now()));
    await this.#deliver();
  }

  /** Puts jobs into the cloud: state, and how long ago each was created. */
  put(jobs: Readonly<Record<string, readonly [state: string, age: number]>>): void {
    for (const [jobId, [state, age]] of Object.entries(jobs)) {
      this.cloud.put({ jobId, state, createdAt: this.cloud.serverNow - age });
    }
  }

  move(jobId: string, state: string): void {
    const job = this.cloud.jobs.get(jobId);
    if (job !== undefined) this.cloud.put({ ...job, state });
  }

  /** Lets go of the store and opens it again, as a new process would. */
  async restart(): Promise<void> {
    await this.store.close();
    this.store = this.#place.open(this.clock);
    this.#isSettled = false;
    await this.#register();
  }

  /** Every job in every message, in the order of the messages. */
  async notified(): Promise<string[]> {
    return (await this.messages()).flatMap(({ jobs }) => jobs.map(({ jobId, state }) => `${jobId} ${state}`));
  }

  async messages(): Promise<Message[]> {
    const rows = await this.store.read((db) =>
      db.selectFrom('notification').select('message').orderBy('id').execute(),
    );
    return rows.map(({ message }) => JSON.parse(message) as Message);
  }

  /** The snapshot: state by job id, with a mark on open jobs that are no longer followed. */
  async snapshot(): Promise<Map<string, string>> {
    const rows = await this.store.read((db) =>
      db.selectFrom('job').select(['job_id', 'state', 'followed']).execute(),
    );
    return new Map(
      rows.map(({ job_id, state, followed }) => [
        job_id,
        followed === 1 || isEnded(state) ? state : `${state} (gone)`,
      ]),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    await this.#place[Symbol.asyncDispose]();
    this.#directory[Symbol.dispose]();
  }

  /** Accepts all that waits at once, as a healthy mail server does. */
  async #deliver(): Promise<void> {
    if (this.isMailDown) return;
    const delivered = { state: 'sent' as const, offered: 1, settled_at: this.clock.now() };
    await this.store.write((trx) =>
      trx
        .updateTable('outbox')
        .set(delivered)
        .where('state', '=', sql.lit('pending'))
        .where('recipient', 'not in', eachOf(this.blocked))
        .execute(),
    );
  }

  async #register(): Promise<void> {
    const { name, bucket, region } = this.target;
    await this.store.write((trx) => registerTarget(trx, { name, bucket, region, scope: 'scope' }));
  }
}
