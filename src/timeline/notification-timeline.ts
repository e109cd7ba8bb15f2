import { showDestination } from '../core/receiver.ts';
import type { NotificationStory } from '../store/views/job-story.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** Returns a notification, its waits for the channel's rate, and each attempt to deliver it. */
export function notificationTimeline(notification: NotificationStory): TimelineEntry[] {
  const { entries, createdAt } = notification;
  const capped = Map.groupBy(
    entries.filter(({ rate_capped_at: at }) => at !== null),
    ({ rate_capped_at: at }) => at ?? createdAt,
  );
  return [
    { at: createdAt, kind: 'notification', notification },
    ...[...capped].map(([at, those]): TimelineEntry => ({
      at,
      kind: 'rate-capped',
      destinations: those.map(showDestination),
    })),
    ...entries.flatMap((entry) =>
      entry.attemptsMade.map((attempt, index): TimelineEntry => ({
        at: attempt.ended_at ?? attempt.started_at,
        kind: 'attempt',
        attempt,
        number: index + 1,
        destination: showDestination(entry),
      })),
    ),
  ];
}
