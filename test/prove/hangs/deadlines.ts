import { setTimeout as sleep } from 'node:timers/promises';
import { type Duration, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { BatchwatchProcess, type LogLine } from '../../support/process/batchwatch-process.ts';
import { waitedForCore } from '../../support/process/waited-for-core.ts';
import { API_HOLES, type SmtpHole } from './holes.ts';
import { startHangingFixture } from './hanging-fixture.ts';

/** The time until a call's own deadline ended it, and the most that it may be. */
export interface Given {
  what: string;
  took: Duration;
  atMost: Duration;
}

const TIMEOUT: Duration = 500;
/** Three tries with pauses of up to 0.45 s and 1.35 s between them, and some time for a slow machine. */
const POLL_AT_MOST: Duration = 3 * TIMEOUT + 1.8 * SECOND + 5 * SECOND;
/** A busy machine may take long to start the program. */
const PATIENCE: Duration = 5 * MINUTE;

/** Measures how long the polls of targets that hang in each of the known ways take to fail. */
export async function giveUpPolls(program: readonly string[]): Promise<readonly Given[]> {
  await using fixture = await startHangingFixture({
    apis: API_HOLES,
    smtp: { at: 'greeting', do: 'hang' },
    timeout: `${TIMEOUT}ms`,
  });
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  return await Promise.all(
    fixture.targets.map(async (target) => {
      const failed = daemon.line('poll failed', (line) => line['target'] === target);
      const what = `poll of an API that ${target.replaceAll('-', ' ')}`;
      const took = await durationIn(failed);
      return { what, took, atMost: POLL_AT_MOST + waitedForCore(daemon.pid) };
    }),
  );
}

/** Measures how long a delivery to a mail server that hangs in this way goes on. */
export async function giveUpDelivery(smtp: SmtpHole, program: readonly string[]): Promise<Duration> {
  await using fixture = await startHangingFixture({ apis: [], smtp, timeout: '10s' });
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  return await durationIn(daemon.line('notification not delivered yet'));
}

/** Reads the duration in a log line. `Infinity` when the line does not come. */
async function durationIn(line: Promise<LogLine>): Promise<Duration> {
  const never = sleep(PATIENCE, { duration_ms: Infinity }, { ref: false });
  return Number((await Promise.race([line, never]))['duration_ms']);
}
