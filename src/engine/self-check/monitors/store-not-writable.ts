import { MINUTE, type Duration } from '../../../platform/time.ts';
import { getSetting, setSetting } from '../../../store/settings/settings.ts';
import type { Monitor } from './monitor.ts';

/** A time without writes to the store. It notifies once it is over: until then, only memory knows of it. */
export const storeNotWritable: Monitor = {
  name: 'store-not-writable',
  async find({ trx, live, writer: { words, time, fault } }) {
    const outage = live.outage();
    if (outage?.until === undefined || outage.until - outage.since < SHORTEST) return [];
    const { since, until } = outage;
    if ((await getSetting(trx, 'notified-outage')) === until) return [];
    await setSetting(trx, 'notified-outage', until);
    const text = { since: time(since), until: time(until), fault: fault(outage.fault) };
    return [{ reason: 'store-not-writable', summary: words.storeNotWritable(text), since, until }];
  },
};

/** The next poll makes up for a shorter one, for example of a backup. */
const SHORTEST: Duration = MINUTE;
