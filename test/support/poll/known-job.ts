import { byKey, JOB_FIELDS } from '../../../src/core/job/fields.ts';
import type { KnownJob } from '../../../src/core/job/job.ts';
import { isEnded } from '../../../src/core/job/state.ts';

/** A job as the snapshot holds it: Running since 2024-06-27T07:23:10Z unless changed. */
export function knownJob(changes: Partial<KnownJob> = {}): KnownJob {
  const state = changes.state ?? 'Running';
  const at = Date.parse('2024-06-27T07:23:10Z');
  return {
    ...byKey(JOB_FIELDS, () => ''),
    jobId: 'b1',
    state,
    type: 'Job',
    name: 'nightly-transcode',
    creationTime: '2024-06-27T15:23:10+0800',
    extra: {},
    stateSince: at,
    firstSeenAt: at,
    changedAt: at,
    missedPolls: 0,
    followed: !isEnded(state),
    ...changes,
  };
}
