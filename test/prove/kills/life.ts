import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import type { Fixture } from '../../support/process/fixture.ts';
import type { Life } from '../channels/judge-arrivals.ts';
import type { Records } from '../channels/recorded.ts';
import type { StandIns } from '../channels/stand-ins.ts';
import type { ProofStore } from '../store/proof-store.ts';
import type { KillPoint, SmtpMoment } from './kill-point.ts';

/** Without its types already: to take those off is a third of a start, and a killed process keeps no result. */
const KILL_SWITCH = `data:text/javascript,${encodeURIComponent(
  stripTypeScriptTypes(readFileSync(new URL('kill-switch.ts', import.meta.url), 'utf8')),
)}`;

/** The longest time in which a process comes to its point, from when it listens. */
const LONGEST_LIFE_MS = 15_000;
/** The longest time until it listens. A busy machine takes long to start it. */
const LONGEST_START_MS = 300_000;

/** One process that was to be killed. */
export interface KilledLife extends Life {
  point: KillPoint;
  /** False when it never came to its point, and was stopped in order. */
  isKilled: boolean;
}

/** The fixture of the program, its store, the stand-ins of the vendors, and the records of all. */
export interface ProofFixture {
  fixture: Fixture;
  store: ProofStore;
  standIns: StandIns;
  records: Records;
}

/**
 * Starts the program and kills it at the point.
 * @throws Error when it ends by itself.
 */
export async function live(
  proof: ProofFixture,
  options: {
    program: readonly string[];
    point: KillPoint;
    /** Called when it listens. */
    whenAlive: () => void;
  },
): Promise<KilledLife> {
  const { fixture, store, standIns, records } = proof;
  const { point, whenAlive } = options;
  const startedAt = Date.now();
  await using daemon = new BatchwatchProcess(
    ['run', '--config', fixture.config],
    withSwitch(options.program, { point, store }),
  );
  let isAsked = false;
  const kill = () => {
    isAsked = true;
    void daemon.kill('SIGKILL');
  };
  lieInWait(proof, { point, daemon, kill });
  const listening = daemon.line('listening').catch(() => undefined);
  void listening.then((line) => line && whenAlive());
  await Promise.race([daemon.ended, listening, pause(LONGEST_START_MS)]);
  await Promise.race([daemon.ended, pause(LONGEST_LIFE_MS)]);
  fixture.cloud.behave();
  fixture.smtp.setScript(undefined);
  standIns.setScript(undefined);
  store.link?.cutAtCommit(undefined);
  const { code, signal } = await daemon.kill('SIGTERM');
  // What it sent may still be on its way.
  await fixture.smtp.settled();
  await standIns.settled();
  await store.abandoned();
  const isKilled = signal === 'SIGKILL' && (isAsked || point.moment.seenBy === 'store');
  if (!isKilled && code !== 0) {
    throw new Error(`ended by itself (${code ?? signal}): ${daemon.stderr}${daemon.stdout.slice(-2_000)}`);
  }
  const killed = isKilled ? point.name : undefined;
  return { point, isKilled, startedAt, killed, recorded: await records.takeOf(daemon, store) };
}

function pause(ms: number): Promise<void> {
  return wait(ms, undefined, { ref: false });
}

/** A store in a file is nobody else's to see: the process kills itself. */
function withSwitch(program: readonly string[], { point, store }: { point: KillPoint; store: ProofStore }) {
  const { moment } = point;
  if (moment.seenBy !== 'store' || store.link !== undefined) return { program };
  return { program: ['--import', KILL_SWITCH, ...program], env: { KILL_AT: JSON.stringify(moment) } };
}

/** Has whoever sees the moment come kill the process; the switch of a file does so by itself. */
function lieInWait(
  { fixture, store, standIns }: ProofFixture,
  options: { point: KillPoint; daemon: BatchwatchProcess; kill: () => void },
): void {
  const { daemon, kill } = options;
  const { moment } = options.point;
  if (moment.seenBy === 'cloud') {
    let requests = 0;
    const when = () => {
      requests += 1;
      if (requests <= moment.pages) return false;
      kill();
      return true;
    };
    fixture.cloud.misbehave({ kind: 'hang' }, { when, times: Infinity });
  } else if (moment.seenBy === 'mail server') {
    let times = 0;
    fixture.smtp.setScript(({ phase }) => {
      if (phase !== PHASES[moment.phase] || ++times !== moment.time) return undefined;
      if (moment.phase !== '250') {
        kill();
        return { do: 'drop' };
      }
      // The server writes its 250 in the same turn in which it asks.
      queueMicrotask(kill);
      return undefined;
    });
  } else if (moment.seenBy === 'vendor') {
    let times = 0;
    standIns.setScript(() => {
      times += 1;
      if (times !== moment.time) return undefined;
      if (moment.phase === 'answer') return { do: 'take', after: kill };
      kill();
      return { do: 'hang' };
    });
  } else if (moment.seenBy === 'store') {
    const { ran, side, time } = moment;
    store.link?.cutAtCommit({ ran: new RegExp(ran), side, time, met: kill });
  } else {
    const begun = moment.since === 'start' ? Promise.resolve() : daemon.line('listening');
    begun.then(() => wait(moment.ms)).then(kill, () => undefined);
  }
}

const PHASES = { connect: 'greeting', 'final dot': 'data', '250': 'data' } as const satisfies Record<
  SmtpMoment,
  string
>;
