import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR, SECOND } from '../../../src/platform/time.ts';
import { lostFrom, readKnown } from './lost-rows.ts';
import type { Stage } from './stage.ts';

export interface ReplicaFault {
  name: string;
  /** False for what only full mode does, for it takes long or needs Debian's PgBouncer. */
  isQuick: boolean;
  /** The most duplicates that it may cause. */
  disturbances: number;
  /** Breaks something, lets the others carry on, and mends it. */
  run: (stage: Stage) => Promise<void>;
}

/** Connections that are cut in one fault. */
const CUTS = 4;

/** Longer than a hand-over. What is not well by then shows in the longest pause. */
const RECOVERY = 40 * SECOND;

/** Shorter than a lease lasts. */
const OUTAGE = 5 * SECOND;

export const REPLICA_FAULTS: readonly ReplicaFault[] = [
  {
    name: 'SIGKILL',
    isQuick: true,
    disturbances: 1,
    run: async ({ victim, watch }) => {
      await victim.end('SIGKILL');
      await watch.polledEverywhere(RECOVERY);
      await victim.begin();
    },
  },
  {
    name: 'SIGTERM',
    isQuick: true,
    disturbances: 1,
    run: async ({ victim, watch }) => {
      await victim.end('SIGTERM');
      await watch.polledEverywhere(RECOVERY);
      await victim.begin();
    },
  },
  {
    name: 'SIGSTOP',
    isQuick: true,
    disturbances: 1,
    run: async ({ victim, watch, absence }) => {
      victim.process.signal('SIGSTOP');
      await sleep(absence);
      victim.process.signal('SIGCONT');
      await watch.polledEverywhere(RECOVERY);
    },
  },
  {
    name: 'partition',
    isQuick: true,
    disturbances: 1,
    run: async ({ victim, watch, absence, chance }) => {
      victim.link.hold();
      await sleep(absence);
      victim.link.release(chance() < 0.5 ? 'pass' : 'break');
      await watch.polledEverywhere(RECOVERY);
    },
  },
  {
    name: 'restart of the database',
    isQuick: true,
    disturbances: 1,
    run: async ({ database, watch }) => {
      watch.pause();
      await database.crash();
      await sleep(OUTAGE);
      await database.startAgain();
      watch.resume();
      await watch.polledEverywhere(RECOVERY);
    },
  },
  {
    name: 'cut between COMMIT and its answer',
    isQuick: true,
    disturbances: CUTS,
    run: async ({ replicas, chance, watch }) => {
      for (let cut = 0; cut < CUTS; cut++) {
        const replica = replicas[Math.floor(chance() * replicas.length)];
        const side = chance() < 0.7 ? 'after' : 'before';
        const isCut = new Promise<void>((met) => replica?.link.cutAtCommit({ side, time: 1, met }));
        // A replica without a lease commits nothing for a while.
        await Promise.race([isCut, sleep(OUTAGE)]);
        await sleep(chance() * SECOND);
      }
      await watch.polledEverywhere(RECOVERY);
    },
  },
  { name: 'failover', isQuick: false, disturbances: 1, run: failOver },
  ...[-HOUR, HOUR].map((shift) => ({
    name: `clock ${shift < 0 ? '−' : '+'} 1 h`,
    isQuick: false,
    disturbances: 2,
    run: async ({ victim, watch, absence }: Stage) => {
      await victim.end('SIGTERM');
      await victim.begin(shift);
      await sleep(absence);
      await victim.end('SIGTERM');
      await victim.begin();
      await watch.polledEverywhere(RECOVERY);
    },
  })),
  {
    name: 'PgBouncer',
    isQuick: false,
    disturbances: 3,
    run: async ({ database, replicas, victim, watch, absence }) => {
      await database.poolTransactions();
      for (const { link } of replicas) link.breakAll();
      await sleep(absence);
      await victim.end('SIGKILL');
      await watch.polledEverywhere(RECOVERY);
      await victim.begin();
      await database.poolNoMore();
      for (const { link } of replicas) link.breakAll();
      await watch.polledEverywhere(RECOVERY);
    },
  },
];

/** The standby lacks the last second: an asynchronous one may. */
async function failOver({ database, replicas, watch, recipient, lost }: Stage): Promise<void> {
  await database.follow();
  await sleep(2 * SECOND);
  database.holdStandby();
  await sleep(SECOND);
  watch.pause();
  for (const { link } of replicas) link.hold();
  const [before, after] = await database.failOver((run) => readKnown(run, recipient));
  for (const { link } of replicas) link.release('break');
  watch.resume();
  const { sent, failures } = lostFrom(before, after);
  for (const message of sent) lost.messages.add(message);
  for (const notice of failures) lost.failures.add(notice);
  await watch.polledEverywhere(RECOVERY);
}
