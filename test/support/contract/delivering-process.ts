import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { deliveryOf } from './channel-run.ts';
import { CONTRACT_SUBJECTS } from './subjects.ts';

/**
 * A process that delivers the outbox of a store on every channel, and gets no further than the first answer on each:
 * it says which channel was answered, and never records it. Its arguments are the store, and the address of each side.
 */

const [, , path = '', ...addresses] = process.argv;
const clock = systemClock;
const store = openSqliteStore({ path, clock });
for (const [at, { name, channelsAt }] of CONTRACT_SUBJECTS.entries()) {
  for (const channel of channelsAt(addresses[at] ?? '', clock)) {
    const held = {
      ...channel,
      async send(...offer: Parameters<typeof channel.send>) {
        await channel.send(...offer);
        process.stdout.write(`${name}\n`);
        return await new Promise<never>(() => {});
      },
    };
    void deliveryOf(held, { store, clock }).run(new AbortController().signal);
  }
}
