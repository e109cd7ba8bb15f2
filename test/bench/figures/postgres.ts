import { PostgresServer } from '../../support/postgres/postgres-server.ts';
import { copyStore } from '../../../src/store/copy/copy-store.ts';
import { openStore } from '../../../src/store/open/open-store.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { ONCE, startBenchFixture, type BenchFixture } from '../bench-fixture.ts';
import type { Figure, Row } from '../figure.ts';
import { startDaemonProcess, startReference } from '../measured-process.ts';
import { measurePages } from './pages.ts';
import { timeToListen } from './start.ts';
import { Crowd, NEW_PER_POLL, prepare } from './steady.ts';

const REPETITIONS = 9;
const POLLS = 20;
const WARM_UP = 5;

/** With a million jobs in PostgreSQL, on loopback and at its usual settings: start, polls, pages and lists. */
export const postgres: Figure = {
  name: 'postgres',
  async measure(report) {
    await using server = await PostgresServer.start({ autovacuum: 'on', shared_buffers: '128MB' });
    await using file = await startBenchFixture();
    await prepare(file, '1,000,000');
    const database = await server.createDatabase();
    const storage = server.url(database);
    await copy(`sqlite:${file.store}`, storage);
    await server.run('VACUUM ANALYZE', database);

    await measureStart(storage, report);
    await using pages = startReference('serve-million', { storage });
    await measurePages(String((await pages.line('ready'))['url']), '1,000,000 jobs in PostgreSQL', report);
    await measurePolls(file, storage, report);
  },
};

async function copy(from: string, to: string): Promise<void> {
  const source = await openStore({ url: from }, systemClock);
  const target = await openStore({ url: to }, systemClock);
  await copyStore(source, target);
  await source.close();
  await target.close();
}

async function measureStart(storage: string, report: (row: Row) => void): Promise<void> {
  await using fixture = await startBenchFixture();
  fixture.configure({ target: { schedule: ONCE }, root: { storage: { url: storage } } });
  const bare: number[] = [];
  const samples: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    bare.push(await timeToListen(startReference('bare')));
    samples.push(await timeToListen(startDaemonProcess(fixture.config)));
  }
  report({
    what: 'start to listening with 1,000,000 jobs in PostgreSQL',
    unit: 'ms',
    goal: { atMost: 1_000 },
    samples,
    reference: { what: 'bare process, same libraries', samples: bare },
  });
}

/** Both daemons poll the same cloud each second. A sample is the CPU that one takes from the end of a poll to that of the next. */
async function measurePolls(file: BenchFixture, storage: string, report: (row: Row) => void): Promise<void> {
  await using server = await startBenchFixture();
  server.configure({ target: { endpoint: file.cloud.url }, root: { storage: { url: storage } } });
  await using overServer = startDaemonProcess(server.config);
  await using overFile = startDaemonProcess(file.config);
  await Promise.all([overServer.line('poll complete'), overFile.line('poll complete')]);
  const crowd = new Crowd(file);
  const spent = { server: [] as number[], file: [] as number[] };
  const seen = [0, 0];
  for (let poll = 0; poll < WARM_UP + POLLS; poll += 1) {
    crowd.moveOn();
    const before = [overServer.cpu(), overFile.cpu()] as const;
    const ends = [overServer.next('poll complete'), overFile.next('poll complete')];
    const polls = await Promise.all(ends);
    polls.forEach(({ transitions }, index) => (seen[index] = (seen[index] ?? 0) + Number(transitions)));
    if (poll < WARM_UP) continue;
    spent.server.push(overServer.cpu() - before[0]);
    spent.file.push(overFile.cpu() - before[1]);
  }
  // One polls while the cloud changes, and sees some of it a poll later.
  if (Math.min(...seen) < POLLS * 2 * NEW_PER_POLL) throw new Error(`the polls saw ${seen.join(' and ')}`);
  report({
    what: "a poll and its second over PostgreSQL, the replica's CPU",
    unit: 'ms',
    goal: { timesReference: 1.5 },
    samples: spent.server,
    reference: { what: 'over SQLite', samples: spent.file },
  });
}
