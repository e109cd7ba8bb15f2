import { type Clock, SECOND } from '../platform/time.ts';
import type { Store } from '../store/store.ts';
import { notificationStories, type NotificationStory } from '../store/views/job-story.ts';

export interface TriedOptions {
  notification: number;
  clock: Clock;
  /** Ends the wait. */
  signal: AbortSignal;
}

/** Waits until each copy of a notification was tried at least once. @returns how it stands; `undefined`: it was pruned. */
export async function untilTried(
  store: Store,
  { notification, clock, signal }: TriedOptions,
): Promise<NotificationStory | undefined> {
  for (;;) {
    const [story] = await store.read((db) => notificationStories(db, [notification]));
    const isTried = story?.entries.every(({ attemptsMade }) => attemptsMade.at(-1)?.outcome != null);
    if (isTried === true || signal.aborted) return story;
    await clock.sleep(SECOND / 5, signal).catch(() => undefined);
  }
}
