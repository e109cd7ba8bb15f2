import { setTimeout as wait } from 'node:timers/promises';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';
import type { Life } from '../channels/judge-arrivals.ts';
import { entriesIn, Records } from '../channels/recorded.ts';
import { StandIns } from '../channels/stand-ins.ts';
import { compare, describeDifference, receivedIn, missingClosings } from '../received.ts';
import type { ProofStore } from '../store/proof-store.ts';
import { startProofStore } from '../store/start-proof-store.ts';
import { alarms, SLOW_CHANNELS } from './alarms.ts';
import { alertFaults, judgeAll, type Judged } from './judge-all.ts';
import { live, type KilledLife, type ProofFixture } from './life.ts';
import type { Plan } from './plan.ts';
import { EACH_TIME, WorkingJobs } from './working-jobs.ts';

export interface SeriesResult extends Judged {
  lives: readonly KilledLife[];
  notices: number;
  /** The first notice that was lost, notified twice, invented, or repeated where it may not be. `undefined` when all is well. */
  fault: string | undefined;
}

export interface SeriesOptions {
  /** The program, as `Effort` has it. */
  program: readonly string[];
  /** False leaves what waits for a limit on disk, which spares a minute. */
  toTheEnd: boolean;
}

/** Kills process after process on one store, then lets a last one finish the work, and judges what arrived. */
export async function runSeries(plan: Plan, { program, toTheEnd }: SeriesOptions): Promise<SeriesResult> {
  await using fixture = await startFixture();
  await using standIns = await StandIns.start(plan.ways);
  await using store = await startProofStore(fixture);
  const proof = { fixture, store, standIns, records: new Records() };
  fixture.configure({
    root: {
      ...alarms(standIns.destinations),
      storage: { url: store.url, retention: '1s' },
    },
    target,
  });
  if (plan.schema > 0) await store.makeOld(plan.schema);
  const received = () => receivedIn(fixture.smtp.mails.filter(({ acknowledged }) => acknowledged));
  const jobs = new WorkingJobs(fixture.cloud, (notice) => received().messages.has(notice));
  const lives: KilledLife[] = [];
  for (const point of plan.starts) {
    lives.push(await live(proof, { program, point, whenAlive: () => {} }));
  }
  for (const { point, before, during } of plan.lives) {
    for (const change of [...EACH_TIME, ...before]) jobs.happen(change);
    const whenAlive = () => during.forEach((change) => jobs.happen(change));
    lives.push(await live(proof, { program, point, whenAlive }));
  }
  const areAllReceived = () => compare(jobs.expected, received()).lost.length === 0;
  const last = await finish(proof, { program, areAllReceived, toTheEnd });
  const mayWait = toTheEnd ? [] : SLOW_CHANNELS;
  const judged = await judgeAll(proof, { lives: [...lives, last], mayWait });
  const difference = describeDifference(compare(jobs.expected, received()));
  const fault = difference ?? (await unclosed(proof)) ?? judged.fault;
  return { ...judged, lives, notices: jobs.expected.size, fault };
}

/** Notified incidents that are over without a closing mail. `undefined` when there is none. */
async function unclosed({ store, fixture }: ProofFixture): Promise<string | undefined> {
  const over = await store.rows(
    "SELECT public_id FROM incident WHERE closed_reason IN ('recovered', 'superseded')",
  );
  const ids = new Set(over.map(({ public_id: id }) => id));
  const threads = missingClosings(
    fixture.smtp.mails.filter(({ acknowledged }) => acknowledged),
    (incident) => ids.has(incident),
  );
  return threads.length === 0 ? undefined : `without a closing mail: ${threads.slice(0, 5).join(', ')}`;
}

/** Windows so short that a job of the life before is only followed, and pages so small that there are several. */
const target = { lookback: '24h', overlap: '1s', pageSize: 3, firstRun: 'each' };

/** The longest time for the last process. Later mails count as lost. On a busy machine a retry may wait for a while. */
const LONGEST_END_MS = 300_000;

/** So long may a wrong alert last: it is mended when it is sent again, after a minute. By itself it ends after three. */
const ALERTS_WITHIN_MS = 75_000;

/** Complete polls after which nothing new is found. */
const LAST_POLLS = 2;

/** Runs a last process undisturbed until every notice has come or none is left to come, and nothing is under way. */
async function finish(
  proof: ProofFixture,
  {
    program,
    areAllReceived,
    toTheEnd,
  }: { program: readonly string[]; areAllReceived: () => boolean; toTheEnd: boolean },
): Promise<Life> {
  const { fixture, store, standIns, records } = proof;
  const startedAt = Date.now();
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  await daemon.line('poll complete');
  const deadline = performance.now() + LONGEST_END_MS;
  const polls = () => daemon.lines.filter(({ msg }) => msg === 'poll complete').length;
  const underWay = toTheEnd ? UNDER_WAY : `${UNDER_WAY} AND channel NOT IN ${SLOW}`;
  const isDone = async () =>
    (areAllReceived() || polls() >= LAST_POLLS) &&
    (await isNothingWaiting(store)) &&
    (await entriesIn(store, underWay)).size === 0;
  while (!(await isDone()) && performance.now() < deadline) await wait(250);
  const alertsBy = performance.now() + ALERTS_WITHIN_MS;
  while ((await alertFaults(proof, startedAt)).length > 0 && performance.now() < alertsBy) await wait(250);
  const { code } = await daemon.kill('SIGTERM');
  await standIns.settled();
  if (code !== 0) throw new Error(`the last process ended with ${code}: ${daemon.stdout.slice(-2_000)}`);
  return { startedAt, killed: undefined, recorded: await records.takeOf(daemon, store) };
}

const UNDER_WAY = "state IN ('pending', 'claimed')";
const SLOW = `(${SLOW_CHANNELS.map((name) => `'${name}'`).join(', ')})`;

/** Returns true when the outbox has every notification that was decided. A decision waits while a mail is on its way. */
async function isNothingWaiting(store: ProofStore): Promise<boolean> {
  const waiting = await store.rows(
    "SELECT 1 FROM decision WHERE outcome = 'notify' AND notification IS NULL",
  );
  return waiting.length === 0;
}
