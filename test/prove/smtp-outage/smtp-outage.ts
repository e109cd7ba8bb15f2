import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Duration, MINUTE } from '../../../src/platform/time.ts';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { type Fixture, startFixture } from '../../support/process/fixture.ts';
import type { CapturedMail } from '../../support/mail/smtp-sink.ts';
import { localhostCertificate } from '../../support/network/tls-certificate.ts';
import { oftenStarted } from '../often-started.ts';
import type { Effort, Outcome, Proof } from '../proof.ts';
import { compare, describeDifference, type Notice, receivedIn } from '../received.ts';
import { busiestMinute } from './busiest-minute.ts';
import { failJobs } from './failing-jobs.ts';
import { OUTAGE_KINDS } from './outage-kinds.ts';
import { type OutageStep, planOutage } from './outage-plan.ts';
import { StagedOutage } from './staged-outage.ts';

const RECIPIENTS = ['oncall-1@example.com', 'oncall-2@example.com'];
const LOGIN = { username: 'alerts', password: 'EXAMPLE-PASSWORD' };

/** The mail server is out in every way we know, while jobs fail and the program is restarted. */
export const smtpOutage: Proof = {
  id: 'P2',
  what: 'SMTP outage: refuse, hang at greeting, after EHLO, in DATA, 421, 451, 452, 535, TLS failure, 1 byte/s, drop after the dot; 10 restarts within; 1,000 transitions',
  goal: '0 lost; drained ≤ 5 min after the end without passing `maxPerMinute`',
  run: proveSmtpOutage,
};

/**
 * A hang costs up to 55 s: only the full mode waits for its end (`toTheEnd`). In quick mode a restart stands for the
 * pause after each failure of the server, and the rate is not reached.
 */
const SIZES = {
  quick: {
    jobs: 100,
    every: 300,
    kinds: 20,
    restarts: 20,
    maxPerMinute: 10_000,
    toTheEnd: false,
  },
  full: {
    jobs: 1_000,
    every: 700,
    kinds: OUTAGE_KINDS.length,
    restarts: 10,
    maxPerMinute: 480,
    toTheEnd: true,
  },
} as const;

const DRAIN_WITHIN = 5 * MINUTE;

/**
 * Each job is an incident of its own: gathered into a few, all of them would go into a few mails, and each of these
 * would meet so many faults that it waits for its own next attempt, not for the server.
 */
const rules = [{ name: 'failures', receivers: ['oncall'], groupBy: ['jobId'] }];

async function proveSmtpOutage(effort: Effort): Promise<Outcome> {
  const { mode, seed, say } = effort;
  const size = SIZES[mode];
  const outage = new StagedOutage();
  await using fixture = await startFixture({
    smtp: { security: 'starttls', login: LOGIN, script: outage.script },
  });
  const caFile = fixture.directory.file('ca.pem');
  writeFileSync(caFile, localhostCertificate().cert);
  const smtp = { security: 'starttls', caFile, ...LOGIN, maxPerMinute: size.maxPerMinute };
  fixture.configure({ to: RECIPIENTS, smtp, root: { rules } });
  const signals = mode === 'quick' ? (['SIGKILL'] as const) : (['SIGKILL', 'SIGTERM'] as const);
  const steps = planOutage({ ...size, seed, signals });

  await using run = new RestartedProcess(fixture, oftenStarted(effort));
  await run.process.line('poll complete');
  const begun = performance.now();
  const failing = failJobs({ ...size, atOnce: 2, cloud: fixture.cloud, recipients: RECIPIENTS });
  for (const step of steps) {
    const going = goThrough(step, { run, outage, fixture, toTheEnd: size.toTheEnd });
    await Promise.race([going, notMet(step)]);
    say(`${step.kind.name}${step.restart === undefined ? '' : `, ${step.restart.signal}`}`);
  }
  const expected = await failing;
  await run.process.line('poll complete', ({ transitions }) => transitions === 0);
  const outageSeconds = seconds(performance.now() - begun);
  const waiting = await run.process.metric('batchwatch_outbox_entries{channel="email",state="pending"}');
  await outage.end(fixture.smtp);
  const ended = performance.now();
  const isDrained = await drained(fixture, expected, DRAIN_WITHIN);
  const drainSeconds = seconds(performance.now() - ended);
  say(`${waiting} mails waited, drained in ${drainSeconds} s`);
  const unanswered = fixture.smtp.mails.filter((mail) => mail.unanswered).length;
  const left = await outboxAtRest(run.process, unanswered);

  const difference = compare(expected, receivedIn(fixture.smtp.mails.filter(isTaken)));
  const everything = receivedIn(fixture.smtp.mails);
  const unconfirmed = fixture.smtp.mails.filter(({ acknowledged }) => !acknowledged).length;
  const busiest = busiestMinute(outage.offeredAt);
  const problems = [
    describeDifference({ ...difference, receivedTwice: compare(expected, everything).receivedTwice }),
    isDrained ? undefined : 'not drained in time',
    left.pending <= unanswered && left.dead === 0
      ? undefined
      : `${left.pending} pending, ${left.dead} dead in the end`,
    everything.repeats <= unconfirmed
      ? undefined
      : `${everything.repeats - unconfirmed} repeats without cause`,
    busiest <= size.maxPerMinute ? undefined : `${busiest} offered in a minute`,
  ].filter((problem) => problem !== undefined);
  return {
    held: problems.length === 0,
    reached:
      `${size.jobs} transitions in an outage of ${outageSeconds} s, ${steps.length} kinds met, ${run.restarts} restarts: ` +
      `${difference.lost.length} of ${expected.size} notifications lost; ${waiting} waiting mails drained in ${drainSeconds} s, ` +
      `at most ${busiest} a minute of ${size.maxPerMinute}; ` +
      `${unconfirmed} mails taken without a 250, ${everything.repeats} of them repeated by the same Message-ID`,
    counterExample: problems.length === 0 ? undefined : problems.join('; '),
  };
}

/** Lets the program meet one kind of outage, dies in it if so planned, and meets it again then. */
async function goThrough(
  { kind, restart }: OutageStep,
  context: {
    run: RestartedProcess;
    outage: StagedOutage;
    fixture: Fixture;
    toTheEnd: boolean;
  },
): Promise<void> {
  const { run, outage, fixture, toTheEnd } = context;
  const isSeenByScript = kind.fault !== undefined;
  await outage.begin(kind, fixture.smtp);
  const judged = (since: number) =>
    run.process.line('notification not delivered yet', (line) => {
      const isNew = run.process.lines.indexOf(line) >= since;
      const isRefusal = kind.at !== 'port' || String(line['response']).includes('ECONNREFUSED');
      return isNew && isRefusal && kind.reasons.includes(String(line['reason']));
    });
  const since = run.process.lines.length;
  await (isSeenByScript ? outage.met() : judged(since));
  if (restart !== undefined) {
    await sleep(restart.after);
    await run.restart(restart.signal);
  }
  if (toTheEnd) await judged(restart === undefined ? since : 0);
}

/** Longer than the longest hang, the rate's pause and a restart on a loaded machine. */
const MET_WITHIN = 4 * MINUTE;

async function notMet({ kind }: OutageStep): Promise<never> {
  await sleep(MET_WITHIN, undefined, { ref: false });
  throw new Error(`the program offers nothing more: it does not meet "${kind.name}"`);
}

/** The one program, started again from time to time. */
class RestartedProcess implements AsyncDisposable {
  process: BatchwatchProcess;
  restarts = 0;
  readonly #start: () => BatchwatchProcess;

  constructor(fixture: Fixture, program: readonly string[]) {
    this.#start = () => new BatchwatchProcess(['run', '--config', fixture.config], { program });
    this.process = this.#start();
  }

  async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.process.kill(signal);
    this.process = this.#start();
    this.restarts += 1;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.process[Symbol.asyncDispose]();
  }
}

/** A mail that was whole and got no answer has arrived. It is not repeated before 15 minutes have passed. */
function isTaken({ acknowledged, unanswered }: CapturedMail): boolean {
  return acknowledged || unanswered;
}

/** Waits until the mail server has taken everything; false when it takes too long. */
async function drained({ smtp }: Fixture, expected: ReadonlySet<Notice>, within: Duration): Promise<boolean> {
  const late = new AbortController();
  const isDone = () => {
    return compare(expected, receivedIn(smtp.mails.filter(isTaken))).lost.length === 0;
  };
  const done = smtp.received(isDone).then(() => true);
  const timeout = sleep(within, false, { signal: late.signal }).catch(() => false);
  return await Promise.race([done, timeout]).finally(() => late.abort());
}

/** Returns the rest of the outbox when the last verdict is recorded. Mails without an answer stay pending for long. */
async function outboxAtRest(
  process: BatchwatchProcess,
  unanswered: number,
): Promise<{ pending: number; dead: number }> {
  const entries = (state: string) =>
    process.metric(`batchwatch_outbox_entries{channel="email",state="${state}"}`);
  for (const until = performance.now() + MINUTE; performance.now() < until; await sleep(50)) {
    if ((await entries('pending')) <= unanswered) break;
  }
  return { pending: await entries('pending'), dead: await entries('dead') };
}

function seconds(duration: number): number {
  return Math.round(duration / 100) / 10;
}
