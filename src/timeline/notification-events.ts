import { RATE_CAPPED } from '../core/incident/lifecycle.ts';
import { reasonWord } from '../render/words/reason-words.ts';
import type { NotificationStory } from '../store/views/job-story.ts';
import type { StoryEvent } from './story-event.ts';
import type { ExplainWords } from './locale/en.ts';

/** A notification, and each attempt to deliver it. */
export function notificationEvents(notification: NotificationStory, words: ExplainWords): StoryEvent[] {
  const { messageId, receiver, entries, createdAt } = notification;
  const text = words.notification(messageId, receiver, words.list(describeEntries(entries, words)));
  const attempts = entries.flatMap((entry) =>
    entry.attemptsMade.map((attempt, index): StoryEvent => ({
      at: attempt.ended_at ?? attempt.started_at,
      kind: 'attempt',
      text: attemptText(attempt, { number: index + 1, recipient: entry.recipient, words }),
    })),
  );
  const capped = Map.groupBy(
    entries.filter(({ rate_capped_at: at }) => at !== null),
    ({ rate_capped_at: at }) => at ?? createdAt,
  );
  const waits = [...capped].map(([at, those]): StoryEvent => ({
    at,
    kind: 'notification',
    text: words.rateCapped(
      words.list(those.map(({ recipient }) => recipient)),
      reasonWord(RATE_CAPPED, words.tag),
    ),
  }));
  return [{ at: createdAt, kind: 'notification', text }, ...waits, ...attempts];
}

/** The fate of each recipient's copy. */
export function describeEntries(
  entries: NotificationStory['entries'],
  { fates }: ExplainWords,
): readonly string[] {
  return entries.map(({ recipient, state }) => `${recipient} ${fates[state]}`);
}

function attemptText(
  { outcome, reason, response }: NotificationStory['entries'][number]['attemptsMade'][number],
  of: { number: number; recipient: string; words: ExplainWords },
): string {
  const { number, recipient, words } = of;
  const outcomeText = words.attempt(
    number,
    recipient,
    outcome === null ? null : reasonWord(outcome, words.tag),
  );
  const whole = reason === null ? outcomeText : words.note(outcomeText, reasonWord(reason, words.tag));
  return response === null ? whole : words.answer(whole, response);
}
