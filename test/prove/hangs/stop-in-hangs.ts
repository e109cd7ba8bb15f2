import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE, type Duration } from '../../../src/platform/time.ts';
import { BatchwatchProcess, type Ended } from '../../support/process/batchwatch-process.ts';
import { FullPipe } from '../../support/process/full-pipe.ts';
import { waitedForCore } from '../../support/process/waited-for-core.ts';
import { type Combination } from './combinations.ts';
import { startHangingFixture } from './hanging-fixture.ts';
import { connectBadClients } from './impatient-clients.ts';

export interface Stop {
  /** From the signal to the end, without the time in which no core was free for the program. */
  took: Duration;
  ended: Ended | 'never';
}

/** Starts the program, lets it hang in everything at once, and asks it to stop. */
export async function stopInHangs(combination: Combination, program: readonly string[]): Promise<Stop> {
  const { api, smtp, isLogRead } = combination;
  await using fixture = await startHangingFixture({ apis: [api], smtp, timeout: '10s' });
  using pipe = isLogRead ? undefined : new FullPipe(fixture.directory.file('log'));
  const output = pipe === undefined ? {} : { outputFile: pipe.path };
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program, ...output });
  await Promise.race([
    Promise.all([mailIsWaiting(fixture.url), fixture.met()]),
    failAfter(5 * MINUTE),
    daemon.ended.then(() => Promise.reject(new Error(`the program ended: ${daemon.stdout}${daemon.stderr}`))),
  ]);
  await using cleanups = new AsyncDisposableStack();
  if (combination.badClients) cleanups.use(await connectBadClients(fixture.url));
  await sleep(combination.stopAfter);
  const asked = performance.now();
  const waitedBefore = waitedForCore(daemon.pid);
  let waited = waitedBefore;
  // The system forgets the figure with the process.
  const watch = setInterval(() => (waited = Math.max(waited, waitedForCore(daemon.pid))), 20);
  cleanups.defer(() => clearInterval(watch));
  const ended = await Promise.race([daemon.kill('SIGTERM'), sleep(MINUTE, 'never' as const, { ref: false })]);
  return { took: performance.now() - asked - (waited - waitedBefore), ended };
}

async function mailIsWaiting(url: string): Promise<void> {
  for (;;) {
    const text = await fetch(`${url}/metrics`).then(
      (response) => response.text(),
      () => '',
    );
    if (/^batchwatch_outbox_entries\{channel="email",state="pending"\} 1$/m.test(text)) return;
    await sleep(50);
  }
}

async function failAfter(patience: Duration): Promise<never> {
  await sleep(patience, undefined, { ref: false });
  throw new Error('the program does not hang where it should');
}
