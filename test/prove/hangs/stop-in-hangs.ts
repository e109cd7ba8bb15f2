import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE, SECOND, type Duration } from '../../../src/platform/time.ts';
import { BatchwatchProcess, type Ended } from '../../support/process/batchwatch-process.ts';
import { FullPipe } from '../../support/process/full-pipe.ts';
import { type Combination } from './combinations.ts';
import { startHangingFixture } from './hanging-fixture.ts';
import { connectBadClients } from './impatient-clients.ts';

export interface Stop {
  /** From the signal to the end. */
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
    failAfter(MINUTE),
    daemon.ended.then(() => Promise.reject(new Error(`the program ended: ${daemon.stdout}${daemon.stderr}`))),
  ]);
  await using clients = new AsyncDisposableStack();
  if (combination.badClients) clients.use(await connectBadClients(fixture.url));
  await sleep(combination.stopAfter);
  const asked = performance.now();
  const ended = await Promise.race([
    daemon.kill('SIGTERM'),
    sleep(20 * SECOND, 'never' as const, { ref: false }),
  ]);
  return { took: performance.now() - asked, ended };
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
