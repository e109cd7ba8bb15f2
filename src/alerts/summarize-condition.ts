import { formatDuration, formatInstant, type Instant } from '../time.ts';
import { conditionWords } from './condition-words.ts';
import type { ConditionSummary, Language } from './message.ts';
import { hintText } from './delivery-hints.ts';
import type { ServerAnswer } from './refused-mail.ts';
import type { FaultFacts, WatchdogCondition } from './watchdog.ts';

/** In what language and zone something is written. */
export interface Writing {
  readonly language: Language;
  /** IANA name. */
  readonly timezone: string;
}

/** Writes what a condition of the watcher says. */
export function summarizeCondition(condition: WatchdogCondition, writing: Writing): ConditionSummary {
  const words = conditionWords(writing.language);
  const time = (instant: Instant) => formatInstant(instant, writing.timezone);
  switch (condition.kind) {
    case 'target-unreadable':
      return words.unreadable({
        ...condition,
        since: time(condition.since),
        fault: faultText(condition.fault),
      });
    case 'credentials-refused':
      return words.credentialsRefused({
        ...condition,
        since: time(condition.since),
        fault: faultText(condition.fault),
      });
    case 'credentials-ending':
      return words.credentialsEnding({ ...condition, endsAt: time(condition.endsAt) });
    case 'outbox-blocked':
    case 'recipient-blocked':
    case 'dead-letters':
      return summarizeMail(condition, writing);
    case 'unknown-state':
      return words.unknownState({ ...condition, states: some(condition.states) });
    case 'jobs-vanished': {
      const { target, jobIds } = condition;
      return words.jobsVanished({ target, count: jobIds.length, jobIds: some(jobIds) });
    }
    case 'clock-skew':
      return words.clockSkew({ ...condition, span: formatDuration(Math.abs(condition.skew)) });
    case 'config-refused':
      return words.configRefused({ ...condition, at: time(condition.at) });
    case 'store-not-writable': {
      const { since, until, fault } = condition;
      return words.storeNotWritable({ since: time(since), until: time(until), fault: faultText(fault) });
    }
  }
}

function summarizeMail(
  condition: Extract<WatchdogCondition, { kind: 'outbox-blocked' | 'recipient-blocked' | 'dead-letters' }>,
  writing: Writing,
): ConditionSummary {
  const words = conditionWords(writing.language);
  if (condition.kind === 'dead-letters') {
    const recipients = some(condition.recipients.map(({ recipient }) => recipient));
    return words.deadLetters({ recipients, answer: answerText(condition.recipients[0]?.answer, writing) });
  }
  const since = formatInstant(condition.since, writing.timezone);
  const answer = answerText(condition.answer, writing);
  return condition.kind === 'outbox-blocked'
    ? words.outboxBlocked({ ...condition, since, answer })
    : words.recipientBlocked({ ...condition, since, answer });
}

/** `SecretidNotExist: …. Check the key.` The hint comes in English, as it stands in the log. */
function faultText({ code, message, hint }: FaultFacts): string {
  const what = message.includes(code) ? message : `${code}: ${message}`;
  return hint === undefined ? what : `${what.replace(/[.。]?$/u, '.')} ${hint}`;
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

/** The first few, and how many more there are. */
function some(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` (+${rest})` : ''}`;
}

const MOST_NAMED = 5;
