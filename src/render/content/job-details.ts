import type { FieldKey, JobField } from '../../core/job/fields.ts';
import { fieldLabel, fieldsIn, fieldText } from '../../core/job/show-field.ts';
import type { MessageJob } from '../../core/message/message.ts';
import { formatDuration, formatLocal } from '../../platform/time.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { objectsInFull, objectsText } from './objects-text.ts';
import { visibleProse, visibleText } from '../../platform/text/visible-text.ts';
import type { Words } from '../locale/en.ts';

/** One labelled line of a mail; the text and the HTML part print the same ones. */
export interface Detail {
  label: string;
  value: string;
}

/** Up to this many jobs are shown in full, more as compact rows. */
export const JOBS_IN_FULL = 3;

/** Everything that a mail says of one job when there is room, in the order in which a person asks. */
export function jobDetails(
  job: MessageJob,
  shown: { timezone: string; proseLimit: number; words: Words },
): readonly Detail[] {
  const prose = (text: string) => visibleProse(text, shown.proseLimit);
  const time = (instant: number) => formatLocal(instant, shown.timezone);
  const { labels, tag } = shown.words;
  const labelOf = (key: FieldKey) => fieldLabel(key, tag);
  const detailsOf = (fields: readonly JobField[]) =>
    fields.map((field) => ({ label: labelOf(field.key), value: prose(fieldText(job, field, time)) }));
  const details: readonly Detail[] = [
    { label: labels.now, value: endedText(job, shown.words) },
    ...detailsOf(CAUSE),
    { label: labels.since, value: time(job.since) },
    { label: labels.before, value: previousState(job, shown.words) },
    {
      label: shown.words.enrichment.objects.label,
      value: job.objects === undefined ? '' : objectsInFull(job.objects, shown.words),
    },
    { label: labelOf('input'), value: prose(job.inputSummary) },
    { label: labelOf('operation'), value: prose(shown.words.operation(job.operationSummary)) },
    { label: labels.queue, value: job.operationSummary.includes(job.queueId) ? '' : prose(job.queueId) },
    ...detailsOf(OTHERS),
    { label: labelOf('creationTime'), value: job.createdAt === undefined ? '' : time(job.createdAt) },
  ];
  return details.filter(({ value }) => value !== '');
}

const CAUSE = fieldsIn('mail').filter(({ onlyIfFailed = false }) => onlyIfFailed);
const OTHERS = fieldsIn('mail').filter((field) => !CAUSE.includes(field));

/** Returns the end of the job's part in the incident: `Running, resumed after 2 h 10 min`; empty while it lasts. */
export function endedText({ ended, since }: MessageJob, words: Words): string {
  if (ended === undefined) return '';
  const by = visibleProse(ended.by, 128);
  switch (ended.how) {
    case 'resumed':
    case 'moved':
      return words.ended[ended.how](by, formatDuration(ended.at - since, words.units));
    case 'superseded':
      return words.ended.superseded(by);
    case 'vanished':
    case 'outlived':
    case 'target-removed':
      return words.ended[ended.how];
  }
}

/** The state whose colour says how the job's part ended; empty while it lasts, and when nobody knows. */
export function endedState({ ended }: MessageJob): string {
  switch (ended?.how) {
    case 'moved':
      return ended.by;
    case 'resumed':
    case 'superseded':
      return 'Success';
    case 'vanished':
    case 'outlived':
    case 'target-removed':
    case undefined:
      return '';
  }
}

/**
 * Writes what a job's row says of the cause: how its objects fared, if they were counted, and `Code: Message` if it
 * failed.
 */
export function jobCause({ state, code, message, objects }: MessageJob, limit: number, words: Words): string {
  if (limit <= 0) return '';
  const counted = objects?.kind === 'counted' ? objectsText(objects, words) : '';
  const cause =
    state === 'Failed'
      ? [code, message]
          .map((text) => visibleProse(text))
          .filter(Boolean)
          .join(': ')
      : '';
  return cutText(words.clauses([counted, cause].filter(Boolean)), limit);
}

/** An id or a name, whole: only what the API's own limits (128 characters) rule out is ever cut. */
export function wholeName(text: string): string {
  return visibleText(text, NAME_LIMIT);
}

const NAME_LIMIT = 512;

function previousState(job: MessageJob, { before, units }: Words): string {
  if (job.from === undefined) return before.never;
  const from = visibleProse(job.from, 64);
  if (job.from === job.state) return before.again(from);
  if (job.previousSince === undefined) return from;
  return before.lasted(from, formatDuration(job.since - job.previousSince, units));
}
