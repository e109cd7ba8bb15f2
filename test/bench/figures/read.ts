import { rmSync } from 'node:fs';
import { ONCE, startBenchFixture } from '../bench-fixture.ts';
import type { Figure, Row } from '../figure.ts';
import { copyStore } from '../filled-store.ts';
import { history } from '../history.ts';
import { ENDED_JOBS, PAGE_SIZE, type RowShape } from '../jobs.ts';
import { MeasuredProcess, startDaemonProcess, startReference } from '../measured-process.ts';

const REPETITIONS = 5;
const PAGES = ENDED_JOBS / PAGE_SIZE;
/** The last page is one row short: a full one makes a careful reader ask once more. */
const LISTED_JOBS = ENDED_JOBS - 1;
const SCRIPT = 'fetch + fast-xml-parser (jPath off, not validated), nothing kept';

/** A complete read of 1,000 pages: nothing changed, and all new. Each sample is a process of its own. */
export const read: Figure = {
  name: 'read',
  async measure(report) {
    await measureShape('nested', 'read of 1,000 pages', report);
    await measureShape('flat', 'read of 1,000 pages, long texts', report);
  },
};

async function measureShape(shape: RowShape, what: string, report: (row: Row) => void): Promise<void> {
  const { store, end } = await history(shape);
  await using fixture = await startBenchFixture();
  await using pages = startReference('page-server', { end, count: LISTED_JOBS, shape });
  const url = String((await pages.line('ready'))['url']);
  fixture.configure({ target: { schedule: ONCE, endpoint: url } });

  const unchanged: Sample[] = [];
  const fresh: Sample[] = [];
  const script: Sample[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    script.push(await readByScript(url));
    copyStore(store, fixture.store);
    unchanged.push(await readByDaemon(fixture.config, { transitions: 0 }));
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${fixture.store}${suffix}`, { force: true });
    fresh.push(await readByDaemon(fixture.config, { transitions: LISTED_JOBS }));
  }
  for (const [state, samples, timesReference] of [
    ['unchanged', unchanged, 1],
    ['all new', fresh, 1.6],
  ] as const) {
    report({
      what: `${what}, ${state}, CPU`,
      unit: 'ms/page',
      goal: { timesReference },
      samples: samples.map(cpuPerPage),
      reference: { what: SCRIPT, samples: script.map(cpuPerPage) },
    });
    report({
      what: `${what}, ${state}, high water of RSS`,
      unit: 'MiB',
      goal: { atMost: 160 },
      samples: samples.map((sample) => sample.highWater),
      reference: { what: SCRIPT, samples: script.map((sample) => sample.highWater) },
    });
  }
}

interface Sample {
  /** Milliseconds of the whole read. */
  cpu: number;
  highWater: number;
}

function cpuPerPage({ cpu }: Sample): number {
  return cpu / PAGES;
}

async function readByScript(url: string): Promise<Sample> {
  await using script = startReference('read-by-script', { url });
  await script.line('ready');
  return await spend(script, 'read', () => script.send('read'));
}

async function readByDaemon(config: string, expected: { transitions: number }): Promise<Sample> {
  await using daemon = startDaemonProcess(config);
  await daemon.line('listening');
  const sample = await spend(daemon, 'poll complete', () => {});
  const { jobs, transitions } = await daemon.line('poll complete');
  if (jobs !== LISTED_JOBS || transitions !== expected.transitions) {
    throw new Error(`the read saw ${String(jobs)} jobs and ${String(transitions)} transitions`);
  }
  return sample;
}

async function spend(child: MeasuredProcess, end: string, begin: () => void): Promise<Sample> {
  const before = child.cpu();
  begin();
  await child.line(end);
  return { cpu: child.cpu() - before, highWater: child.memory().highWater };
}
