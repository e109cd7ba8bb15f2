import { setTimeout as sleep } from 'node:timers/promises';
import { pollSchedules } from '../../../src/config/poll-schedules.ts';
import { readConfig } from '../../../src/config/load.ts';
import { nextOccurrences } from '../../../src/platform/cron/occurrences.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { BUCKET, REGION } from '../../support/process/fixture.ts';
import { startBenchFixture, type BenchFixture } from '../bench-fixture.ts';
import type { Figure } from '../figure.ts';
import { startDaemonProcess, startReference, type MeasuredProcess } from '../measured-process.ts';

const TARGETS = Number(process.env['BATCHWATCH_BENCH_TARGETS'] ?? 1_000);
const PERIOD = 30 * SECOND;
const STEADY = 2 * PERIOD;
const FLIPS = 100;
/** The row's number says how many targets fail in one period. */
const DEADLINE = 3 * PERIOD;

/** A thousand targets with the same schedule, every 30 seconds, on one process. */
export const targets: Figure = {
  name: 'targets',
  async measure(report) {
    await using fixture = await startBenchFixture();
    const names = Array.from({ length: TARGETS }, (_, index) => `t${String(index).padStart(4, '0')}`);
    await using api = startReference('many-targets-api', { targets: names });
    const { port } = await api.line('ready');
    fixture.configure({
      root: { targets: names.map((name, index) => toTarget(name, index + 1, Number(port))) },
    });
    await using daemon = startDaemonProcess(fixture.config);
    const { at: listeningAt, url: daemonUrl } = await daemon.line('listening');
    const firstRound = await daemon.until(
      'poll complete',
      (lines) => new Set(lines.map(({ target }) => target)).size === TARGETS,
    );
    const one = { unit: '', samples: [] as number[] };
    report({
      what: `first round of ${TARGETS} targets`,
      unit: 's',
      goal: { atMost: 40 },
      samples: [(firstRound - listeningAt) / SECOND],
    });
    await sleep(PERIOD);
    const before = { cpu: daemon.cpu(), polls: daemon.count('poll complete'), at: performance.now() };
    const resident: number[] = [];
    while (performance.now() < before.at + STEADY) {
      resident.push(daemon.memory().resident);
      await sleep(SECOND);
    }
    const spent = daemon.cpu() - before.cpu;
    const polls = daemon.count('poll complete') - before.polls;
    const took = performance.now() - before.at;
    report({ ...one, what: `polls a second`, samples: [(polls / took) * SECOND] });
    report({ ...one, what: 'cores in use', goal: { atMost: 0.5 }, samples: [spent / took] });
    report({ what: 'CPU a poll', unit: 'ms', samples: [spent / polls] });
    report({ what: 'resident memory', unit: 'MiB', goal: { atMost: 300 }, judged: 'p95', samples: resident });
    const flips = await measureFlips({ fixture, api, names });
    report({
      what: 'from the time of the poll to 250, p95',
      unit: 'ms',
      judged: 'p95',
      goal: { atMost: 2_000 },
      samples: flips,
    });
    const scraped = await scrape(String(daemonUrl));
    report({ ...one, what: 'ticks skipped', goal: { atMost: 0 }, samples: [scraped.skipped] });
    report({ ...one, what: 'polls failed', goal: { atMost: 0 }, samples: [daemon.count('poll failed')] });
    report({ what: 'scrape', unit: 'bytes', goal: { atMost: 2_000_000 }, samples: [scraped.bytes] });
    report({ what: 'scrape', unit: 'ms', samples: scraped.took });
  },
};

/** Each has an address of its own, as each bucket has. */
function toTarget(name: string, number: number, port: number) {
  const endpoint = `http://127.0.${number >> 8}.${number & 255}:${port}`;
  return { name, bucket: BUCKET, region: REGION, endpoint, schedule: '*/30 * * * * *' };
}

/** Lets targets fail over a period. Each sample is the time from the next poll's due time to the 250 of its mail. */
async function measureFlips(parts: {
  fixture: BenchFixture;
  api: MeasuredProcess;
  names: readonly string[];
}): Promise<readonly number[]> {
  const { fixture, api, names } = parts;
  const schedules = pollSchedules(readConfig({ path: fixture.config, env: {} }).config);
  const due = new Map<string, number>();
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const name = names[flip * Math.floor(TARGETS / FLIPS)] ?? '';
    const schedule = schedules.get(name);
    if (schedule === undefined) throw new Error(`no schedule of ${name}`);
    const [next = 0] = nextOccurrences({ ...schedule, after: Date.now() + 50, count: 1 });
    due.set(name, next - Date.now() + performance.now());
    api.send(name);
    await sleep(PERIOD / FLIPS);
  }
  const end = performance.now() + DEADLINE;
  while (fixture.mailbox.mails.length < FLIPS && performance.now() < end) await sleep(SECOND / 10);
  return fixture.mailbox.mails.map(
    ({ raw, at }) => at - (due.get(/\bt\d{4}\b/.exec(raw.toString())?.[0] ?? '') ?? 0),
  );
}

async function scrape(url: string) {
  const took: number[] = [];
  let text = '';
  for (let time = 0; time < 5; time += 1) {
    const begun = performance.now();
    const response = await fetch(`${url}/metrics`);
    text = await response.text();
    took.push(performance.now() - begun);
  }
  const skipped = Array.from(text.matchAll(/^batchwatch_polls_skipped_total\{.*\} (\d+)$/gm), ([, value]) =>
    Number(value),
  );
  return { took, bytes: Buffer.byteLength(text), skipped: skipped.reduce((sum, value) => sum + value, 0) };
}
