import { formatInstant } from '../../../platform/time.ts';
import type { ActionResult } from '../../backend/backend.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import type { CliWords } from '../../locale/en.ts';

/** What a command did to an incident, or why there was nothing to do. */
export function describeAction(
  { incident, outcome }: ActionResult,
  done: {
    action: 'acknowledged' | 'closed';
    words: CliWords['incidents'];
    timezone: string;
  },
): string {
  const { words, timezone } = done;
  const { id, acknowledged, closed } = incident;
  const by = showUnseen(acknowledged?.by ?? '');
  if (outcome === 'done') return done.action === 'closed' ? words.closed(id) : words.acknowledged(id, by);
  if (closed !== undefined)
    return words.closedBefore(id, formatInstant(closed.at, timezone), words.closeReasons[closed.reason]);
  return words.acknowledgedBefore(id, by, formatInstant(acknowledged?.at ?? 0, timezone));
}
