import { reasonWord } from '../render/words/reason-words.ts';
import { commonestCodes, failedObjects, type ObjectDetails } from '../core/job/object-details.ts';
import type { Observation, ObservationNote } from '../core/job/observation.ts';
import type { IncidentHistory } from '../store/views/incident-history.ts';
import type { JobStory } from '../store/views/job-story.ts';
import { fromJson } from '../store/dialect/json.ts';
import { formatDuration, type Instant } from '../platform/time.ts';
import { toObjectDetails } from '../store/incidents/message-jobs.ts';
import { describeHold, incidentEvents, type IncidentContext } from './incident-events.ts';
import { notificationEvents } from './notification-events.ts';
import type { ExplainWords } from './locale/en.ts';
import type { StoryEvent } from './story-event.ts';

type Decision = JobStory['transitions'][number]['decisions'][number];

/** The story as one list, oldest first; what happened at the same instant stays in its causal order. */
export function jobEvents(
  story: JobStory,
  incidents: readonly IncidentHistory[],
  context: IncidentContext,
): StoryEvent[] {
  const events: StoryEvent[] = [
    ...story.observations.map((observation) => ({
      at: observation.observed_at,
      kind: 'observation' as const,
      text: describeChanges(observation, context.words),
    })),
    ...story.transitions.flatMap((transition) => transitionEvents(transition, incidents, context)),
    ...incidents.flatMap((incident) => incidentEvents(incident, context, ({ job }) => job === story.job.id)),
    ...story.notifications.flatMap((notification) => notificationEvents(notification, context.words)),
  ];
  return events.toSorted((a, b) => a.at - b.at);
}

function transitionEvents(
  transition: JobStory['transitions'][number],
  incidents: readonly IncidentHistory[],
  context: IncidentContext,
): StoryEvent[] {
  const { words } = context;
  const {
    from_state: from,
    to_state: to,
    previous_since: previousSince,
    since,
    decisions,
    objects,
  } = transition;
  const lasted = previousSince === null ? undefined : formatDuration(since - previousSince, words.units);
  const moved = from === to ? words.seenAgain(to) : words.moved(from ?? '', to, lasted);
  const seen = from === null ? words.firstSeen(to) : moved;
  const at = transition.observed_at;
  const text = `${seen}${transition.baseline === 1 ? words.baseline : ''}${words.poll(transition.poll_id)}`;
  return [
    { at, kind: 'transition', text },
    ...(objects === undefined ? [] : [objectsEvent(objects, { seenAt: at, words })]),
    ...(decisions.length === 0 ? [{ at, kind: 'decision' as const, text: words.nobody }] : []),
    ...decisions.map((decision): StoryEvent => ({
      at: decision.decided_at,
      kind: 'decision',
      text: decisionText(decision, incidents, context),
    })),
  ];
}

/** How the objects fared that decided on it, or at least stood in the mail. */
function objectsEvent(
  row: NonNullable<JobStory['transitions'][number]['objects']>,
  { seenAt, words }: { seenAt: Instant; words: ExplainWords },
): StoryEvent {
  const { state, counts, fault, answered_at: answeredAt } = row;
  const details = toObjectDetails({ objects: state, counts, fault });
  return { at: answeredAt ?? seenAt, kind: 'objects', text: objectsText(details, words) };
}

function objectsText(details: ObjectDetails | undefined, { tag, objects: words }: ExplainWords): string {
  switch (details?.kind) {
    case undefined:
      return words.wanted;
    case 'unknown':
      return details.reason === 'no-tag' ? words.noTag : words.notListed(details.list);
    case 'not-asked':
      return words.notAsked;
    case 'fault':
      return words.notCounted(details.fault.code, reasonWord(details.fault.kind, tag), details.fault.action);
    case 'counted': {
      const { total, isComplete, isFailedComplete } = details;
      // What was not counted is no number.
      if (total === 0 && isComplete) return words.notListed('/jobs');
      if (total === 0) return isFailedComplete ? words.noneFailed : words.noneCounted;
      const codes = commonestCodes(details).map(([code, count]) => `${code === '' ? '-' : code} ${count}`);
      return words.counted({ failed: failedObjects(details), total, isComplete, isFailedComplete, codes });
    }
  }
}

function decisionText(
  decision: Decision,
  incidents: readonly IncidentHistory[],
  context: IncidentContext,
): string {
  const { words } = context;
  const { receiver, rule, reason, outcome } = decision;
  const why = reasonWord(reason, words.tag);
  const notified = words.decision({ isNotified: outcome === 'notify', receiver, rule, reason: why });
  if (outcome !== 'notify' || decision.notification !== null) return notified;
  return words.list([notified, waitText(decision, incidents, context)]);
}

/** Why it is held. */
function waitText(
  { receiver, incident, held, held_by: by }: Decision,
  incidents: readonly IncidentHistory[],
  context: IncidentContext,
): string {
  if (incident === null) return context.words.waitsForPoll;
  if (held === null) return context.words.notYet;
  const history = incidents.find((one) => one.incident.id === incident);
  const last = history?.events.findLast(
    (event) =>
      event.reason === held &&
      (event.kind === 'silenced' || (event.kind === 'held' && event.receiver === receiver)),
  );
  return context.words.held(describeHold({ reason: held, by, until: last?.until_at ?? null }, context));
}

function describeChanges(
  { changes, note }: JobStory['observations'][number],
  { notes, list, changed }: ExplainWords,
): string {
  const fields = Object.entries(fromJson<Observation['changes']>(changes));
  const described = fields.map(([field, [before, after]]) => changed(field, before, after));
  return list([...(note === null ? [] : [isNote(note) ? notes[note] : note]), ...described]);
}

const NOTES: readonly ObservationNote[] = ['vanished', 'found-again', 'follow-ended'];

function isNote(note: string): note is ObservationNote {
  return NOTES.some((known) => known === note);
}
