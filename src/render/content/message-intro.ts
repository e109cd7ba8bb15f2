import type { IncidentStory, Message } from '../../core/message/message.ts';
import { isRecovery } from '../../core/incident/incident-end.ts';
import { isPartialSuccess } from '../../core/job/object-details.ts';
import { formatDuration, formatLocal } from '../../platform/time.ts';
import { closingMark, isOverdue } from '../../core/message/mark.ts';
import { rowInstant } from './message-times.ts';
import { visibleProse } from '../../platform/text/visible-text.ts';
import { wordsOf } from '../locale.ts';
import type { Words } from '../locale/en.ts';

/** The sentences below the headline: what kind of message this is, and where its incident stands. */
export function introOf(message: Message): readonly string[] {
  const { fallback } = message;
  if (fallback === undefined) return usualIntro(message);
  const { receiver, channel, waited, reason } = fallback;
  const { intro, units } = wordsOf(message.language);
  const why = intro.fallback[reason](receiver, channel, formatDuration(waited, units));
  return reason === 'free' ? [why] : [why, ...usualIntro(message)];
}

function usualIntro(message: Message): readonly string[] {
  const words = wordsOf(message.language);
  const by = visibleProse(message.test?.by ?? '', 100);
  if (message.kind === 'test') return [words.intro.test(by), words.intro.testArrived];
  const isTest = message.test?.of === undefined ? [] : [words.intro.testOf(by)];
  return [...isTest, ...standingOf(message, words)];
}

function standingOf(message: Message, words: Words): readonly string[] {
  if (message.kind === 'baseline') return [words.intro.baseline];
  if (message.report !== undefined) return message.report.lines.map((line) => proseLine(line));
  const { story } = message;
  if (story === undefined) return [];
  return [
    ...reasonOf(message, story, words),
    ...(story.condition?.lines ?? []).map((line) => proseLine(line)),
    ...(message.jobs.length > 0 && message.jobs.every(isPartialSuccess)
      ? [words.enrichment.partial.intro]
      : []),
    ...acknowledgedBy(message, story, words),
  ];
}

function proseLine(line: string): string {
  return visibleProse(line, 1_000);
}

function reasonOf(message: Message, story: IncidentStory, words: Words): readonly string[] {
  const { intro } = words;
  const { openedAt, closed, reason } = story;
  const age = formatDuration((closed?.at ?? message.createdAt) - openedAt, words.units);
  const since = rowInstant(openedAt, { timezone: message.timezone, now: message.createdAt });
  if (message.kind === 'closing') {
    const mark = closingMark(message);
    const over = intro.over[mark](age);
    if (message.inReplyTo !== undefined || message.test !== undefined) return [over];
    return [isRecovery(mark) || mark === 'manual' ? intro.overAtOnce : intro.endedAtOnce, over];
  }
  const escalated = message.kind === 'escalation' ? [intro.escalated(age)] : [];
  if (reason === 'flapping') return [...escalated, intro.flapping];
  if (reason === 'settled') return [intro.settled];
  if (reason === 'silence-ended') return [intro.silenceEnded(age, since), ...stillOpen(story, words)];
  if (message.kind === 'reminder') return [intro.reminder(age, since), ...stillOpen(story, words)];
  const tooLong = isOverdue(message) ? [intro.tooLong] : [];
  if (message.kind === 'opening' || message.kind === 'escalation' || story.condition !== undefined)
    return [...escalated, ...tooLong];
  return [intro.update({ added: story.added, all: story.jobs, open: story.unresolved })];
}

function stillOpen({ jobs, unresolved }: IncidentStory, { intro }: Words): readonly string[] {
  return unresolved > 0 && unresolved < jobs ? [intro.stillOpen(unresolved, jobs)] : [];
}

function acknowledgedBy(
  { timezone }: Message,
  { acknowledged }: IncidentStory,
  words: Words,
): readonly string[] {
  if (acknowledged === undefined) return [];
  const who = visibleProse(acknowledged.by, 100);
  return [words.intro.acknowledged(who, formatLocal(acknowledged.at, timezone))];
}
