import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Duration, MINUTE } from '../../../src/platform/time.ts';
import type { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { type Fixture, startFixture } from '../../support/process/fixture.ts';
import type { CapturedMail } from '../../support/mail/smtp-sink.ts';
import { localhostCertificate } from '../../support/network/tls-certificate.ts';
import { wrongAlerts } from '../channels/alerts.ts';
import { chanceFrom } from '../chance.ts';
import { StandIns } from '../channels/stand-ins.ts';
import { oftenStarted } from '../often-started.ts';
import type { Effort, Outcome, Proof } from '../proof.ts';
import { compare, describeDifference, incidentOf, type Notice, receivedIn } from '../received.ts';
import type { ProofStore } from '../store/proof-store.ts';
import { startProofStore } from '../store/start-proof-store.ts';
import { busiestMinute } from './busiest-minute.ts';
import { failJobs } from './failing-jobs.ts';
import { goThroughAll } from './go-through.ts';
import { OUTAGE_KINDS } from './outage-kinds.ts';
import { planOutage } from './outage-plan.ts';
import { judgePlaces, leftover, OUTAGE_WAYS, placesConfig } from './places.ts';
import { RestartedProcess } from './restarted-process.ts';
import { StagedOutage } from './staged-outage.ts';
import { VendorOutage } from './vendor-outage.ts';

const RECIPIENTS = ['oncall-1@example.com', 'oncall-2@example.com'];
const LOGIN = { username: 'alerts', password: 'EXAMPLE-PASSWORD' };

/** The mail server and the vendors are out in every way we know, while jobs fail and the program is restarted. */
export const smtpOutage: Proof = {
  id: 'P2',
  what: 'mail server out: refuse, hang at greeting, after EHLO, in DATA, 421, 451, 452, 535, TLS failure, 1 byte/s, drop after the dot; vendors out: throttles, 5xx, answers with 200 that say nothing, hang, reset, and one that never answers; 10 restarts within; 1,000 transitions',
  goal: '0 lost, 0 given up; drained ≤ 5 min after the end without passing `maxPerMinute`; no destination waits for another',
  isOverBoth: true,
  run: proveSmtpOutage,
};

/**
 * A hang costs up to 55 s: only the full mode waits for its end (`toTheEnd`). In quick mode a restart stands for the
 * pause after each failure of the server, and the rate of mails is not reached.
 */
const SIZES = {
  quick: {
    jobs: 50,
    every: 500,
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

async function proveSmtpOutage(effort: Effort): Promise<Outcome> {
  const { mode, seed, say } = effort;
  const size = SIZES[mode];
  const outage = new StagedOutage();
  const vendors = new VendorOutage(chanceFrom(seed));
  await using fixture = await startFixture({
    smtp: { security: 'starttls', login: LOGIN, script: outage.script },
  });
  await using store = await startProofStore(fixture);
  await using standIns = await StandIns.start(OUTAGE_WAYS);
  standIns.setScript(vendors.script);
  configure(fixture, { url: store.url, standIns, maxPerMinute: size.maxPerMinute });
  const signals = mode === 'quick' ? (['SIGKILL'] as const) : (['SIGKILL', 'SIGTERM'] as const);
  const steps = planOutage({ ...size, seed, signals });

  await using run = new RestartedProcess(fixture, {
    store,
    program: oftenStarted(effort),
    settled: () => standIns.settled(),
  });
  await run.process.line('poll complete');
  const begun = performance.now();
  const failing = failJobs({ ...size, atOnce: 2, cloud: fixture.cloud, recipients: RECIPIENTS });
  await goThroughAll(steps, { run, outage, vendors, fixture, say, toTheEnd: size.toTheEnd });
  const expected = await failing;
  await run.process.line('poll complete', ({ transitions }) => transitions === 0);
  const isWithoutMail = await isSoWithin(
    async () => (await leftover(store, standIns)).length === 0,
    DRAIN_WITHIN,
  );
  const late = isWithoutMail
    ? []
    : [`wait without a reason of theirs: ${(await leftover(store, standIns)).slice(0, 5).join(', ')}`];
  const outageSeconds = seconds(performance.now() - begun);
  const waiting = await run.process.metric('batchwatch_outbox_entries{channel="email",state="pending"}');
  await outage.end(fixture.smtp);
  const ended = performance.now();
  const isDrained = await drained(fixture, expected, DRAIN_WITHIN);
  const drainSeconds = seconds(performance.now() - ended);
  say(`${waiting} mails waited, drained in ${drainSeconds} s`);
  const unanswered = fixture.smtp.mails.filter((mail) => mail.unanswered).length;
  const left = await outboxAtRest(run.process, unanswered);
  const alerts = await alertFaultsAtRest({ fixture, store, standIns });
  await run.end();
  const places = await judgePlaces(standIns, { store, lives: run.lives, jobs: size.jobs });

  const mail = judgeMail(fixture.smtp.mails, expected);
  const busiest = busiestMinute(outage.offeredAt);
  const problems = [
    ...mail.problems,
    ...(isDrained ? [] : ['not drained in time']),
    ...(left.pending <= unanswered && left.dead === 0
      ? []
      : [`${left.pending} pending, ${left.dead} dead in the end`]),
    ...(busiest <= size.maxPerMinute ? [] : [`${busiest} offered in a minute`]),
    ...late,
    ...places.faults,
    ...alerts,
  ];
  return {
    held: problems.length === 0,
    reached:
      `${size.jobs} transitions in an outage of ${outageSeconds} s, ${steps.length} kinds met, ${run.restarts} restarts: ` +
      `${mail.lost} of ${expected.size} notifications lost; ${waiting} waiting mails drained in ${drainSeconds} s, ` +
      `at most ${busiest} a minute of ${size.maxPerMinute}; ` +
      `${mail.unconfirmed} mails taken without a 250, ${mail.repeats} of them repeated by the same Message-ID; ` +
      `vendors: ${vendors.met} faults met, ${places.due} messages due${places.faults.length === 0 ? ', 0 lost' : ''}, ${places.merged} of them merged; ${places.silent} wait for the silent one`,
    counterExample: problems.length === 0 ? undefined : problems.join('; '),
  };
}

function configure(
  fixture: Fixture,
  { url, standIns, maxPerMinute }: { url: string; standIns: StandIns; maxPerMinute: number },
): void {
  const caFile = fixture.directory.file('ca.pem');
  writeFileSync(caFile, localhostCertificate().cert);
  const smtp = { security: 'starttls', caFile, ...LOGIN, maxPerMinute };
  const places = placesConfig(standIns.destinations, RECIPIENTS);
  fixture.configure({ smtp, root: { storage: { url }, ...places } });
}

/** Judges the mails: each notice once, and a repetition only of what was not confirmed. */
function judgeMail(mails: readonly CapturedMail[], expected: ReadonlySet<Notice>) {
  const difference = compare(expected, receivedIn(mails.filter(isTaken)));
  const everything = receivedIn(mails);
  const unconfirmed = mails.filter(({ acknowledged }) => !acknowledged).length;
  const described = describeDifference({
    ...difference,
    receivedTwice: compare(expected, everything).receivedTwice,
  });
  const { repeats } = everything;
  return {
    lost: difference.lost.length,
    repeats,
    unconfirmed,
    problems: [
      ...(described === undefined ? [] : [described]),
      ...(repeats <= unconfirmed ? [] : [`${repeats - unconfirmed} repeats without cause`]),
    ],
  };
}

/** Waits until every alert is right: an Alertmanager that was out gets its alerts again within a minute. */
async function alertFaultsAtRest(outage: {
  fixture: Fixture;
  store: ProofStore;
  standIns: StandIns;
}): Promise<readonly string[]> {
  const { fixture, store, standIns } = outage;
  const notified = new Set(fixture.smtp.mails.map(incidentOf));
  const held = standIns.destinations.flatMap(({ alerts }) => alerts ?? []);
  const faults = async () => {
    const wrong = held.map((alerts) => wrongAlerts(alerts, { store, notified, since: 0 }));
    return (await Promise.all(wrong)).flat();
  };
  await isSoWithin(async () => (await faults()).length === 0, 2 * MINUTE);
  return await faults();
}

/** Waits until something is so; false when it takes too long. */
async function isSoWithin(isSo: () => Promise<boolean>, within: Duration): Promise<boolean> {
  for (const end = performance.now() + within; performance.now() < end; await sleep(500)) {
    if (await isSo()) return true;
  }
  return false;
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
