import { formatDuration, formatInstant, type Instant } from '../time.ts';
import { conditionWords } from './condition-words.ts';
import type { ConditionSummary, Language } from './message.ts';
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
      return words.outboxBlocked({ ...condition, since: time(condition.since) });
    case 'dead-letters':
      return words.deadLetters({ recipients: some(condition.recipients) });
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

/** `SecretidNotExist: …. Check the key.` The hint comes in English, as it stands in the log. */
function faultText({ code, message, hint }: FaultFacts): string {
  const what = message.includes(code) ? message : `${code}: ${message}`;
  return hint === undefined ? what : `${what.replace(/[.。]?$/u, '.')} ${hint}`;
}

/** The first few, and how many more there are. */
function some(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` (+${rest})` : ''}`;
}

const MOST_NAMED = 5;
