import { toOutwardKind } from '../../../core/incident/outward-reason.ts';
import type { IncidentEventRow } from '../../../store/views/incident-life.ts';

/** Names of columns that clients of the JSON know by another one. */
const OUTWARD_NAMES = new Map([
  ['last_joined_at', 'last_news_at'],
  ['notified_at', 'told_at'],
  ['first_notified_at', 'first_told_at'],
  ['previous_notified_at', 'previous_told_at'],
  ['pending_update', 'pending_news'],
  ['closed', 'closing_told'],
]);

/** Gives the row of an incident or thread the names that clients know. */
export function toOutwardRow(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [OUTWARD_NAMES.get(name) ?? name, value as unknown]),
  );
}

/** Gives an event the kind that clients know. */
export function toOutwardEvent(event: IncidentEventRow): object {
  return { ...event, kind: toOutwardKind(event.kind) };
}
