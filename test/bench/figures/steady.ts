import { ONCE, startBenchFixture, type BenchFixture } from '../bench-fixture.ts';
import type { Figure, Row } from '../figure.ts';
import { copyStore, fillStore } from '../filled-store.ts';
import { history } from '../history.ts';
import { endedJobs, job, PAGE_SIZE } from '../jobs.ts';
import { startDaemonProcess, startReference } from '../measured-process.ts';
import { copyMillionEnded } from '../million-store.ts';
import { renderJob, renderPage } from '../../../src/demo/simulator/render.ts';
import { OPEN_STATES } from '../../../src/core/job/state.ts';
import { DAY, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { servePages, tokenOf } from '../serve-pages.ts';
import { summarize } from '../statistics.ts';

const POLLS = 20;
const WARM_UP = 5;
export const NEW_PER_POLL = 20;
const OLDER_OPEN = 50;
const YOUNGER_OPEN = 100 - NEW_PER_POLL;

/**
 * A poll of a target in its steady state: 100,000 ended jobs in the store, or a million; 150 open, 50 of them older than
 * the window; in each poll 20 new ones, and the 20 of the poll before have ended.
 */
export const steady: Figure = {
  name: 'steady',
  async measure(report) {
    await measurePast('100,000', report);
    await measurePast('1,000,000', report);
  },
};

async function measurePast(past: '100,000' | '1,000,000', report: (row: Row) => void): Promise<void> {
  await using fixture = await startBenchFixture();
  await using idle = await startBenchFixture();
  await prepare(fixture, past);
  await prepare(idle, past);
  idle.configure({ target: { schedule: ONCE, endpoint: fixture.cloud.url } });
  await using script = await startScript(fixture);

  await using polling = startDaemonProcess(fixture.config);
  await using resting = startDaemonProcess(idle.config);
  await resting.line('poll complete');
  await polling.next('poll complete');
  const crowd = new Crowd(fixture);
  const requests: number[] = [];
  const spent = { polling: [] as number[], resting: [] as number[], script: [] as number[] };
  for (let poll = 0; poll < WARM_UP + POLLS; poll += 1) {
    crowd.moveOn();
    const asked = fixture.cloud.requests.length;
    const before = [polling.cpu(), resting.cpu(), script.process.cpu()] as const;
    const { jobs, transitions } = await polling.next('poll complete');
    script.process.send('read');
    await script.process.next('read');
    if (poll < WARM_UP) continue;
    if (transitions !== 2 * NEW_PER_POLL)
      throw new Error(`a poll saw ${String(transitions)} of ${String(jobs)}`);
    requests.push(fixture.cloud.requests.length - asked);
    spent.polling.push(polling.cpu() - before[0]);
    spent.resting.push(resting.cpu() - before[1]);
    spent.script.push(script.process.cpu() - before[2]);
  }
  const rest = summarize(spent.resting).median;
  const among = `with ${past} jobs`;
  report({ what: `steady poll ${among}, requests`, unit: '', goal: { atMost: 5 }, samples: requests });
  report({
    what: `steady poll ${among}, CPU`,
    unit: 'ms',
    goal: { atMost: 60 },
    samples: spent.polling.map((cpu) => cpu - rest),
    reference: { what: 'fetch + fast-xml-parser of the same pages', samples: spent.script },
  });
  report({ what: `idle daemon ${among}, CPU per second`, unit: 'ms', samples: spent.resting });
}

/** Comes and goes: in each step, 20 jobs begin, the 20 before end, and the 20 before those leave the window. */
export class Crowd {
  readonly #fixture: BenchFixture;
  #step = 0;

  constructor(fixture: BenchFixture) {
    this.#fixture = fixture;
  }

  moveOn(): void {
    const { cloud } = this.#fixture;
    this.#step += 1;
    for (let index = 0; index < NEW_PER_POLL; index += 1) {
      const id = (step: number) => job(`n${step}x${index}x`, 'Running', Date.now());
      if (this.#step > 2) cloud.remove(id(this.#step - 2).jobId);
      if (this.#step > 1) cloud.move(id(this.#step - 1).jobId, 'Success', { endTime: Date.now() });
      cloud.put(id(this.#step));
    }
  }
}

/** The number of ended jobs in a store. */
type Past = '100,000' | '1,000,000' | 'none';

/**
 * Gives the scene's store and cloud all open jobs but the new, and the past. 100,000 ended jobs are in both, or in the
 * cloud alone, where no poll asks for them. A million are in the store alone.
 */
export async function prepare(fixture: BenchFixture, past: Past): Promise<void> {
  const { store, end } = await history();
  if (past === '100,000') copyStore(store, fixture.store);
  if (past === '1,000,000') await copyMillionEnded(fixture.store);
  const now = Date.now();
  const open = [
    ...Array.from({ length: OLDER_OPEN }, (_, index) =>
      job(`o${index}x`, 'Running', now - DAY - index * 13 * 60 * MINUTE),
    ),
    ...Array.from({ length: YOUNGER_OPEN }, (_, index) =>
      job(`y${index}x`, 'Running', now - MINUTE - index * SECOND),
    ),
  ];
  await fillStore({ config: fixture.config, store: fixture.store, jobs: open, now });
  for (const ended of endedJobs(end)) fixture.cloud.put(ended);
  for (const each of open) fixture.cloud.put(each);
}

/** The script of an hour, given the same pages that a poll reads. */
async function startScript({ cloud }: BenchFixture) {
  const window = cloud.jobs.jobs().filter(({ creationTime }) => creationTime > Date.now() - 10 * MINUTE);
  const fresh = Array.from({ length: 2 * NEW_PER_POLL }, (_, index) =>
    job(`s${index}x`, 'Running', Date.now()),
  );
  const listed = [...window, ...fresh].map(renderJob);
  const older = cloud.jobs
    .jobs()
    .filter(
      ({ state, creationTime }) =>
        OPEN_STATES.some((open) => open === state) && creationTime < Date.now() - DAY,
    )
    .map(renderJob);
  const pages = [listed.slice(0, PAGE_SIZE), listed.slice(PAGE_SIZE), older];
  const bodies = pages.map((rows, index) =>
    Buffer.from(renderPage(rows, index + 1 < pages.length ? tokenOf(index + 1) : '', 'request')),
  );
  const server = await servePages(bodies);
  const process = startReference('read-by-script', { url: server.url });
  await process.line('ready');
  return {
    process,
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
