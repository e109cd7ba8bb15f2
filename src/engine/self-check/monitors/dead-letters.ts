import { deliveredAfterAll } from '../../../store/outbox/recipient-readings.ts';
import type { Monitor } from './monitor.ts';

/** Messages that were refused for good. */
export const deadLetters: Monitor = {
  name: 'dead-letters',
  find({ mail: { deadRecipients }, writer: { words, some, answer } }) {
    if (deadRecipients.length === 0) return [];
    const recipients = deadRecipients.map(({ recipient }) => recipient);
    const [first] = deadRecipients;
    const text = {
      recipients: some(deadRecipients.map(({ name }) => name)),
      isMail: deadRecipients.every(({ isMail }) => isMail),
      answer: answer(first?.answer, first),
    };
    // An address that took a message and is refused again needs a message of its own.
    const parts = deadRecipients.flatMap(({ recipient, refusedSince }) =>
      refusedSince === undefined ? [recipient] : [recipient, `${recipient} ${refusedSince}`],
    );
    return [{ reason: 'dead-letters', parts, recipients, summary: words.deadLetters(text) }];
  },
  /**
   * They are mended when their addresses got them. An address that left the configuration, or copies that grew too old,
   * mend nothing.
   */
  async endOf({ trx, watchdog: { destinations }, lastParts }, { openedAt: since }) {
    const recipients = [...new Set(lastParts.map((part) => part.replace(/ \d+$/, '')))];
    const delivered: string[] = [];
    for (const { channel } of destinations)
      delivered.push(...(await deliveredAfterAll(trx, { channel, recipients, since })));
    return recipients.every((recipient) => delivered.includes(recipient)) ? 'recovered' : 'aged';
  },
};
