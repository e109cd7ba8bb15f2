import type { Message } from '../../alerts/message.ts';
import { cutText } from './cut-text.ts';
import { visibleText } from './visible-text.ts';

/**
 * The subject of a mail: `[Batchwatch] Failed: nightly-transcode (media)` for one job,
 * `[Batchwatch] 12 jobs Failed, 1 Pause (media)` for several. Nothing in it changes with time, so that
 * retries and mail clients' threads see the same words.
 */
export function renderSubject(message: Message): string {
  return `[Batchwatch] ${visibleText(subjectOf(message))}`;
}

function subjectOf(message: Message): string {
  if (message.kind === 'test') return `Test message for ${cutText(message.receiver, NAME_LIMIT)}`;
  const where = message.target === undefined ? '' : ` (${cutText(message.target.name, NAME_LIMIT)})`;
  const firstLook = message.kind === 'baseline' ? 'First look: ' : '';
  const only = onlyJob(message);
  if (only === undefined) return `${firstLook}${summarizeCounts(message)}${where}`;
  const name = cutText(only.name || only.jobId, NAME_LIMIT);
  return `${firstLook}${cutText(only.state, STATE_LIMIT)}: ${name}${where}`;
}

/** The one job that the message tells of; undefined when it tells of more, listed or not. */
export function onlyJob(message: Message): Message['jobs'][number] | undefined {
  const told = message.counts.reduce((sum, { count }) => sum + count, 0);
  return told <= 1 ? message.jobs[0] : undefined;
}

/** `12 jobs Failed, 1 Pause`; with more states than a line can hold, the rest is counted together. */
export function summarizeCounts(message: Message): string {
  const named = message.counts.slice(0, STATES_NAMED);
  const rest = message.counts.slice(STATES_NAMED).reduce((sum, { count }) => sum + count, 0);
  const parts = named.map(({ state, count }, at) => {
    const unit = at > 0 ? '' : count === 1 ? ' job' : ' jobs';
    return `${count}${unit} ${cutText(state, STATE_LIMIT)}`;
  });
  if (rest > 0) parts.push(`${rest} other`);
  return parts.length === 0 ? 'no jobs' : parts.join(', ');
}

/** Longer than any real name is wide on a phone; the body has the whole name. */
const NAME_LIMIT = 80;
const STATE_LIMIT = 24;
const STATES_NAMED = 6;
