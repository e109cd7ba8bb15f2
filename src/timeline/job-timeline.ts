import type { Observation } from '../core/job/observation.ts';
import { fromJson } from '../store/dialect/json.ts';
import { toObjectDetails } from '../store/incidents/message-jobs.ts';
import type { IncidentHistory } from '../store/views/incident-history.ts';
import type { JobStory } from '../store/views/job-story.ts';
import { incidentTimeline, toHold } from './incident-timeline.ts';
import { notificationTimeline } from './notification-timeline.ts';
import type { DecisionRow, TimelineEntry, TransitionStory, Wait } from './timeline-entry.ts';

/** Returns the timeline of a job and of its incidents, oldest first. Entries of one moment stay in their causal order. */
export function jobTimeline(story: JobStory, histories: readonly IncidentHistory[]): TimelineEntry[] {
  return [
    ...story.observations.map(({ observed_at: at, changes, note }): TimelineEntry => ({
      at,
      kind: 'observation',
      changes: fromJson<Observation['changes']>(changes),
      note,
    })),
    ...story.transitions.flatMap((transition) => transitionTimeline(transition, histories)),
    ...histories.flatMap((history) => {
      const { public_id: id, rule } = history.incident;
      return incidentTimeline(history, { id, rule });
    }),
    ...story.notifications.flatMap(notificationTimeline),
  ].toSorted((a, b) => a.at - b.at);
}

function transitionTimeline(
  transition: TransitionStory,
  histories: readonly IncidentHistory[],
): TimelineEntry[] {
  const { observed_at: at, objects, decisions } = transition;
  const entries: TimelineEntry[] = [{ at, kind: 'transition', transition }];
  if (objects !== undefined) {
    const { state, counts, fault, answered_at: answeredAt } = objects;
    const details = toObjectDetails({ objects: state, counts, fault });
    entries.push({ at: answeredAt ?? at, kind: 'objects', details });
  }
  if (decisions.length === 0) entries.push({ at, kind: 'nobody' });
  for (const decision of decisions)
    entries.push({ at: decision.decided_at, kind: 'decision', decision, wait: waitOf(decision, histories) });
  return entries;
}

/** Returns what a decision to notify waits for while no message carries it. */
function waitOf(decision: DecisionRow, histories: readonly IncidentHistory[]): Wait | undefined {
  const { outcome, notification, receiver, held } = decision;
  if (outcome !== 'notify' || notification !== null) return undefined;
  const history = histories.find(({ incident }) => incident.id === decision.incident);
  if (history === undefined) return 'poll';
  if (held === null) return 'evaluation';
  const last = history.events.findLast(
    ({ kind, reason, receiver: of }) =>
      reason === held && (kind === 'silenced' || (kind === 'held' && of === receiver)),
  );
  return toHold(history, { reason: held, by: decision.held_by, until: last?.until_at ?? null });
}
