import { randomBytes } from 'node:crypto';
import { SteppedClock } from './stepped-clock.ts';

/**
 * The daemon as a process of its own, whose clock its parent moves (`daemon-process.ts`). Arguments: the
 * configuration, the instant to begin at, the longest step, the deadlines.
 */
const [, , path = '', begin = '0', step = '0', ...deadlines] = process.argv;
const clock = new SteppedClock(Number(begin), deadlines.map(Number));

// node-cron asks the wall clock for the next tick; so does the log for its time.
class SteppedDate extends Date {
  constructor(...given: [] | [number | string]) {
    super(given[0] ?? clock.now());
  }

  static override now(): number {
    return clock.now();
  }
}
globalThis.Date = Object.assign(SteppedDate, { parse: Date.parse, UTC: Date.UTC }) as DateConstructor;

// Only now, for what is loaded must not have taken the other Date.
const { readConfig } = await import('../../../src/config/load.ts');
const { startDaemon } = await import('../../../src/app/daemon.ts');
const { createLogger } = await import('../../../src/platform/log.ts');
const daemon = await startDaemon(readConfig({ path, env: {} }).config, {
  clock,
  random: Math.random,
  newId: () => randomBytes(8).toString('hex'),
  env: {},
  home: '/nonexistent',
  hostname: 'test',
  log: createLogger({ level: 'warn' }),
  build: { version: '0', revision: 'soak', node: process.version },
});
daemon.bug.catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(70);
});
await clock.quiet();
process.send?.({ url: daemon.url });

process.on('message', (message: { moveTo?: number }) => void obey(message));
process.on('disconnect', () => process.exit());

async function obey({ moveTo }: { moveTo?: number }): Promise<void> {
  if (moveTo === undefined) globalThis.gc?.();
  else {
    while (clock.now() < moveTo) await clock.moveTo(Math.min(moveTo, clock.now() + Number(step)));
  }
  process.send?.({ heap: process.memoryUsage().heapUsed, sleepers: clock.sleepers });
}
