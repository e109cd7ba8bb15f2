import type { Instant } from '../../platform/time.ts';
import { recordEvent } from './incident-events.ts';
import { closeIncident, type StoredIncident } from './incidents.ts';
import type { WriteTransaction } from '../sqlite/store.ts';

/** What a person does to an incident. */
export interface OperatorAction {
  at: Instant;
  /** Who does it. */
  by: string;
  /** Empty when nothing is said. */
  comment: string;
}

/**
 * Somebody has it: no more reminders, and it is escalated no further. Mails nobody. Does nothing to one that is
 * closed or acknowledged already.
 * @returns what it was before; only an open one has changed.
 */
export async function acknowledgeIncident(
  trx: WriteTransaction,
  { id, state }: Pick<StoredIncident, 'id' | 'state'>,
  { at, by, comment }: OperatorAction,
): Promise<StoredIncident['state']> {
  if (state !== 'open') return state;
  await trx
    .updateTable('incident')
    .set({ state: 'acknowledged', acknowledged_at: at, acknowledged_by: by, due_at: at })
    .where('id', '=', id)
    .execute();
  const detail = detailOf(by, comment);
  await recordEvent(trx, { incident: id, at, kind: 'acknowledged', reason: 'hand', detail });
  return state;
}

/** Closes it, whatever its jobs do; those who were told of it are told so. @returns false when it is closed already. */
export async function closeManually(
  trx: WriteTransaction,
  { id, state }: Pick<StoredIncident, 'id' | 'state'>,
  { at, by, comment }: OperatorAction,
): Promise<boolean> {
  if (state === 'closed') return false;
  await closeIncident(trx, id, { at, reason: 'hand' });
  const detail = detailOf(by, comment);
  await recordEvent(trx, { incident: id, at, kind: 'closed', reason: 'hand', detail });
  return true;
}

function detailOf(by: string, comment: string): string {
  return comment === '' ? by : `${by}: ${comment}`;
}
