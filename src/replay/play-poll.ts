import { decide } from '../core/rule/decide.ts';
import type { KnownJob } from '../core/job/job.ts';
import { stateSince } from '../core/job/diff.ts';
import { rewind } from '../core/job/rewind.ts';
import { isEnded } from '../core/job/state.ts';
import { endFollowing } from '../store/jobs/absences.ts';
import { recordHistory } from '../store/jobs/history.ts';
import { jobsByIds, jobsByRows, saveJobs } from '../store/jobs/jobs.ts';
import {
  changesAfter,
  pastTransitions,
  type PastFieldChanges,
  type PastTransition,
} from '../store/history/past.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { PastPoll } from './past-polls.ts';
import { playCounts } from './play-counts.ts';
import type { PlayContext } from './play-context.ts';

/** Plays a poll: saves the jobs as they were then and their transitions, and decides again. */
export async function playPoll(trx: WriteTransaction, poll: PastPoll, context: PlayContext): Promise<void> {
  for (let start = 0; start < poll.transitions.length; start += PAGE) {
    await playPage(trx, { ...poll, transitions: poll.transitions.slice(start, start + PAGE) }, context);
  }
  if (poll.changed.length > 0) await playChanges(trx, poll, context);
  const { target, pollId, endedAt: observedAt, vanished, followExpired } = poll;
  await playCounts(trx, poll.counts, { context, at: observedAt });
  await endFollowing(trx, { target, pollId, observedAt, jobIds: [...vanished, ...followExpired] });
}

/** The size of the API's page: memory must hold one page, not a whole initial scan. */
const PAGE = 100;

async function playPage(
  trx: WriteTransaction,
  { pollId, transitions: ids }: PastPoll,
  { past, target, details }: PlayContext,
): Promise<void> {
  const transitions = await past.read((db) => pastTransitions(db, ids));
  const laterChanges = await past.read((db) => changesAfter(db, laterThan(transitions)));
  const played = transitions.map((seen) => ({ ...seen, job: asItWas(seen, laterChanges) }));
  const jobs = played.map(({ job }) => job);
  await recordHistory(trx, {
    target: target.name,
    pollId,
    rows: await saveJobs(trx, target.name, jobs),
    transitions: played.map(({ job, transition }) => {
      const subject = { target: target.name, transition, job, details: () => details(job) };
      return { transition, decisions: decide(subject, target.rules, target.firstRun) };
    }),
    observations: [],
  });
}

function laterThan(transitions: readonly PastTransition[]) {
  const after = Math.min(...transitions.map(({ transition }) => transition.observedAt));
  return { jobs: [...new Set(transitions.map(({ row }) => row))], after };
}

function asItWas(
  { row, transition, jobNow }: PastTransition,
  laterChanges: readonly PastFieldChanges[],
): KnownJob {
  const { to, since, observedAt } = transition;
  const later = laterChanges.filter(({ job, observedAt: at }) => job === row && at > observedAt);
  return {
    ...rewind(
      jobNow,
      later.map(({ changes }) => changes),
    ),
    state: to,
    stateSince: since,
    changedAt: observedAt,
    missedPolls: 0,
    followed: !isEnded(to),
  };
}

/** Saves jobs whose fields changed. Jobs that the replay does not know are left out. */
async function playChanges(
  trx: WriteTransaction,
  { target, changed, found, endedAt }: PastPoll,
  { past }: PlayContext,
): Promise<void> {
  const rows = [...new Set(changed)];
  const laterChanges = await past.read((db) => changesAfter(db, { jobs: rows, after: endedAt }));
  const jobsNow = await past.read((db) => jobsByRows(db, rows));
  const ids = jobsNow.flatMap((job) => job?.jobId ?? []);
  const played = await jobsByIds(trx, target, ids);
  const jobs = jobsNow.flatMap((jobNow, index) => {
    const known = played.get(jobNow?.jobId ?? '')?.job;
    if (jobNow === undefined || known === undefined) return [];
    const row = rows[index];
    const later = laterChanges.filter(({ job }) => job === row).map(({ changes }) => changes);
    const { state, missedPolls } = known;
    const job = { ...rewind(jobNow, later), state };
    const followed = known.followed || found.includes(job.jobId);
    return [{ ...job, stateSince: stateSince(job, known, endedAt), missedPolls, followed }];
  });
  await saveJobs(trx, target, jobs);
}
