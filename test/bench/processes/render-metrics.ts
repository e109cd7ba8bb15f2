import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { registerTarget } from '../../../src/store/jobs/targets.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { diffPage } from '../../../src/core/job/diff.ts';
import { job, toParsed } from '../jobs.ts';
import { optionsText, say } from './line.ts';

/** Renders the metrics of so many targets, and in turns prom-client's own registry with the same lines. */
const {
  path,
  targets: count,
  times,
} = JSON.parse(optionsText()) as { path: string; targets: number; times: number };
const targets = Array.from({ length: count }, (_, index) => (index === 0 ? 'media' : `media-${index}`));
const store = openSqliteStore({ path, clock: systemClock });
const now = Date.now();
const states = ['Submitted', 'Running', 'Pause', 'Success', 'Failed', 'Cancel'];
await store.write(async (trx) => {
  for (const name of targets) {
    await registerTarget(trx, { name, bucket: 'bucket-1', region: 'ap-beijing', scope: 'bench' });
    const jobs = toParsed(states.map((state, index) => job(`m${index}x`, state, now)));
    const diff = diffPage(new Map(), jobs, {
      observedAt: now,
      baseline: true,
      confirmed: false,
      left: new Map(),
    });
    await saveJobs(trx, name, diff.changed);
  }
});
const build = { version: '0', revision: 'bench', node: process.version };
const metrics = createMetrics({ store, targets, channels: ['email'], build, startedAt: 0 });
const { body } = await metrics.render('prometheus');
const own = sameLines(body);
if (lines(await own.metrics()) !== lines(body)) {
  throw new Error(`${lines(await own.metrics())} lines in place of ${lines(body)}`);
}

const ours: number[] = [];
const theirs: number[] = [];
for (let time = -10; time < times; time += 1) {
  const spent = [await timed(() => metrics.render('prometheus')), await timed(() => own.metrics())] as const;
  if (time < 0) continue;
  ours.push(spent[0]);
  theirs.push(spent[1]);
}
const series = withoutValues(body);
say('rendered', { lines: lines(body), bytes: body.length, seriesBytes: series.length, ours, theirs });
await store.close();
process.exit();

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** What may not grow with jobs: values differ in their digits alone. */
function withoutValues(text: string): string {
  return text.replaceAll(/^([^#].*) \S+$/gm, '$1');
}

function lines(text: string): number {
  return text.trimEnd().split('\n').length;
}

/** A registry that holds the families of a rendering, label set by label set. */
function sameLines(text: string): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [, name = '', type = ''] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    if (!name.startsWith('batchwatch_')) continue;
    const samples = text
      .split('\n')
      .filter((line) => new RegExp(`^${name}(_bucket|_sum|_count)?[{ ]`).test(line))
      .map(labelsOf);
    // A family without labels would have a line of its own where this one has none.
    const labelNames = Object.keys(samples[0] ?? { none: '' }).filter((label) => label !== 'le');
    const options = { name, help: 'the same', labelNames, registers: [registry] };
    if (type === 'histogram') {
      const buckets = new Set(samples.map(({ le }) => Number(le)).filter((le) => Number.isFinite(le)));
      const histogram = new Histogram({ ...options, buckets: [...buckets] });
      for (const { le, ...labels } of samples) if (le !== undefined) histogram.zero(labels);
    } else if (type === 'counter') {
      const counter = new Counter(options);
      for (const labels of samples) counter.inc(labels, 1);
    } else {
      const gauge = new Gauge(options);
      for (const labels of samples) gauge.set(labels, now / 1000);
    }
  }
  return registry;
}

function labelsOf(line: string): Record<string, string> {
  const inner = /\{(.*)\}/.exec(line)?.[1] ?? '';
  return Object.fromEntries(
    [...inner.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}
