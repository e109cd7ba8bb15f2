import type { Silence } from '../../alerts/silence.ts';
import type { IncidentHistory } from '../incident-history.ts';
import type { Instant } from '../../time.ts';
import { describeEntries } from './notification-events.ts';
import type { ToldEvent } from './told-event.ts';
import type { ExplainWords } from './words/catalogue.ts';

export interface IncidentContext {
  readonly words: ExplainWords;
  /** By what events and decisions call them. */
  readonly silences: ReadonlyMap<string, Silence>;
  readonly showTime: (at: Instant) => string;
}

/** Where the incident stands, in one line. */
export function incidentLine({ incident }: IncidentHistory, { words, showTime }: IncidentContext): string {
  const { public_id: id, rule, severity, state, closed_reason: reason, labels } = incident;
  const group = Object.entries(labels).map(([field, value]) => `${field} ${value === '' ? '-' : value}`);
  const how = state === 'closed' && reason !== null ? `${state} (${reason})` : state;
  const by = state === 'acknowledged' ? ` (${incident.acknowledged_by ?? ''})` : '';
  const since = showTime(incident.opened_at);
  return words.incident({ id, rule, severity, state: `${how}${by}`, group: group.join(', '), since });
}

/** What happened to the incident itself; of its jobs, the part of those chosen. */
export function incidentEvents(
  history: IncidentHistory,
  context: IncidentContext,
  isChosen: (member: IncidentHistory['members'][number]) => boolean = () => true,
): ToldEvent[] {
  const { events, incident } = history;
  return [
    ...events
      .filter(({ kind }) => kind === 'opened')
      .map((event) => toEvent(event.at, eventText(history, event, context))),
    ...memberEvents(history.members.filter(isChosen), incident.public_id, context),
    ...events
      .filter(({ kind }) => kind !== 'opened')
      .map((event) => toEvent(event.at, eventText(history, event, context))),
  ].toSorted((a, b) => a.at - b.at);
}

/** What holds something back: `silenced by silence 3 (ada: upgrade) until …`. */
export function describeHold(
  held: { readonly reason: string; readonly by: string | null; readonly until: Instant | null },
  { words, silences, showTime }: IncidentContext,
): string {
  const silence = silences.get(held.by ?? '');
  const who = silence && [silence.author, silence.comment].filter((text) => text !== '').join(': ');
  const until = silence?.until ?? held.until;
  const named = held.by !== null && held.by.startsWith(held.reason) ? held.by : held.reason;
  const by = held.by === null || named === held.by ? '' : ` ${words.by(held.by)}`;
  const whose = who === undefined || who === '' ? '' : ` (${who})`;
  return `${named}${by}${whose}${until === null ? '' : ` ${words.until(showTime(until))}`}`;
}

function eventText(
  { incident, notifications }: IncidentHistory,
  event: IncidentHistory['events'][number],
  context: IncidentContext,
): string {
  const { words } = context;
  const { kind, reason, receiver, detail } = event;
  const who = receiver ?? '';
  switch (kind) {
    case 'opened':
      return words.opened(incident.public_id, incident.rule);
    case 'told': {
      const told = notifications.find(({ id }) => id === event.notification);
      const fate = told === undefined ? words.pruned : `${told.messageId}, ${describeEntries(told.entries)}`;
      return words.told({ who, telling: detail ?? '', reason, fate });
    }
    case 'held':
      return words.heldFor(who, describeHold({ reason, by: detail, until: event.until_at }, context));
    case 'dropped':
      return words.dropped(who, reason);
    case 'silenced':
      return words.covered(describeHold({ reason, by: detail, until: event.until_at }, context));
    case 'silence-ended':
      return words.uncovered;
    case 'acknowledged':
      return words.acknowledged(detail ?? incident.acknowledged_by ?? '');
    case 'escalated':
      return words.escalated(who, reason);
    case 'resent':
      return words.resent(detail ?? '');
    case 'closed':
      return words.closed(reason);
    case 'flapping':
      return words.flapping;
    case 'settled':
      return words.settled(detail ?? '');
    default:
      return [kind, reason, receiver, detail].filter((text) => text !== null).join(' ');
  }
}

/** Jobs that joined, or whose part ended, at one moment and in one way stand in one line. */
function memberEvents(
  members: IncidentHistory['members'],
  id: string,
  { words }: IncidentContext,
): ToldEvent[] {
  const joined = Map.groupBy(members, ({ joined_at: at, state }) => `${at} ${state}`);
  const ended = Map.groupBy(
    members.filter(({ resolved_at: at }) => at !== null),
    ({ resolved_at: at, resolution, resolved_by: by }) => `${at} ${resolution} ${by}`,
  );
  return [
    ...[...joined.values()].flatMap((jobs) => {
      const [first] = jobs;
      return first === undefined
        ? []
        : [toEvent(first.joined_at, words.joined(listJobs(jobs), first.state, id))];
    }),
    ...[...ended.values()].flatMap((jobs) => {
      const [first] = jobs;
      if (first?.resolved_at == null || first.resolution === null) return [];
      const text = words.partEnded(listJobs(jobs), words.ended[first.resolution](first.resolved_by ?? ''));
      return [toEvent(first.resolved_at, text)];
    }),
  ];
}

const LISTED = 5;

function listJobs(members: readonly { readonly job_id: string }[]): string {
  const rest = members.length - LISTED;
  const named = members.slice(0, LISTED).map(({ job_id: id }) => id);
  return [...named, ...(rest > 0 ? [`+${rest}`] : [])].join(', ');
}

function toEvent(at: Instant, text: string): ToldEvent {
  return { at, kind: 'incident', text };
}
