import { DAY, type Duration } from '../../../platform/time.ts';
import { vanishedJobs } from '../../../store/incidents/self-check-readings.ts';
import type { Monitor } from './monitor.ts';

/** Open jobs that the API no longer shows. */
export const jobsVanished: Monitor = {
  name: 'jobs-vanished',
  async find({ trx, now, writer: { words, some } }) {
    const vanished = await vanishedJobs(trx, { now, within: FORGET_AFTER });
    return vanished.map(({ target, jobIds }) => ({
      reason: 'jobs-vanished',
      about: target,
      target,
      parts: jobIds,
      summary: words.jobsVanished({ target, count: jobIds.length, jobIds: some(jobIds) }),
    }));
  },
  endOf: ({ now }, { openedAt }) => (now - openedAt >= FORGET_AFTER ? 'aged' : 'recovered'),
};

/** Nobody can mend it, so it is not notified for longer. */
const FORGET_AFTER: Duration = DAY;
