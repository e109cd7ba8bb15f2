import type { Message } from '../../../src/core/message/message.ts';
import type { Destination } from '../../../src/core/receiver.ts';

/** Returns where a message goes that goes by mail alone. */
export function byMail({ recipients }: Pick<Message, 'recipients'>): Destination[] {
  return [{ channel: 'email', recipients }];
}
