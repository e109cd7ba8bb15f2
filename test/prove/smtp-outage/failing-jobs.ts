import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { jobIdOf } from '../job-ids.ts';
import { noticeOf, type Notice } from '../received.ts';

/** Lets jobs fail or be paused, a few at a time, spread over many polls. @returns the notices that each recipient must get. */
export async function failJobs(options: {
  cloud: SimulatedCloud;
  jobs: number;
  atOnce: number;
  /** Milliseconds. */
  every: number;
  recipients: readonly string[];
}): Promise<ReadonlySet<Notice>> {
  const expected = new Set<Notice>();
  for (let number = 1; number <= options.jobs; number++) {
    const jobId = jobIdOf(number);
    const state = number % 5 === 0 ? 'Pause' : 'Failed';
    options.cloud.put({ jobId, name: `nightly-${number}`, state, creationTime: Date.now() });
    for (const recipient of options.recipients) expected.add(noticeOf(recipient, jobId, state));
    if (number % options.atOnce === 0) await sleep(options.every);
  }
  return expected;
}
