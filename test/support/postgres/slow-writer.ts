import { once } from 'node:events';
import { openStore } from '../../../src/store/open/open-store.ts';
import { StoreFault } from '../../../src/store/store-fault.ts';
import { registerTarget } from '../../../src/store/jobs/targets.ts';
import { systemClock } from '../../../src/platform/time.ts';

/** A process that writes to the store of its first argument until it succeeds, and waits for a word before each commit. */

const [, , url = ''] = process.argv;
const store = await openStore({ url }, systemClock);
for (let tries = 1, isWritten = false; !isWritten; tries += 1) {
  try {
    await store.write(async (trx) => {
      await registerTarget(trx, { name: `try ${tries}`, bucket: '', region: '', scope: '' });
      process.stdout.write('written\n');
      await once(process.stdin, 'data');
    });
    isWritten = true;
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    process.stdout.write(`${error.code}\n`);
  }
}
process.stdout.write('committed\n');
await store.close();
process.stdin.destroy();
