import type { Language } from '../../../core/message/message.ts';
import { showDestination, type Route } from '../../../core/receiver.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import { hintText } from '../../../render/words/delivery-hint-words.ts';
import { lastFailure, type LastFailure } from '../../../store/outbox/last-failure.ts';
import type { Store } from '../../../store/sqlite/store.ts';
import type { NotificationStory } from '../../../store/views/job-story.ts';
import { cliWords } from '../../locale/cli-words.ts';

/** A test notification and its ways. */
export interface TestedWays {
  /** `undefined`: it was pruned. */
  story: NotificationStory | undefined;
  routes: readonly Route[];
  language: Language;
}

type Entry = NotificationStory['entries'][number];

/** Says what became of a test, a line for each destination. */
export async function testVerdicts(store: Store, { story, routes, language }: TestedWays): Promise<string> {
  const words = cliWords(language).testNotification;
  if (story === undefined) return `${words.gone}\n`;
  const lines: string[] = [];
  for (const entry of story.entries) {
    const { channel, recipient } = entry;
    const isShared = routes.find((route) => route.channel === channel)?.hasLanes !== true;
    const destination = showDestination(entry);
    lines.push(verdictOf(entry, destination, language));
    if (entry.attemptsMade.length > 0) continue;
    const failure = await store.read((db) => lastFailure(db, { channel, recipient, isShared }));
    if (failure !== undefined) lines.push(words.lastFailure(destination, answerOf(failure, language)));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function verdictOf({ state, attemptsMade }: Entry, destination: string, language: Language): string {
  const words = cliWords(language).testNotification;
  const last = attemptsMade.at(-1);
  if (last === undefined) return words.notTried(destination);
  let verdict = last.outcome === null ? words.noVerdict : words.outcomes[last.outcome];
  if (last.reason !== null) verdict = words.reason(verdict, last.reason);
  if (last.response !== null) verdict = words.attempt(verdict, showUnseen(last.response));
  if (last.hint !== null) verdict = words.advised(verdict, hintText(last.hint, language));
  if (state === 'pending') verdict = words.triedAgain(verdict);
  return words.verdict(destination, verdict);
}

function answerOf({ reason, response, hint }: LastFailure, language: Language): string {
  const words = cliWords(language).testNotification;
  const answer = words.attempt(reason, showUnseen(response));
  return hint === undefined ? answer : words.advised(answer, hintText(hint, language));
}
