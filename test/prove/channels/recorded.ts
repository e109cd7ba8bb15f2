import { messageNumber } from '../../../src/core/message/message-number.ts';
import type { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import type { ProofStore } from '../store/proof-store.ts';
import { keyOf } from './judge-arrivals.ts';

/** What process after process recorded as delivered in one store. */
export class Records {
  readonly #known = new Set<string>();

  /**
   * Returns what a process that has ended recorded, as `keyOf` names it: by its log, and by the store, for a kill right
   * after a record leaves no line in the log.
   */
  async takeOf({ lines }: BatchwatchProcess, store: ProofStore): Promise<ReadonlySet<string>> {
    const logged = lines.filter(({ msg }) => msg === 'notification delivered').map(keyOfEntry);
    const stored = [...(await entriesIn(store, "state = 'sent'"))].filter((key) => !this.#known.has(key));
    const recorded = new Set([...logged, ...stored]);
    for (const key of recorded) this.#known.add(key);
    return recorded;
  }
}

/** Returns the entries of the outbox in a state, as far as they are not pruned. There are none before the schema has them. */
export async function entriesIn(store: ProofStore, condition: string): Promise<ReadonlySet<string>> {
  if (!(await store.has('outbox'))) return new Set();
  const entries = await store.rows(
    `SELECT channel, recipient, message_id
     FROM outbox JOIN notification ON notification.id = outbox.notification WHERE ${condition}`,
  );
  return new Set(entries.map(keyOfEntry));
}

/** Returns the numbers of all messages that were decided for a receiver, as far as they are not pruned. */
export async function numbersFor(store: ProofStore, receiver: string): Promise<ReadonlySet<string>> {
  const rows = await store.rows(`SELECT message_id FROM notification WHERE receiver = '${receiver}'`);
  return new Set(rows.map(({ message_id: id }) => messageNumber(String(id))));
}

/** Names an entry by its fields in the log and in the store. */
function keyOfEntry(entry: Readonly<Record<string, unknown>>): string {
  const { channel, recipient, message_id: messageId } = entry;
  return keyOf({ channel: String(channel), recipient: String(recipient) }, messageNumber(String(messageId)));
}
