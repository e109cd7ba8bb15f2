import { copyFileSync, rmSync } from 'node:fs';
import { decide } from '../../src/core/rule/decide.ts';
import { readConfig } from '../../src/config/load.ts';
import { diffPage } from '../../src/core/job/diff.ts';
import { targetFromConfig } from '../../src/app/engine-from-config.ts';
import { recordHistory } from '../../src/store/jobs/history.ts';
import { saveJobs } from '../../src/store/jobs/jobs.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { recordPoll, registerTarget } from '../../src/store/jobs/targets.ts';
import type { WriteTransaction } from '../../src/store/database.ts';
import type { SimulatedJob } from '../../src/demo/simulator/simulated-job.ts';
import { readDetails } from '../../src/tencent/job/details.ts';
import { systemClock, type Instant } from '../../src/platform/time.ts';
import type { PolledTarget } from '../../src/poll/port/polled-target.ts';
import { PAGE_SIZE, toParsed } from './jobs.ts';

/**
 * Writes jobs into the store of a configuration as complete polls of its first target would have, with their
 * history, but in one transaction; the last of these polls ended at `now`.
 */
export async function fillStore(options: {
  config: string;
  store: string;
  jobs: Iterable<SimulatedJob>;
  now: Instant;
}): Promise<void> {
  const { config } = readConfig({ path: options.config, env: {} });
  const [target] = config.targets;
  if (target === undefined) throw new Error('a configuration without a target');
  const { name, bucket, region, jobs: filters } = target;
  const store = openSqliteStore({ path: options.store, clock: systemClock });
  await store.write(async (trx) => {
    await registerTarget(trx, {
      name,
      bucket,
      region,
      scope: JSON.stringify({ bucket, region, jobs: filters }),
    });
    for (const page of pages(options.jobs)) {
      await savePage(trx, { target: targetFromConfig(target, config), page, observedAt: options.now });
    }
    await recordPoll(trx, { target: name, endedAt: options.now, completeReadStartedAt: options.now });
  });
  await store.close();
}

/** Makes a store at `to` that is byte for byte the closed one at `from`. */
export function copyStore(from: string, to: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${to}${suffix}`, { force: true });
  copyFileSync(from, to);
}

async function savePage(
  trx: WriteTransaction,
  { target, page, observedAt }: { target: PolledTarget; page: SimulatedJob[]; observedAt: Instant },
): Promise<void> {
  const diff = diffPage(new Map(), toParsed(page), {
    observedAt,
    baseline: false,
    confirmed: false,
    left: new Map(),
  });
  const jobs = new Map(diff.changed.map((job) => [job.jobId, job]));
  const transitions = diff.transitions.flatMap((transition) => {
    const job = jobs.get(transition.jobId);
    if (job === undefined) return [];
    const subject = { target: target.name, transition, job, details: () => readDetails(job) };
    return [{ transition, decisions: decide(subject, target.rules, target.firstRun) }];
  });
  const rows = await saveJobs(trx, target.name, diff.changed);
  const history = { target: target.name, pollId: 'bench', rows, transitions, observations: [] };
  await recordHistory(trx, history);
}

function* pages(jobs: Iterable<SimulatedJob>): Generator<SimulatedJob[]> {
  let page: SimulatedJob[] = [];
  for (const job of jobs) {
    page.push(job);
    if (page.length < PAGE_SIZE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
