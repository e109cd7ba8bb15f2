import { z } from 'zod';
import { byKey, LISTED_FIELDS } from '../../../core/job/fields.ts';
import type { JobBackend } from '../backend.ts';
import type { RemoteClient } from './client.ts';
import { remoteTime } from './remote-time.ts';

const jobJson = z.object({
  target: z.string(),
  ...byKey(LISTED_FIELDS, () => z.string()),
  stateSince: remoteTime,
  firstSeenAt: remoteTime,
  changedAt: remoteTime,
  followed: z.boolean(),
});

/** Jobs of a running daemon. */
export function remoteJobs(client: RemoteClient): JobBackend {
  return {
    list: async ({ target, state }) => {
      const jobs = await client.list('/jobs', jobJson, { target, state });
      return jobs.toSorted((a, b) => b.changedAt - a.changedAt);
    },
  };
}
