import type { StoredIncident } from '../store/incidents.ts';
import { formatInstant } from '../time.ts';
import { showControls } from './table.ts';
import type { CliWords } from './words.ts';

/** What a command did to an incident, or why there was nothing to do. */
export function describeDeed(
  incident: StoredIncident,
  done: {
    readonly deed: 'acknowledged' | 'closed';
    /** False when it was so before, or is closed. */
    readonly isNew: boolean;
    readonly words: CliWords['incidents'];
    readonly timezone: string;
  },
): string {
  const { words, timezone } = done;
  const { public_id: id, closed_at, closed_reason, acknowledged_at, acknowledged_by } = incident;
  const by = showControls(acknowledged_by ?? '');
  if (done.isNew && done.deed === 'closed') return words.closed(id);
  if (done.isNew) return words.acknowledged(id, by);
  if (closed_at !== null)
    return words.closedBefore(id, formatInstant(closed_at, timezone), closed_reason ?? '');
  return words.acknowledgedBefore(id, by, formatInstant(acknowledged_at ?? 0, timezone));
}
