import type { Monitor } from './monitor.ts';

/** A recipient that alone keeps its messages from being taken. The channel works for all others. */
export const recipientBlocked: Monitor = {
  name: 'recipient-blocked',
  find: ({ mail, watchdog, now, writer: { words, time, answer } }) =>
    mail.blockedRecipients
      .filter(({ since }) => since <= now - watchdog.limits.outboxAfter)
      .map((blocked) => ({
        reason: 'recipient-blocked',
        about: blocked.recipient,
        recipients: [blocked.recipient],
        summary: words.recipientBlocked({
          ...blocked,
          since: time(blocked.since),
          answer: answer(blocked.answer, blocked),
        }),
      })),
};
