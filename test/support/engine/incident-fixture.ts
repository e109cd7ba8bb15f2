import type { Message } from '../../../src/core/message/message.ts';
import type { Rule } from '../../../src/core/rule/rule.ts';
import { renderSummary } from '../../../src/render/content/render-subject.ts';
import { USUAL_POLICY } from '../../../src/engine/context/policies.ts';
import { nextDueIncident } from '../../../src/store/incidents/incidents.ts';
import { acknowledgeIncident } from '../../../src/actions/incident-actions.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../../../src/platform/time.ts';
import { PollFixture, NOTIFY_ALARMS } from '../poll/poll-fixture.ts';

const STEP: Duration = 30 * SECOND;

/** A rule as the configuration makes it when it says nothing but the changes. */
export function usualRule(changes: Partial<Rule> = {}): Rule {
  return { ...NOTIFY_ALARMS, ...USUAL_POLICY, ...changes };
}

/** A fixture on which time passes as in life: a poll every 30 s, the incidents evaluated in between. */
export class IncidentFixture implements AsyncDisposable {
  readonly poll: PollFixture;
  readonly #begunAt: number;

  private constructor(poll: PollFixture) {
    this.poll = poll;
    this.#begunAt = poll.clock.now();
  }

  /** The first read is over: it found nothing. */
  static async start(
    rules: readonly Rule[] = [usualRule()],
    storage: { memory: boolean } = { memory: false },
  ): Promise<IncidentFixture> {
    const fixture = await PollFixture.start({ rules, pageSize: 100 }, storage);
    await fixture.poll();
    return new IncidentFixture(fixture);
  }

  /** Changes jobs, or makes them: a state, or a state with more. */
  set(jobs: Readonly<Record<string, string | JobSketch>>): void {
    const { cloud } = this.poll;
    for (const [jobId, sketch] of Object.entries(jobs)) {
      const changes = typeof sketch === 'string' ? { state: sketch } : sketch;
      const before = cloud.jobs.get(jobId) ?? { jobId, createdAt: cloud.serverNow };
      cloud.put({ ...before, ...changes });
    }
  }

  /**
   * Lets time pass as `passClosely` does; after ten minutes in which the test does nothing, only each tenth poll is made,
   * and what is due to incidents is evaluated at the same moments as before.
   */
  async pass(span: Duration, before?: (elapsed: Duration) => void): Promise<void> {
    const closely = before === undefined ? Math.min(span, 10 * MINUTE) : span;
    const { clock } = this.poll;
    const end = clock.now() + span;
    await this.passClosely(closely, before);
    while (clock.now() < end) {
      await this.poll.poll();
      await this.#evaluateUntil(Math.min(clock.now() + 10 * STEP, end));
    }
  }

  /** Lets time pass, polling and evaluating every 30 s, and lets a test do something before each poll. */
  async passClosely(span: Duration, before: (elapsed: Duration) => void = () => {}): Promise<void> {
    const { clock } = this.poll;
    const end = clock.now() + span;
    while (clock.now() < end) {
      before(clock.now() - this.#begunAt);
      await this.poll.poll();
      await clock.advance(Math.min(STEP, end - clock.now()));
      await this.poll.evaluate();
    }
  }

  /** Lets time pass without a poll, on a clock that leaps to what is due next, by a minute at least. */
  async wait(span: Duration): Promise<void> {
    const { clock, store } = this.poll;
    const end = clock.now() + span;
    while (clock.now() < end) {
      const due = Math.max((await store.read(nextDueIncident)) ?? Infinity, clock.now() + MINUTE);
      await clock.advance(Math.min(due, end) - clock.now());
      await this.poll.evaluate();
    }
  }

  /** `receiver: subject` of every message so far, without the part that all share. */
  async mails(): Promise<string[]> {
    const messages = await this.poll.messages();
    return messages.map((message) => `${message.receiver}: ${subjectOf(message)}`);
  }

  async messages(): Promise<Message[]> {
    return await this.poll.messages();
  }

  /** Acknowledges every open incident, as a person does. */
  async acknowledge(by: string): Promise<void> {
    const at = this.poll.clock.now();
    await this.poll.store.write(async (trx) => {
      const open = await trx.selectFrom('incident').selectAll().where('state', '=', 'open').execute();
      for (const { public_id: id } of open) await acknowledgeIncident(trx, id, { at, by, comment: '' });
    });
  }

  /** Every decision not to notify, counted by reason. */
  async suppressed(): Promise<Record<string, number>> {
    const rows = await this.poll.store.read((db) =>
      db
        .selectFrom('decision')
        .select(({ fn }) => ['reason', fn.countAll<number>().as('times')])
        .where('outcome', '=', 'suppress')
        .groupBy('reason')
        .execute(),
    );
    return Object.fromEntries(rows.map(({ reason, times }) => [reason, times]));
  }

  /** Leaps from one multiple of a step to the next at which an incident is due, and to the end. */
  async #evaluateUntil(end: Instant): Promise<void> {
    const { clock, store } = this.poll;
    while (clock.now() < end) {
      const due = (await store.read(nextDueIncident)) ?? end;
      const steps = Math.max(1, Math.ceil((due - clock.now()) / STEP));
      await clock.advance(Math.min(steps * STEP, end - clock.now()));
      await this.poll.evaluate();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.poll[Symbol.asyncDispose]();
  }
}

export interface JobSketch {
  state: string;
  name?: string;
  code?: string;
  message?: string;
  createdAt?: Instant;
  startedAt?: Instant;
  endedAt?: Instant;
  details?: Readonly<Record<string, unknown>>;
}

function subjectOf(message: Message): string {
  return renderSummary(message);
}
