import { startBenchFixture } from '../bench-fixture.ts';
import type { Figure, Row } from '../figure.ts';
import { copyStore, fillStore } from '../filled-store.ts';
import { history } from '../history.ts';
import { endedJobs } from '../jobs.ts';
import { startReference } from '../measured-process.ts';

const TIMES = 100;
const REFERENCE = "prom-client's own rendering of as many lines";

/** One rendering of `/metrics`, with the store's part, for 1, 10 and 100 targets; and whether it grows with jobs. */
export const scrape: Figure = {
  name: 'scrape',
  async measure(report) {
    for (const targets of [1, 10, 100]) {
      await using fixture = await startBenchFixture();
      report(toRow(targets, await render(fixture.store, targets)));
    }
    await using few = await startBenchFixture();
    await using many = await startBenchFixture();
    const { store, end } = await history();
    await fillStore({ config: few.config, store: few.store, jobs: endedJobs(end, { count: 100 }), now: end });
    copyStore(store, many.store);
    const fewJobs = await render(few.store, 1);
    const manyJobs = await render(many.store, 1);
    report({ ...toRow(1, manyJobs), what: '/metrics with 100,000 jobs, 1 target' });
    report({
      what: '/metrics with 100,000 jobs, its names and labels',
      unit: 'bytes',
      goal: { timesReference: 1 },
      samples: [manyJobs.seriesBytes],
      reference: { what: '100 jobs', samples: [fewJobs.seriesBytes] },
    });
    report({
      what: '/metrics with 100,000 jobs, all of it',
      unit: 'bytes',
      samples: [manyJobs.bytes],
      reference: { what: '100 jobs (values differ in their digits)', samples: [fewJobs.bytes] },
    });
  },
};

interface Rendered {
  lines: number;
  bytes: number;
  /** Without the samples' values. */
  seriesBytes: number;
  ours: readonly number[];
  theirs: readonly number[];
}

async function render(path: string, targets: number): Promise<Rendered> {
  await using child = startReference('render-metrics', { path, targets, times: TIMES });
  const line = await child.line('rendered');
  return line as unknown as Rendered;
}

function toRow(targets: number, { lines, ours, theirs }: Rendered): Row {
  return {
    what: `/metrics, ${targets} target${targets === 1 ? '' : 's'} (${lines} lines)`,
    unit: 'ms',
    goal: { timesReference: 2 },
    samples: ours,
    reference: { what: REFERENCE, samples: theirs },
  };
}
