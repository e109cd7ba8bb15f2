import type { IncidentLife } from '../store/views/incident-life.ts';
import type { Hold, IncidentName, TimelineEntry } from './timeline-entry.ts';

/** Returns the timeline of an incident, oldest first. Entries of one moment stay in their causal order. */
export function incidentTimeline(life: IncidentLife, incident: IncidentName): TimelineEntry[] {
  const events = life.events.map((event): TimelineEntry & { kind: 'event' } => ({
    at: event.at,
    kind: 'event',
    event,
    incident,
    hold: toHold(life, { reason: event.reason, by: event.detail, until: event.until_at }),
    notified: life.notifications.find(({ id }) => id === event.notification),
  }));
  return [
    ...events.filter(({ event }) => event.kind === 'opened'),
    ...life.moves.map((move) => ({ ...move, incident })),
    ...events.filter(({ event }) => event.kind !== 'opened'),
  ].toSorted((a, b) => a.at - b.at);
}

/** Adds the silence, whose present end counts before the end that was known then. */
export function toHold({ silences }: Pick<IncidentLife, 'silences'>, held: Omit<Hold, 'silence'>): Hold {
  const silence = silences.get(held.by ?? '');
  return { ...held, silence, until: silence?.until ?? held.until };
}
