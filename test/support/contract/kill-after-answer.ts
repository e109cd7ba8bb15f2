import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { reclaimInterrupted } from '../../../src/store/outbox/outbox-release.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { writeNewStore } from '../store/write-new-store.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { TestClock } from '../test-clock.ts';
import { ChannelRun, messageOf, putInOutbox } from './channel-run.ts';
import type { Arrived, OtherSide } from './subject.ts';
import { CONTRACT_SUBJECTS } from './subjects.ts';

const PROCESS = fileURLToPath(new URL('delivering-process.ts', import.meta.url));

/**
 * Kills a process with two messages for every channel after each first one was answered and before any is recorded, and
 * delivers what it left. Returns what arrived, by the name of the channel: the first message is about `i1`, the second
 * about `i2`.
 */
export async function killAfterAnswer(): Promise<ReadonlyMap<string, readonly Arrived[]>> {
  using directory = new TemporaryDirectory();
  const path = directory.file('batchwatch.db');
  writeNewStore(path);
  const clock = new TestClock(Date.now());
  const sides: OtherSide[] = [];
  await using cleanups = new AsyncDisposableStack();
  for (const subject of CONTRACT_SUBJECTS) sides.push(cleanups.use(await subject.start(clock)));
  const channels = sides.flatMap((side) => side.channels());

  const before = openSqliteStore({ path, clock });
  for (const incident of ['i1', 'i2'])
    await putInOutbox(before, channels, messageOf(incident, { createdAt: clock.now() }));
  await before.close();

  await killWhenAllAreAnswered([path, ...sides.map(({ address }) => address)], channels.length);

  // A new process takes a moment to start.
  await clock.advance(MINUTE);
  const store = openSqliteStore({ path, clock });
  await store.write((trx) => reclaimInterrupted(trx, clock.now()));
  {
    await using run = new ChannelRun(channels, { store, clock });
    await run.pass(5 * SECOND);
  }
  await store.close();
  return new Map(CONTRACT_SUBJECTS.map(({ name }, at) => [name, sides[at]?.arrived() ?? []]));
}

async function killWhenAllAreAnswered(args: readonly string[], channels: number): Promise<void> {
  const child = spawn(process.execPath, [PROCESS, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const answered = new Set<string>();
  for await (const name of createInterface({ input: child.stdout })) {
    answered.add(name);
    if (answered.size === channels) break;
  }
  child.kill('SIGKILL');
  await ended;
  if (answered.size < channels) throw new Error(`only ${[...answered].join()} got an answer`);
}
