import { RATE_CAPPED } from '../../alerts/incident.ts';
import type { NotificationStory } from '../job-story.ts';
import type { ToldEvent } from './told-event.ts';
import type { ExplainWords } from './words/catalogue.ts';

/** A notification, and each attempt to deliver it. */
export function notificationEvents(notification: NotificationStory, words: ExplainWords): ToldEvent[] {
  const { messageId, receiver, entries, createdAt } = notification;
  const text = words.notification(messageId, receiver, describeEntries(entries));
  const attempts = entries.flatMap((entry) =>
    entry.attemptsMade.map((attempt, index): ToldEvent => ({
      at: attempt.ended_at ?? attempt.started_at,
      kind: 'attempt',
      text:
        words.attempt(index + 1, entry.recipient, attempt.outcome) +
        (attempt.reason === null ? '' : ` (${attempt.reason})`) +
        (attempt.response === null ? '' : `: ${attempt.response}`),
    })),
  );
  const capped = Map.groupBy(
    entries.filter(({ rate_capped_at: at }) => at !== null),
    ({ rate_capped_at: at }) => at ?? createdAt,
  );
  const waits = [...capped].map(([at, those]): ToldEvent => ({
    at,
    kind: 'notification',
    text: words.rateCapped(those.map(({ recipient }) => recipient).join(', '), RATE_CAPPED),
  }));
  return [{ at: createdAt, kind: 'notification', text }, ...waits, ...attempts];
}

/** The fate of each recipient's copy. */
export function describeEntries(entries: NotificationStory['entries']): string {
  return entries.map(({ recipient, state }) => `${recipient} ${state}`).join(', ');
}
