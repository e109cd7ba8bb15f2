import {
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  type Clock,
  type Duration,
  type Instant,
} from '../../src/platform/time.ts';
import { startFixture, type Fixture } from '../support/process/fixture.ts';
import { chanceFrom } from './chance.ts';
import type { Effort, Outcome, Proof } from './proof.ts';
import { BusyDays } from './soak/busy-days.ts';
import { DaemonProcess } from './soak/daemon-process.ts';
import { takeSample, type Sample } from './soak/sample.ts';
import { judgeSteadiness } from './soak/steadiness.ts';
import { compare, describeDifference, receivedIn } from './received.ts';

const GOOD = ['oncall-1@example.com', 'oncall-2@example.com'];
const GONE = 'gone@example.com';
const TIMEOUT = 17 * SECOND;
/** Of an SMTP session (`create-email-channel.ts`). */
const SESSION = 55 * SECOND;

/**
 * The length of its life, by its own clock. The quick one's windows reach back further than the retention: a pruned job
 * that the API shows again would be notified again.
 */
const LENGTHS = {
  quick: {
    days: 1.5,
    retention: DAY / 4,
    overlap: DAY / 3,
    warmUp: (2 / 3) * DAY,
    every: 5 * MINUTE,
    step: MINUTE,
  },
  full: {
    days: 30,
    retention: 5 * DAY,
    overlap: HOUR,
    warmUp: 6 * DAY,
    every: 10 * MINUTE,
    step: 30 * SECOND,
  },
} as const;

/** The daemon lives for a month, of which each day has its outages. */
export const soak: Proof = {
  id: 'P7',
  what: '30 simulated days with outages, refused recipients, vanished jobs, pruning',
  goal: 'memory, handles and series do not grow, the store is bounded, all is notified once',
  run: proveSoak,
};

async function proveSoak(effort: Effort): Promise<Outcome> {
  const length = LENGTHS[effort.mode];
  const begin = Date.parse('2026-11-01T00:00:00Z');
  const simulated = new SimulatedClock(begin);
  await using fixture = await startFixture({ clock: simulated, smtp: { script: refuseGone } });
  configure(fixture, length);
  const options = { config: fixture.config, begin, step: length.step, deadlines: [TIMEOUT, SESSION] };
  await using daemon = await DaemonProcess.start({ ...options, nodeFlags: effort.program.slice(0, -1) });
  const days = new BusyDays({ fixture, recipients: GOOD, begin, random: chanceFrom(effort.seed) });
  const end = begin + length.days * DAY;
  const samples: Sample[] = [];
  while (simulated.now() < end) {
    simulated.instant += length.every;
    await days.liveUntil(simulated.now());
    await daemon.moveTo(simulated.now());
    const lived = simulated.now() - begin;
    if (lived % HOUR === 0 && lived > length.warmUp) samples.push(await takeSample(daemon, fixture.store));
    if (lived % DAY === 0) effort.say(`${lived / DAY} of ${length.days} days, ${days.jobs} jobs`);
  }
  await days.calm();
  for (const last = simulated.now() + HOUR; simulated.now() < last;) {
    simulated.instant += length.every;
    await daemon.moveTo(simulated.now());
  }
  const notified = receivedIn(fixture.smtp.mails);
  const difference = describeDifference(compare(days.expected, notified));
  const repeats = notified.repeats === 0 ? undefined : `${notified.repeats} mails came twice`;
  const { reached, growing } = judgeSteadiness(samples);
  const counterExample = difference ?? repeats ?? growing;
  return {
    held: counterExample === undefined,
    reached: `${length.days} days, ${days.jobs} jobs, ${notified.messages.size} of ${days.expected.size} notifications, ${notified.repeats} repeats; ${reached}`,
    counterExample,
  };
}

const refuseGone: NonNullable<Parameters<Fixture['smtp']['setScript']>[0]> = ({ phase, recipient }) =>
  phase === 'rcpt' && recipient === GONE ? { do: 'reply', code: 550, text: 'no such user' } : undefined;

function configure(fixture: Fixture, { retention, overlap, every }: (typeof LENGTHS)[Effort['mode']]): void {
  fixture.configure({
    to: [...GOOD, GONE],
    target: {
      schedule: `0 */${every / MINUTE} * * * *`,
      timeout: `${TIMEOUT / SECOND}s`,
      lookback: toHours(overlap),
      overlap: toHours(overlap),
    },
    root: { storage: { url: `sqlite:${fixture.store}`, retention: toHours(retention) } },
  });
}

function toHours(duration: Duration): string {
  return `${duration / HOUR}h`;
}

/** The service's clock; the daemon's is moved to it after what happens until then has happened. */
class SimulatedClock implements Pick<Clock, 'now'> {
  instant: Instant;

  constructor(instant: Instant) {
    this.instant = instant;
  }

  now(): Instant {
    return this.instant;
  }
}
