import type { Message, MessageJob } from '../../core/message/message.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { visibleText } from '../../platform/text/visible-text.ts';
import { wordsOf } from '../locale.ts';
import type { Words } from '../locale/en.ts';
import {
  endedState,
  endedText,
  type Detail,
  jobCause,
  jobDetails,
  JOBS_IN_FULL,
  wholeName,
} from './job-details.ts';
import { rowInstant } from './message-times.ts';

/** One listed job. */
export interface JobView {
  state: string;
  jobId: string;
  name: string;
  /** In the message's zone; that zone is named in the mail's details. */
  since: string;
  /** Empty when there are details, or nothing to say. */
  cause: string;
  /** The end of its part in the incident; empty when there are details, or while it lasts. */
  ended: string;
  /** The state whose colour `ended` has; may be empty. */
  endedState: string;
  /** Empty in a compact row. */
  details: readonly Detail[];
}

/** The limits of a mail, made smaller until it fits. */
export interface ContentLimits {
  /** The number of listed jobs. */
  listed: number;
  /** Code points of each free text where a job is shown in full. */
  prose: number;
  /** Code points of the cause in a compact row; 0 leaves it out. */
  cause: number;
}

/** Decides what a message says of one job. */
export function jobView(
  job: MessageJob,
  shown: { message: Message; limits: ContentLimits; isCauseShown: boolean },
): JobView {
  const { message, limits, isCauseShown } = shown;
  const inFull = message.jobs.length <= JOBS_IN_FULL;
  const words = wordsOf(message.language);
  return {
    state: visibleText(job.state, 64),
    jobId: wholeName(job.jobId),
    name: wholeName(job.name),
    since: rowInstant(job.since, { timezone: message.timezone, now: message.createdAt }),
    cause:
      inFull || job.ended !== undefined ? '' : causeOf(job, { isCauseShown, limit: limits.cause, words }),
    ended: inFull || limits.cause <= 0 ? '' : cutText(endedText(job, words), limits.cause),
    endedState: endedState(job),
    details: inFull ? jobDetails(job, { timezone: message.timezone, proseLimit: limits.prose, words }) : [],
  };
}

/** A fact about all jobs together is not repeated for each. */
function causeOf(job: MessageJob, shown: { isCauseShown: boolean; limit: number; words: Words }): string {
  const { isCauseShown, limit, words } = shown;
  return jobCause(isCauseShown ? { ...job, code: '', message: '' } : job, limit, words);
}
