import { formatLocal } from '../../platform/time.ts';
import { adviceFor, byUrgency, envelope, type Sending } from './compose-message.ts';
import { conditionWords } from '../condition/condition-words.ts';
import type { EscalatedWords } from '../condition/locale/texts.ts';
import { MAX_LISTED_JOBS, type Message, type StateCount } from '../../core/message/message.ts';
import { SEVERITIES, type Severity } from '../../core/severity.ts';

/** More incidents than this are counted, not named: a mail is for reading. */
const MOST_NAMED = 50;

/** Makes one message of those that would be about one incident each, at one moment. */
export function composeEscalations(
  { incident, messages }: { incident: string; messages: readonly Message[] },
  { defaults, receiver, now }: Sending,
): Message {
  const jobs = messages.flatMap((message) => message.jobs).slice(0, MAX_LISTED_JOBS);
  const [target, ...others] = new Map(
    messages.map((message) => [message.target?.name, message.target]),
  ).values();
  const named = messages.slice(0, MOST_NAMED);
  return {
    ...envelope(incident, defaults, receiver),
    incidents: messages.map((message) => message.incident),
    kind: 'escalation',
    severity: worst(messages),
    createdAt: now,
    ...(target !== undefined && others.length === 0 && { target }),
    jobs,
    counts: byUrgency(sumByState(messages)),
    report: conditionWords(defaults.language).escalated({
      all: messages.length,
      named: named.map((message) => wordsFor(message)),
      left: messages.length - named.length,
      url: `${defaults.publicUrl}/incidents`,
    }),
    ...adviceFor(jobs, defaults),
  };
}

function wordsFor(message: Message): EscalatedWords {
  const { incident, title = incident, story, severity, timezone, createdAt } = message;
  const { openedAt = createdAt, acknowledgeUrl } = story ?? {};
  return {
    title,
    severity,
    since: formatLocal(openedAt, timezone),
    acknowledgeUrl,
  };
}

function worst(messages: readonly Message[]): Severity {
  return SEVERITIES.find((severity) => messages.some((message) => message.severity === severity)) ?? 'info';
}

function sumByState(messages: readonly Message[]): readonly StateCount[] {
  const sums = new Map<string, number>();
  for (const { state, count } of messages.flatMap(({ counts }) => counts))
    sums.set(state, (sums.get(state) ?? 0) + count);
  return [...sums].map(([state, count]) => ({ state, count }));
}
