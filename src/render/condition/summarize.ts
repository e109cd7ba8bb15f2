import { formatDuration, formatLocal, type Instant } from '../../platform/time.ts';
import { DURATION_UNITS } from '../words/duration-units.ts';
import { conditionWords } from './locale.ts';
import { faultWords } from '../words/fault-words.ts';
import type { ConditionSummary, Language } from '../../core/message/message.ts';
import { hintText } from '../../core/delivery/delivery-hints.ts';
import type { ServerAnswer } from '../../core/delivery/refused-mail.ts';
import type { FaultReading, WatchdogCondition } from '../../core/incident/self-check.ts';

/** In what language and zone something is written. */
export interface Writing {
  language: Language;
  /** IANA name. */
  timezone: string;
}

/** Writes the text of a condition of the self-check. */
export function summarizeCondition(condition: WatchdogCondition, writing: Writing): ConditionSummary {
  const words = conditionWords(writing.language);
  const time = (instant: Instant) => formatLocal(instant, writing.timezone);
  switch (condition.kind) {
    case 'target-unreadable':
    case 'credentials-refused': {
      const say = condition.kind === 'target-unreadable' ? words.unreadable : words.credentialsRefused;
      return say({
        ...condition,
        since: time(condition.since),
        fault: faultText(condition.fault, writing),
      });
    }
    case 'credentials-ending':
      return words.credentialsEnding({ ...condition, endsAt: time(condition.endsAt) });
    case 'outbox-blocked':
    case 'recipient-blocked':
    case 'dead-letters':
      return summarizeMail(condition, writing);
    case 'unknown-state':
      return words.unknownState({
        ...condition,
        states: words.some(first(condition.states), rest(condition.states)),
      });
    case 'jobs-vanished': {
      const { target, jobIds } = condition;
      return words.jobsVanished({
        target,
        count: jobIds.length,
        jobIds: words.some(first(jobIds), rest(jobIds)),
      });
    }
    case 'clock-skew':
      return words.clockSkew({
        ...condition,
        span: formatDuration(Math.abs(condition.skew), DURATION_UNITS[writing.language]),
      });
    case 'config-refused':
      return words.configRefused({ ...condition, at: time(condition.at) });
    case 'store-not-writable': {
      const { since, until, fault } = condition;
      return words.storeNotWritable({
        since: time(since),
        until: time(until),
        fault: faultText(fault, writing),
      });
    }
  }
}

function summarizeMail(
  condition: Extract<WatchdogCondition, { kind: 'outbox-blocked' | 'recipient-blocked' | 'dead-letters' }>,
  writing: Writing,
): ConditionSummary {
  const words = conditionWords(writing.language);
  if (condition.kind === 'dead-letters') {
    const recipients = condition.recipients.map(({ recipient }) => recipient);
    const named = words.some(first(recipients), rest(recipients));
    return words.deadLetters({
      recipients: named,
      answer: answerText(condition.recipients[0]?.answer, writing),
    });
  }
  const since = formatLocal(condition.since, writing.timezone);
  const answer = answerText(condition.answer, writing);
  return condition.kind === 'outbox-blocked'
    ? words.outboxBlocked({ ...condition, since, answer })
    : words.recipientBlocked({ ...condition, since, answer });
}

/** `SecretidNotExist: …. Check the key.` */
function faultText({ code, message, hint }: FaultReading, { language }: Writing): string {
  const text = faultWords(message, language);
  const [colon, stop] = language === 'en' ? [': ', '. '] : ['：', '。'];
  const what = message.includes(code) ? text : `${code}${colon}${text}`;
  return hint === undefined ? what : `${what.replace(/[.。]?$/u, stop)}${faultWords(hint, language)}`;
}

/** What the mail server said, and what it means where that is known; empty when it said nothing. */
function answerText(answer: ServerAnswer | undefined, { language }: Writing): string {
  if (answer === undefined) return '';
  const { response, hint } = answer;
  return conditionWords(language).answer({
    response,
    hint: hint === undefined ? undefined : hintText(hint, language),
  });
}

/** Those that are named. */
function first(names: readonly string[]): readonly string[] {
  return names.slice(0, MOST_NAMED);
}

/** How many more there are. */
function rest(names: readonly string[]): number {
  return Math.max(0, names.length - MOST_NAMED);
}

const MOST_NAMED = 5;
