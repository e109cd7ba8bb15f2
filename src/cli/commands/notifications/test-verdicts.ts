import type { Language } from '../../../core/message/message.ts';
import { showDestination } from '../../../core/receiver.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import { hintText } from '../../../render/words/delivery-hint-words.ts';
import type { LastFailure } from '../../../store/outbox/last-failure.ts';
import type { NotificationView } from '../../../store/views/notification-views.ts';
import { cliWords } from '../../locale/cli-words.ts';

export interface VerdictOptions {
  language: Language;
  /** The failure that a message to this destination would meet again. Asked for where the test was not tried. */
  lastFailure: (
    destination: Pick<NotificationView, 'channel' | 'recipient'>,
  ) => Promise<LastFailure | undefined>;
}

/** Says what became of a test, a line for each destination. @param entries none: the test was pruned. */
export async function testVerdicts(
  entries: readonly NotificationView[],
  { language, lastFailure }: VerdictOptions,
): Promise<string> {
  const words = cliWords(language).testNotification;
  if (entries.length === 0) return `${words.gone}\n`;
  const lines: string[] = [];
  for (const entry of entries) {
    const destination = showDestination(entry);
    lines.push(verdictOf(entry, destination, language));
    const failure = entry.lastAttempts.length > 0 ? undefined : await lastFailure(entry);
    if (failure !== undefined) lines.push(words.lastFailure(destination, answerOf(failure, language)));
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** Says whether every destination took its copy. */
export function isTaken(entries: readonly NotificationView[]): boolean {
  return entries.length > 0 && entries.every(({ state }) => state === 'sent');
}

function verdictOf(
  { waits, lastAttempts }: NotificationView,
  destination: string,
  language: Language,
): string {
  const words = cliWords(language).testNotification;
  const last = lastAttempts.at(-1);
  if (last === undefined) return words.notTried(destination);
  let verdict = last.outcome === undefined ? words.noVerdict : words.outcomes[last.outcome];
  if (last.reason !== undefined) verdict = words.reason(verdict, last.reason);
  if (last.response !== undefined) verdict = words.attempt(verdict, showUnseen(last.response));
  if (last.hint !== undefined) verdict = words.advised(verdict, hintText(last.hint, language));
  if (waits !== undefined && waits.reason !== 'under-way') verdict = words.triedAgain(verdict);
  return words.verdict(destination, verdict);
}

function answerOf({ reason, response, hint }: LastFailure, language: Language): string {
  const words = cliWords(language).testNotification;
  const answer = words.attempt(reason, showUnseen(response));
  return hint === undefined ? answer : words.advised(answer, hintText(hint, language));
}
