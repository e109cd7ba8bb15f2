import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulatedCloud, type SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { MINUTE, SECOND, systemClock } from '../../../src/platform/time.ts';
import { BUCKET, REGION, startFixture, type Fixture } from '../../support/process/fixture.ts';
import { chanceFrom } from '../chance.ts';
import { oftenStarted } from '../often-started.ts';
import type { Effort, Outcome, Proof } from '../proof.ts';
import { compare, receivedIn } from '../received.ts';
import { ACROSS, FailingJobs } from './failing-jobs.ts';
import { judgeReplicas, LONGEST_PAUSE, seconds, slowestNotice } from './judge-replicas.ts';
import { Replica } from './replica.ts';
import { REPLICA_FAULTS, type ReplicaFault } from './replica-faults.ts';
import { SharedDatabase } from './shared-database.ts';
import type { Stage } from './stage.ts';
import { WatchedReplicas } from './watched-replicas.ts';

/** Three replicas share one PostgreSQL, while each of them and the database break in turn. */
export const replicas: Proof = {
  id: 'P9',
  what: 'three replicas on one PostgreSQL: SIGKILL, SIGTERM, SIGSTOP, partition to the database only, restart of the database, cut at COMMIT; in full mode failover to an asynchronous standby, clock ± 1 h on one replica, PgBouncer 1.18 in transaction mode',
  goal: `0 lost, never two open incidents of one group, ≤ 1 duplicate a disturbance with the same Message-ID, next poll ≤ ${seconds(LONGEST_PAUSE)} s`,
  run: proveReplicas,
};

const SIZES = {
  quick: { rounds: 1, absence: 20 * SECOND, every: 500 },
  full: { rounds: 3, absence: 60 * SECOND, every: 300 },
} as const;

const NAMES = ['one', 'two', 'three'];
const TARGETS = ['media', 'archive', 'images', 'audio'];
const RECIPIENT = 'oncall@example.com';

/** Longer than the longest wait of an entry that was in doubt. */
const DRAIN_WITHIN = 2 * MINUTE;

async function proveReplicas(effort: Effort): Promise<Outcome> {
  const { mode, seed, say } = effort;
  const { rounds, absence, every } = SIZES[mode];
  const chance = chanceFrom(seed);
  await using stack = new AsyncDisposableStack();
  const fixture = stack.use(await startFixture());
  const clouds = await Promise.all(TARGETS.map(startCloud));
  for (const cloud of clouds) stack.use(cloud);
  configure(fixture, clouds);
  const database = stack.use(await SharedDatabase.start());
  const all = await startReplicas({ fixture, database, program: oftenStarted(effort) });
  for (const replica of all) stack.use(replica);
  const watch = new WatchedReplicas(clouds, database);
  watch.begin();
  await watch.polledEverywhere(MINUTE);

  const failing = new FailingJobs(clouds, RECIPIENT);
  failing.begin(every);
  const lost: Stage['lost'] = { messages: new Set(), failures: new Set() };
  const plan = planOf({ mode, rounds, chance });
  for (const together of plan) {
    const victims = shuffled(all, chance);
    say(together.map(({ name }, at) => `${name}, ${victims[at]?.name}`).join('; '));
    const common = { database, replicas: all, watch, chance, absence, recipient: RECIPIENT, lost };
    await Promise.all(together.map(({ run }, at) => run({ ...common, victim: victims[at] ?? never() })));
    say(`longest pause ${seconds(watch.longestPause)} s, ${fixture.smtp.mails.length} mails`);
  }
  await failing.stop();
  await drained(fixture, failing);
  await watch.stop();
  await Promise.all(all.map((replica) => replica.end('SIGTERM')));

  const { mails } = fixture.smtp;
  const { expected } = failing;
  const { longestPause, twoIncidents } = watch;
  const faults = plan.flat();
  const disturbances = faults.reduce((sum, fault) => sum + fault.disturbances, 0);
  const judged = judgeReplicas({ mails, expected, disturbances, lost, longestPause, twoIncidents });
  return {
    held: judged.problems.length === 0,
    reached:
      `${faults.length} faults (${new Set(faults.map(({ name }) => name)).size} kinds), ${expected.size} failures, ${mails.length} mails: ` +
      `${judged.repeats} repeated by the same Message-ID, longest time without a poll ${seconds(longestPause)} s, slowest mail after ${seconds(slowestNotice(failing.failedAt, mails))} s; ` +
      `failovers lost ${lost.messages.size} sent marks and ${lost.failures.size} failures${judged.problems.length === 0 ? '; 0 lost to anybody' : ''}`,
    counterExample: judged.problems.length === 0 ? undefined : judged.problems.join('; '),
  };
}

function startCloud(): Promise<SimulatedCloud> {
  return startSimulatedCloud({ secretId: 'EXAMPLE-ID', secretKey: 'EXAMPLE-KEY', clock: systemClock });
}

async function startReplicas(options: {
  fixture: Fixture;
  database: SharedDatabase;
  program: readonly string[];
}): Promise<Replica[]> {
  const { fixture, database, program } = options;
  const databasePort = () => database.port;
  return await Promise.all(
    NAMES.map((name) => Replica.start({ name, config: fixture.config, program, databasePort })),
  );
}

function configure(fixture: Fixture, clouds: readonly SimulatedCloud[]): void {
  const common = { bucket: BUCKET, region: REGION, schedule: '* * * * * *', requestsPerSecond: 1_000 };
  const rule = { receivers: ['oncall'], groupInterval: '0s' };
  fixture.configure({
    to: [RECIPIENT],
    root: {
      server: { listen: '127.0.0.1:0', replica: '${REPLICA}' },
      storage: { url: '${STORAGE_URL}' },
      targets: TARGETS.map((name, at) => ({ ...common, name, endpoint: clouds[at]?.url })),
      rules: [
        { ...rule, name: 'across', match: { names: [`${ACROSS}-*`] }, groupBy: ['state'] },
        { ...rule, name: 'each' },
      ],
    },
  });
}

/** Each leaves one replica of three alone, also when they come together. */
const TOGETHER = ['SIGSTOP', 'partition'];

/** Every fault of the mode, in each round in another order. Full mode has those alone, too, that quick mode has together. */
function planOf(options: {
  mode: Effort['mode'];
  rounds: number;
  chance: () => number;
}): readonly ReplicaFault[][] {
  const { mode, rounds, chance } = options;
  const isFull = mode === 'full';
  const faults = REPLICA_FAULTS.filter(({ isQuick }) => isQuick || isFull);
  const together = faults.filter(({ name }) => TOGETHER.includes(name));
  const alone = faults.filter((fault) => isFull || !together.includes(fault)).map((fault) => [fault]);
  return Array.from({ length: rounds }, () => shuffled([...alone, together], chance)).flat();
}

function shuffled<Item>(items: readonly Item[], chance: () => number): Item[] {
  return items
    .map((item) => ({ item, at: chance() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

function never(): never {
  throw new Error('more faults at a time than replicas');
}

/** Waits until everybody was notified of everything, or it takes too long. */
async function drained({ smtp }: Fixture, { expected }: FailingJobs): Promise<void> {
  for (const end = performance.now() + DRAIN_WITHIN; performance.now() < end; await sleep(500)) {
    if (compare(expected, receivedIn(smtp.mails)).lost.length === 0) break;
  }
  await smtp.settled();
}
