import type { Rule } from '../../../src/core/rule/rule.ts';
import { WATCHDOG } from '../../../src/core/incident/self-check.ts';
import { isEnded } from '../../../src/core/job/state.ts';
import { nextDueIncident, redateIncidents, touchAll } from '../../../src/store/incidents/incidents.ts';
import type { Database } from '../../../src/store/database.ts';
import { MINUTE, SECOND, type Duration } from '../../../src/platform/time.ts';
import { nightly } from '../engine/expectation-fixture.ts';
import { IncidentFixture } from '../engine/incident-fixture.ts';
import { acknowledgeAll, closeAll, silence } from '../engine/people.ts';
import { PlannedTimes } from './planned-times.ts';
import { nameOf } from './policies.ts';
import { RECEIVERS, type Step } from './step.ts';

/** So long that whatever was planned or held when the last step was done is over: what is left then is judged. */
const AFTERMATH: Duration = 61 * MINUTE;

const POLL_EVERY: Duration = MINUTE;

/** What is planned begins at a moment at which nothing else happens: else a look more or less would decide. */
const UNTIL_PLANNED: Duration = 15 * SECOND;

/** More mails than this are a storm. A night ends with it, so that it is judged soon. */
export const STORM = 400;

/** Lets steps happen to the real poll, incidents and store, on a clock that leaps to what is due next. */
export class Simulation implements AsyncDisposable {
  readonly fixture: IncidentFixture;
  readonly rule: Rule;
  readonly #planned = new PlannedTimes();
  /** The number of ended jobs of each name. The next job takes their place. */
  readonly #ended = new Map<number, number>();
  #isStorm = false;

  private constructor(fixture: IncidentFixture, rule: Rule) {
    this.fixture = fixture;
    this.rule = rule;
    fixture.poll.receivers = RECEIVERS;
    fixture.poll.calendar = this.#planned;
    const { monitors, conditions } = fixture.poll;
    monitors.watchdog = { ...monitors.watchdog, receivers: ['oncall', 'lead'] };
    for (const name of [WATCHDOG, EXPECTED.name]) conditions.set(name, rule);
  }

  static async live(steps: readonly Step[], rule: Rule): Promise<Simulation> {
    const simulation = new Simulation(await IncidentFixture.start([rule], { memory: true }), rule);
    await simulation.#takeUp();
    for (const step of steps) await simulation.#do(step);
    await simulation.#end();
    return simulation;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.fixture[Symbol.asyncDispose]();
  }

  /** Nothing is down or gone any more, and nothing new happens. */
  async #end(): Promise<void> {
    const { poll } = this.fixture;
    poll.isMailDown = false;
    poll.cloud.fault = () => undefined;
    poll.monitors.expectations = [];
    if (poll.receivers.length < RECEIVERS.length) await this.#do({ do: 'receivers', names: RECEIVERS });
    await this.#pass(AFTERMATH);
  }

  async #do(step: Step): Promise<void> {
    const { fixture } = this;
    const from = fixture.poll.clock.now() + UNTIL_PLANNED;
    switch (step.do) {
      case 'set':
        this.#set(step);
        return await this.#pass(SECOND);
      case 'pass':
        return await this.#pass(step.span);
      case 'flip':
        return await this.#flip(step);
      case 'quiet':
        return this.#planned.addQuiet(from, step.span);
      case 'maintenance':
        this.#planned.addMaintenance(globOf(step.job), { from, length: step.span });
        return await this.#takeUp();
      case 'mail':
        fixture.poll.isMailDown = step.is === 'down';
        return;
      case 'cloud':
      case 'refuse':
      case 'expect':
        return await this.#trouble(step);
      case 'acknowledge':
      case 'close':
      case 'silence':
      case 'mute':
        return await this.#act(step);
      case 'restart':
      case 'receivers':
      case 'rename':
      case 'clock':
        await this.#disturb(step);
        return await this.#takeUp();
    }
  }

  /** A job that ended stays so; the next of its name takes its place. */
  #set({ job, state, code }: { job: number; state: string; code: string }): void {
    const { cloud } = this.fixture.poll;
    const before = this.#ended.get(job) ?? 0;
    const place = isEnded(cloud.jobs.get(`b${job}-${before}`)?.state ?? '') ? before + 1 : before;
    this.#ended.set(job, place);
    this.fixture.set({ [`b${job}-${place}`]: { state, code, name: nameOf(job) } });
  }

  async #flip({ job, times }: { job: number; times: number }): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      this.#set({ job, state: time % 2 === 0 ? 'Pause' : 'Running', code: '' });
      await this.#pass(30 * SECOND);
    }
  }

  /** As people do it, at a moment at which nobody else looks; the daemon sees it at once. */
  async #act(step: Extract<Step, { do: 'acknowledge' | 'close' | 'silence' | 'mute' }>): Promise<void> {
    const { fixture } = this;
    await fixture.poll.clock.advance(SECOND);
    if (step.do === 'acknowledge') await acknowledgeAll(fixture);
    else if (step.do === 'close') await closeAll(fixture);
    else {
      const matcher = step.do === 'mute' ? step.of : ({ key: 'name', glob: globOf(step.job) } as const);
      await silence(fixture, [matcher], { from: step.from, length: step.span });
    }
    await fixture.poll.evaluate();
  }

  async #trouble(step: Extract<Step, { do: 'cloud' | 'refuse' | 'expect' }>): Promise<void> {
    const { cloud, store, clock, monitors } = this.fixture.poll;
    switch (step.do) {
      case 'cloud':
        cloud.fault = () => (step.is === 'down' ? 'fail' : undefined);
        return;
      case 'refuse':
        await store.write((trx) =>
          trx
            .updateTable('outbox')
            .set({ state: 'dead', offered: 1, settled_at: clock.now() })
            .where('id', '=', (outbox) =>
              outbox.selectFrom('outbox').select(({ fn }) => fn.max('id').as('id')),
            )
            .execute(),
        );
        return;
      case 'expect':
        monitors.expectations = [EXPECTED];
    }
  }

  async #disturb(step: Extract<Step, { do: 'restart' | 'receivers' | 'rename' | 'clock' }>): Promise<void> {
    const { poll } = this.fixture;
    switch (step.do) {
      case 'restart':
        return await poll.restart();
      case 'receivers':
        poll.receivers = step.names;
        return;
      case 'rename':
        Object.assign(poll.target, {
          rules: poll.target.rules.map((rule) => ({ ...rule, name: `${rule.name}x` })),
        });
        return;
      case 'clock':
        poll.clock.setNow(poll.clock.now() + step.by);
        this.#planned.forget();
        await poll.store.write((trx) =>
          trx.updateTable('silence').set({ until_at: poll.clock.now() }).execute(),
        );
    }
  }

  /** As a daemon does that has begun, or has a new configuration, or sees that its clock was set back. */
  async #takeUp(): Promise<void> {
    const { store, clock, engine } = this.fixture.poll;
    await store.write(async (trx) => {
      await engine.keepPolicies(trx);
      await redateIncidents(trx, clock.now());
      await touchAll(trx, clock.now());
    });
  }

  async #pass(span: Duration): Promise<void> {
    const { poll } = this.fixture;
    const end = poll.clock.now() + span;
    while (poll.clock.now() < end && !this.#isStorm) {
      await poll.poll();
      await this.#evaluateUntil(Math.min(poll.clock.now() + POLL_EVERY, end));
    }
  }

  /** The daemon looks every second for what is due; in between there is nothing to see. */
  async #evaluateUntil(end: number): Promise<void> {
    const { poll } = this.fixture;
    for (;;) {
      const due = (await poll.store.read(nextDueIncident)) ?? Infinity;
      const next = Math.max(due, poll.clock.now() + SECOND);
      await poll.clock.advance(Math.min(next, end) - poll.clock.now());
      if (next > end) return;
      await poll.evaluate();
      this.#isStorm = (await poll.store.read(countNotifications)) > STORM;
      if (this.#isStorm) return;
    }
  }
}

async function countNotifications(db: Database): Promise<number> {
  const { mails } = await db
    .selectFrom('notification')
    .select(({ fn }) => fn.countAll<number>().as('mails'))
    .executeTakeFirstOrThrow();
  return mails;
}

/** Jobs of the night meet it now and then. */
const EXPECTED = nightly({
  cron: '*/30 * * * *',
  jobName: 'job 0*',
  createdWithin: 5 * MINUTE,
  successWithin: 10 * MINUTE,
});

function globOf(job: number): string {
  return job < 0 ? '*' : `job ${job}*`;
}
