import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { messageNumber } from '../../../src/core/message/message-number.ts';
import type { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { keyOf } from './judge-arrivals.ts';

/** What process after process recorded as delivered in one store. */
export class Records {
  readonly #known = new Set<string>();

  /**
   * Returns what a process that has ended recorded, as `keyOf` names it: by its log, and by the store, for a kill right
   * after a record leaves no line in the log.
   */
  takeOf({ lines }: BatchwatchProcess, store: string): ReadonlySet<string> {
    const logged = lines.filter(({ msg }) => msg === 'notification delivered').map(keyOfEntry);
    const stored = [...entriesIn(store, "state = 'sent'")].filter((key) => !this.#known.has(key));
    const recorded = new Set([...logged, ...stored]);
    for (const key of recorded) this.#known.add(key);
    return recorded;
  }
}

/** Returns the entries of the outbox in a state, as far as they are not pruned. There are none before the schema has them. */
export function entriesIn(store: string, condition: string): ReadonlySet<string> {
  if (!existsSync(store)) return new Set();
  const database = new DatabaseSync(store, { readOnly: true });
  try {
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").get() === undefined)
      return new Set();
    const entries = database
      .prepare(
        `SELECT channel, recipient, message_id FROM outbox JOIN notification ON notification.id = notification WHERE ${condition}`,
      )
      .all();
    return new Set(entries.map(keyOfEntry));
  } finally {
    database.close();
  }
}

/** Returns the numbers of all messages that were decided for a receiver, as far as they are not pruned. */
export function numbersFor(store: string, receiver: string): ReadonlySet<string> {
  const database = new DatabaseSync(store, { readOnly: true });
  const rows = database.prepare('SELECT message_id FROM notification WHERE receiver = ?').all(receiver);
  database.close();
  return new Set(rows.map(({ message_id: id }) => messageNumber(String(id))));
}

/** Names an entry by its fields in the log and in the store. */
function keyOfEntry(entry: Readonly<Record<string, unknown>>): string {
  const { channel, recipient, message_id: messageId } = entry;
  return keyOf({ channel: String(channel), recipient: String(recipient) }, messageNumber(String(messageId)));
}
