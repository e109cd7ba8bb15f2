import type { MessageJob } from '../../alerts/message.ts';
import { formatDuration, formatInstant, type Instant } from '../../time.ts';
import { cutText } from './cut-text.ts';
import { shortProse, shortText } from './short-text.ts';

/** One labelled line of a mail; the text and the HTML part print the same ones. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Everything that a mail says of one job when there is room, in the order in which a person asks. */
export function jobFacts(job: MessageJob, shown: { timezone: string; proseLimit: number }): readonly Fact[] {
  const prose = (text: string) => shortProse(text, shown.proseLimit);
  const failed = job.state === 'Failed';
  const facts: readonly Fact[] = [
    { label: 'Since', value: instantInBothZones(job.since, shown.timezone) },
    { label: 'Before', value: previousState(job) },
    { label: 'Code', value: failed ? prose(job.code) : '' },
    { label: 'Message', value: failed ? prose(job.message) : '' },
    { label: 'Input', value: prose(job.inputSummary) },
    { label: 'Operation', value: prose(job.operationSummary) },
    { label: 'Queue', value: job.operationSummary.includes(job.queueId) ? '' : prose(job.queueId) },
    { label: 'Type', value: prose(job.type) },
    {
      label: 'Created',
      value: job.createdAt === undefined ? '' : instantInBothZones(job.createdAt, shown.timezone),
    },
  ];
  return facts.filter(({ value }) => value !== '');
}

/** `2026-11-23 09:15:02 Asia/Shanghai (2026-11-23 01:15:02 UTC)`, once when the zone is UTC. */
export function instantInBothZones(instant: Instant, timezone: string): string {
  const utc = formatInstant(instant, 'UTC');
  return isUtc(timezone) ? utc : `${formatInstant(instant, timezone)} (${utc})`;
}

/** What the job's row says of the cause, `Code: Message`; empty when the job has not failed. */
export function jobCause(job: MessageJob, limit: number): string {
  if (job.state !== 'Failed' || limit <= 0) return '';
  const parts = [job.code, job.message].map((text) => shortProse(text, limit));
  return cutText(parts.filter(Boolean).join(': '), limit);
}

/** An id or a name, whole: only what the API's own limits (128 characters) rule out is ever cut. */
export function wholeName(text: string): string {
  return shortText(text, NAME_LIMIT);
}

const NAME_LIMIT = 512;
const UTC_NAMES = new Set(['utc', 'etc/utc', 'uct', 'etc/uct', 'zulu', 'etc/zulu']);

function isUtc(timezone: string): boolean {
  return UTC_NAMES.has(timezone.toLowerCase());
}

function previousState(job: MessageJob): string {
  if (job.from === undefined) return 'not seen before';
  const from = shortProse(job.from, 64);
  if (job.previousSince === undefined) return from;
  return `${from} for ${formatDuration(job.since - job.previousSince)}`;
}
