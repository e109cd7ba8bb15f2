import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { StoreFault } from '../../../src/store/store-fault.ts';
import { registerTarget } from '../../../src/store/jobs/targets.ts';
import { systemClock } from '../../../src/platform/time.ts';

/** A process that opens the store of its first argument to write, says how that went, and holds it until its input ends. */

const [, , path = '', user] = process.argv;
if (user !== undefined && process.getuid?.() === 0) {
  process.setgid?.(Number(user));
  process.setuid?.(Number(user));
}
try {
  const store = openSqliteStore({ path, clock: systemClock });
  await store.write((trx) => registerTarget(trx, { name: 'held', bucket: '', region: '', scope: '' }));
  process.stdout.write('open\n');
  process.stdin.on('data', () => undefined);
  process.stdin.on('end', () => void store.close());
} catch (error) {
  process.stdout.write(`${error instanceof StoreFault ? error.code : String(error)}\n`);
}
