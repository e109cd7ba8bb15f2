import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { migrate, MIGRATIONS } from '../../../src/store/sqlite/migrate.ts';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';
import { compare, describeDifference, receivedIn, missingClosings } from '../received.ts';
import { ALARMS } from './alarms.ts';
import { live, type Life } from './life.ts';
import type { Plan } from './plan.ts';
import { judgeRepeats } from './repeats.ts';
import { EACH_TIME, WorkingJobs } from './working-jobs.ts';

export interface SeriesResult {
  lives: readonly Life[];
  notices: number;
  repeats: number;
  /** The first notice that was lost, notified twice, invented, or repeated where it may not be. `undefined` when all is well. */
  fault: string | undefined;
}

/** Kills process after process on one store, then lets a last one finish the work, and judges the mails. */
export async function runSeries(plan: Plan, program: readonly string[]): Promise<SeriesResult> {
  await using fixture = await startFixture();
  fixture.configure({
    root: { ...ALARMS, storage: { url: `sqlite:${fixture.store}`, retention: '1s' } },
    target,
  });
  if (plan.schema > 0) makeOldStore(fixture.store, plan.schema);
  const received = () => receivedIn(fixture.smtp.mails.filter(({ acknowledged }) => acknowledged));
  const jobs = new WorkingJobs(fixture.cloud, (notice) => received().messages.has(notice));
  const lives: Life[] = [];
  for (const point of plan.starts) lives.push(await live(fixture, { program, point, whenAlive: () => {} }));
  for (const { point, before, during } of plan.lives) {
    for (const change of [...EACH_TIME, ...before]) jobs.happen(change);
    const whenAlive = () => during.forEach((change) => jobs.happen(change));
    lives.push(await live(fixture, { program, point, whenAlive }));
  }
  const areAllReceived = () => compare(jobs.expected, received()).lost.length === 0;
  await finish(fixture, { program, areAllReceived });
  const { repeats, fault } = judgeRepeats(fixture.smtp.mails, lives);
  const difference = describeDifference(compare(jobs.expected, received()));
  return { lives, notices: jobs.expected.size, repeats, fault: difference ?? unclosed(fixture) ?? fault };
}

/** Notified incidents that are over without a closing mail. `undefined` when there is none. */
function unclosed({ store, smtp }: Fixture): string | undefined {
  const database = new DatabaseSync(store, { readOnly: true });
  const over = database
    .prepare("SELECT public_id FROM incident WHERE closed_reason IN ('recovered', 'superseded')")
    .all();
  database.close();
  const ids = new Set(over.map(({ public_id: id }) => id));
  const threads = missingClosings(
    smtp.mails.filter(({ acknowledged }) => acknowledged),
    (incident) => ids.has(incident),
  );
  return threads.length === 0 ? undefined : `without a closing mail: ${threads.slice(0, 5).join(', ')}`;
}

/** Windows so short that a job of the life before is only followed, and pages so small that there are several. */
const target = { lookback: '24h', overlap: '1s', pageSize: 3, firstRun: 'each' };

/** A store as an older program has left it. */
function makeOldStore(path: string, schema: number): void {
  const database = new DatabaseSync(path);
  // "BtWa", which says that the file is a store of this program.
  database.exec('PRAGMA application_id = 0x42745761; PRAGMA journal_mode = WAL');
  migrate(database, MIGRATIONS.slice(0, schema));
  database.close();
}

/** The longest time for the last process. Later mails count as lost. On a busy machine a retry may wait for a while. */
const LONGEST_END_MS = 300_000;

/** Complete polls after which nothing new is found. */
const LAST_POLLS = 2;

/** Runs a last process undisturbed until every notice has come or none is left to come, and nothing is under way. */
async function finish(
  fixture: Fixture,
  { program, areAllReceived }: { program: readonly string[]; areAllReceived: () => boolean },
): Promise<void> {
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  await daemon.line('poll complete');
  const deadline = performance.now() + LONGEST_END_MS;
  const polls = () => daemon.lines.filter(({ msg }) => msg === 'poll complete').length;
  const isDone = async () =>
    (areAllReceived() || polls() >= LAST_POLLS) &&
    isNothingWaiting(fixture.store) &&
    (await daemon.metric('batchwatch_outbox_entries{channel="email",state="pending"}')) === 0;
  while (!(await isDone()) && performance.now() < deadline) await wait(100);
  const { code } = await daemon.kill('SIGTERM');
  if (code !== 0) throw new Error(`the last process ended with ${code}: ${daemon.stdout.slice(-2_000)}`);
}

/** Returns true when the outbox has every notification that was decided. A decision waits while a mail is on its way. */
function isNothingWaiting(store: string): boolean {
  const database = new DatabaseSync(store, { readOnly: true });
  const waiting = database
    .prepare("SELECT 1 FROM decision WHERE outcome = 'notify' AND notification IS NULL")
    .all();
  database.close();
  return waiting.length === 0;
}
