import type { Receiver } from '../core/receiver.ts';
import { MINUTE, type Instant } from '../platform/time.ts';
import type { MessageDefaults } from '../render/compose/compose-message.ts';
import { composeTest } from '../render/compose/compose-test.ts';
import { addNotification, lastMessageOf, testsSince } from '../store/outbox/notifications.ts';
import { loadIncident } from '../store/incidents/load.ts';
import type { WriteTransaction } from '../store/database.ts';

/** A test of the ways to a receiver. */
export interface TestOptions {
  receiver: Receiver;
  /** Its only channel to test. Left out: all of them, whatever severities they take. */
  channel?: string | undefined;
  /** Public id of an incident whose message is sent. Left out: a message that says only that it is a test. */
  incident?: string | undefined;
  by: string;
  now: Instant;
  defaults: MessageDefaults;
  /** Makes the test's own id. */
  newId: () => string;
  /** The most tests of a receiver in any minute. Left out: any number. */
  mostPerMinute?: number;
}

/** The notification that was put into the outbox, or why there is none. */
export type TestOutcome =
  | { notification: number }
  /** No message about the incident was written yet: it is held, or notifies nobody. */
  | 'no-message'
  | 'unknown-incident'
  /** Others have just tested this receiver. */
  | 'too-many';

/** Puts a test message into the outbox. It is of no thread, so that it counts for nothing in the incident. */
export async function sendTest(
  trx: WriteTransaction,
  { receiver, channel, incident, by, now, defaults, newId, mostPerMinute = Infinity }: TestOptions,
): Promise<TestOutcome> {
  const before = await testsSince(trx, { receiver: receiver.name, since: now - MINUTE });
  if (before >= mostPerMinute) return 'too-many';
  const repeats =
    incident === undefined ? undefined : await lastMessageOf(trx, { incident, receiver: receiver.name });
  if (incident !== undefined && repeats === undefined)
    return (await loadIncident(trx, incident)) === undefined ? 'unknown-incident' : 'no-message';
  const routes = receiver.routes.filter((route) => channel === undefined || route.channel === channel);
  const to = { defaults, receiver: { ...receiver, routes }, now };
  const message = composeTest({ id: newId(), by, repeats }, to);
  return { notification: await addNotification(trx, { message, to: routes, detectedAt: now }) };
}
