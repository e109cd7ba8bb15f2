import { type Message, type MessageJob, unlistedJobs } from '../../core/message/message.ts';
import { fieldLabel } from '../../core/job/show-field.ts';
import { type Detail, JOBS_IN_FULL, wholeName } from './job-details.ts';
import { formatLocal } from '../../platform/time.ts';
import { messageZone } from './message-times.ts';
import { visibleProse } from '../../platform/text/visible-text.ts';
import { wordsOf } from '../locale.ts';
import type { Words } from '../locale/en.ts';

/** Facts of the whole mail: the cause and the time of many jobs, and their place. */
export function messageDetails(message: Message, listed: readonly MessageJob[]): readonly Detail[] {
  const words = wordsOf(message.language);
  return [
    ...(listed.length > 1 ? sharedDetails(message, listed, words) : []),
    ...targetDetails(message, words),
    ...(message.kind === 'test' ? testDetails(message, words) : []),
    { label: words.labels.zone, value: messageZone(message.createdAt, message.timezone, words) },
  ];
}

function sharedDetails(message: Message, listed: readonly MessageJob[], words: Words): readonly Detail[] {
  const scope = unlistedJobs({ ...message, jobs: listed }) > 0 ? words.ofThoseListed : '';
  const codes = { label: words.labels.codes, value: codeCounts(listed, words) };
  const shared = isCauseShared(listed) ? (listed[0]?.message ?? '') : '';
  const messageDetail = {
    label: fieldLabel('message', words.tag),
    value: visibleProse(shared, 1_000),
  };
  const details = [codes, messageDetail, ...sinceRange(listed, message, words)];
  return details
    .filter(({ value }) => value !== '')
    .map(({ label, value }) => ({ label, value: value + scope }));
}

function targetDetails({ target }: Message, { labels }: Words): readonly Detail[] {
  if (target === undefined) return [];
  return [
    { label: labels.target, value: wholeName(target.name) },
    { label: labels.bucket, value: wholeName(target.bucket) },
    { label: labels.region, value: wholeName(target.region) },
  ];
}

function testDetails({ recipients, createdAt, timezone }: Message, words: Words): readonly Detail[] {
  return [
    { label: words.labels.to, value: visibleProse(words.list(recipients), 500) },
    { label: words.labels.made, value: formatLocal(createdAt, timezone) },
  ];
}

function sinceRange(listed: readonly MessageJob[], { timezone }: Message, words: Words): readonly Detail[] {
  const { labels } = words;
  const instants = listed.map(({ since }) => since);
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  if (first === last) return [{ label: labels.since, value: formatLocal(first, timezone) }];
  return [
    { label: labels.first, value: formatLocal(first, timezone) },
    { label: labels.latest, value: formatLocal(last, timezone) },
  ];
}

/** Says whether all of these jobs failed with the same words: then they are said once instead of in each row. */
export function isCauseShared(listed: readonly MessageJob[]): boolean {
  const [first] = listed;
  return (
    listed.length > JOBS_IN_FULL &&
    listed.every(
      ({ state, code, message }) => state === 'Failed' && code === first?.code && message === first.message,
    )
  );
}

/** The commonest codes of the listed jobs: `InternalError (9), InvalidArgument (2)`. */
function codeCounts(listed: readonly MessageJob[], words: Words): string {
  const failed = listed.filter(({ state, code }) => state === 'Failed' && code !== '');
  const counted = [...Map.groupBy(failed, ({ code }) => visibleProse(code, 60))]
    .map(([code, jobs]) => ({ code, count: jobs.length }))
    .toSorted((one, other) => other.count - one.count);
  const rest = counted.slice(5).reduce((sum, { count }) => sum + count, 0);
  const parts = counted.slice(0, 5).map(({ code, count }) => words.codeCount(code, count));
  return words.list([...parts, ...(rest > 0 ? [words.otherCodes(rest)] : [])]);
}
