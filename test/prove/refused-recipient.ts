import { BatchwatchProcess } from '../support/process/batchwatch-process.ts';
import { type Fixture, startFixture } from '../support/process/fixture.ts';
import { type Way, WAYS } from './channels/destinations.ts';
import { judgeArrivals } from './channels/judge-arrivals.ts';
import { numbersFor, Records } from './channels/recorded.ts';
import { type Destination, StandIns } from './channels/stand-ins.ts';
import { jobIdOf } from './job-ids.ts';
import type { Effort, Outcome, Proof } from './proof.ts';
import { compare, describeDifference, noticeOf, receivedIn } from './received.ts';
import { startProofStore } from './store/start-proof-store.ts';

const GONE = 'gone@example.com';
const GOOD = Array.from({ length: 9 }, (_, index) => `oncall-${index + 1}@example.com`);

/** A webhook that refuses every message, beside all other ways. */
const REFUSING = 'webhook-that-refuses';

const OVER_HTTP: readonly Way[] = WAYS.flatMap((way) =>
  way.name === 'webhook' ? [way, { ...way, name: REFUSING }] : [way],
);

/** One address of ten does not exist any more: the mail server answers its RCPT with 550. So it is with one webhook. */
export const refusedRecipient: Proof = {
  id: 'P3',
  what: '1 refused recipient of 10, and 1 destination over HTTP beside one of every vendor',
  goal: 'all others notified once, 1 of each dead-lettered and visible, 0 repeats',
  isOverBoth: true,
  run: proveRefusedRecipient,
};

async function proveRefusedRecipient({ mode, program }: Effort): Promise<Outcome> {
  const rounds = mode === 'quick' ? 3 : 50;
  let triesOnGone = 0;
  await using fixture = await startFixture({
    smtp: {
      script: ({ phase, recipient }) => {
        if (phase !== 'rcpt' || recipient !== GONE) return undefined;
        triesOnGone += 1;
        return { do: 'reply', code: 550, text: 'no such user' };
      },
    },
  });
  await using store = await startProofStore(fixture);
  await using standIns = await StandIns.start(OVER_HTTP);
  standIns.setScript(({ way }) =>
    way.name === REFUSING ? { do: 'answer', answer: { status: 422, body: 'no' } } : undefined,
  );
  const { destinations } = standIns;
  configure(fixture, { url: store.url, destinations });
  const startedAt = Date.now();
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  await daemon.line('poll complete');
  const expected = new Set<string>();
  for (let round = 1; round <= rounds; round++) {
    const jobId = jobIdOf(round);
    fixture.cloud.put({ jobId, name: 'nightly', state: 'Failed', creationTime: Date.now() });
    for (const recipient of GOOD) expected.add(noticeOf(recipient, jobId, 'Failed'));
    await daemon.times('notification delivered', (GOOD.length + destinations.length - 1) * round);
    await daemon.times('notification refused for good', 2 * round);
  }
  const deadOf = (channel: string) =>
    daemon.metric(`batchwatch_outbox_entries{channel="${channel}",state="dead"}`);
  const dead = await deadOf('email');
  const deadWebhooks = await deadOf('webhook');
  await daemon.kill('SIGTERM');
  const recorded = await new Records().takeOf(daemon, store);
  const lives = [{ startedAt, killed: undefined, recorded }];
  const notified = receivedIn(fixture.smtp.mails);
  const difference = describeDifference(compare(expected, notified));
  const places = destinations.map(async ({ way, recipient }) => {
    const place = { channel: way.vendor.name, recipient };
    const arrived = standIns.arrivals.filter((arrival) => arrival.recipient === recipient).length;
    if (way.name === REFUSING) return arrived === rounds ? [] : [`${arrived} tries on the refused webhook`];
    const numbers = await numbersFor(store, way.name);
    const due = { ...place, numbers, endings: new Map<string, string>(), waiting: new Set<string>() };
    const { faults, repeats } = judgeArrivals(standIns.arrivals, lives, due);
    return [...faults, ...(repeats === 0 ? [] : [`${way.name}: ${repeats} repeats`])];
  });
  const problems = [
    ...(difference === undefined ? [] : [difference]),
    ...(notified.repeats === 0 ? [] : [`${notified.repeats} mails came again`]),
    ...(dead === rounds && triesOnGone === rounds ? [] : [`${dead} dead mails, ${triesOnGone} tries`]),
    ...(deadWebhooks === rounds ? [] : [`${deadWebhooks} dead webhooks`]),
    ...(await Promise.all(places)).flat(),
  ];
  return {
    held: problems.length === 0,
    reached: `${rounds} failures: ${notified.messages.size} of ${expected.size} notifications to 9 good addresses, ${notified.repeats} repeats, and each once to ${destinations.length - 1} good destinations over HTTP; ${dead + deadWebhooks} dead letters shown, ${triesOnGone} tries on the refused address`,
    counterExample: problems.length === 0 ? undefined : problems.join('; '),
  };
}

/** Each destination over HTTP is a receiver of its own. */
function configure(
  fixture: Fixture,
  { url, destinations }: { url: string; destinations: readonly Destination[] },
): void {
  fixture.configure({
    root: {
      storage: { url },
      receivers: [
        { name: 'oncall', email: { to: [...GOOD.slice(0, 4), GONE, ...GOOD.slice(4)] } },
        ...destinations.map(({ way, block }) => ({ name: way.name, [way.vendor.key]: block })),
      ],
      rules: [
        {
          name: 'failures',
          receivers: ['oncall', ...destinations.map(({ way }) => way.name)],
          groupInterval: '0s',
        },
      ],
      channels: Object.fromEntries(destinations.map(({ way }) => [way.vendor.key, { maxPerMinute: 10_000 }])),
    },
  });
}
