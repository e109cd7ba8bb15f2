import { z } from 'zod';
import type { JobBackend } from '../backend.ts';
import type { RemoteClient } from './client.ts';
import { remoteTime } from './remote-time.ts';

const jobJson = z.object({
  target: z.string(),
  jobId: z.string(),
  state: z.string(),
  type: z.string(),
  name: z.string(),
  code: z.string(),
  message: z.string(),
  creationTime: z.string(),
  startTime: z.string(),
  endTime: z.string(),
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
