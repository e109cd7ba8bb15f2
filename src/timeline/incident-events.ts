import { joinedText, leftText, type MovedJobs } from '../render/words/member-words.ts';
import { holderWord, reasonWord } from '../render/words/reason-words.ts';
import { severityWord } from '../render/words/severity-words.ts';
import { isUsualReason, notificationKindWord } from '../render/words/notification-kind-words.ts';
import type { Silence } from '../core/mute/silence.ts';
import type { IncidentHistory } from '../store/views/incident-history.ts';
import type { Instant } from '../platform/time.ts';
import { describeEntries } from './notification-events.ts';
import type { StoryEvent } from './story-event.ts';
import type { ExplainWords } from './locale/en.ts';

export interface IncidentContext {
  words: ExplainWords;
  /** By what events and decisions call them. */
  silences: ReadonlyMap<string, Silence>;
  showTime: (at: Instant) => string;
}

/** Where the incident stands, in one line. */
export function incidentLine({ incident }: IncidentHistory, { words, showTime }: IncidentContext): string {
  const { public_id: id, rule, severity, state, closed_reason: reason, labels } = incident;
  const group = Object.entries(labels).map(([field, value]) => `${field} ${value === '' ? '-' : value}`);
  const stateWord = words.states[state];
  const more = state === 'acknowledged' ? incident.acknowledged_by : reason && reasonWord(reason, words.tag);
  const since = showTime(incident.opened_at);
  return words.incident({
    id,
    rule,
    severity: severityWord(severity, words.tag),
    state: more === null || more === '' ? stateWord : words.note(stateWord, more),
    group: words.list(group),
    since,
  });
}

/** What happened to the incident itself; of its jobs, the part of those chosen. */
export function incidentEvents(
  history: IncidentHistory,
  context: IncidentContext,
  isChosen: (member: IncidentHistory['members'][number]) => boolean = () => true,
): StoryEvent[] {
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
  held: { reason: string; by: string | null; until: Instant | null },
  { words, silences, showTime }: IncidentContext,
): string {
  const silence = silences.get(held.by ?? '');
  const who = silence && [silence.author, silence.comment].filter((text) => text !== '').join(': ');
  const until = silence?.until ?? held.until;
  const named = held.by !== null && held.by.startsWith(held.reason) ? held.by : held.reason;
  const by = held.by === null || named === held.by ? '' : words.by(holderWord(held.by, words.tag));
  const what = `${holderWord(named, words.tag)}${by}`;
  const whole = who === undefined || who === '' ? what : words.note(what, who);
  return `${whole}${until === null ? '' : words.until(showTime(until))}`;
}

function eventText(
  { incident, notifications }: IncidentHistory,
  event: IncidentHistory['events'][number],
  context: IncidentContext,
): string {
  const { words } = context;
  const { kind, receiver, detail } = event;
  const reason = reasonWord(event.reason, words.tag);
  const who = receiver ?? '';
  switch (kind) {
    case 'opened':
      return words.opened(incident.public_id, incident.rule);
    case 'told':
      return notifiedText(event, notifications, words);
    case 'held':
      return words.heldFor(
        who,
        describeHold({ reason: event.reason, by: detail, until: event.until_at }, context),
      );
    case 'dropped':
      return words.dropped(who, reason);
    case 'silenced':
      return words.covered(
        describeHold({ reason: event.reason, by: detail, until: event.until_at }, context),
      );
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
      return [reasonWord(kind, words.tag), reason, receiver, detail]
        .filter((text) => text !== null)
        .join(' ');
  }
}

function notifiedText(
  { receiver, detail, reason, notification }: IncidentHistory['events'][number],
  notifications: IncidentHistory['notifications'],
  words: ExplainWords,
): string {
  const notified = notifications.find(({ id }) => id === notification);
  const fate =
    notified === undefined
      ? words.pruned
      : words.list([notified.messageId, ...describeEntries(notified.entries, words)]);
  const kind = notificationKindWord(detail ?? '', words.tag);
  const kindWord = isUsualReason(detail ?? '', reason)
    ? kind
    : words.note(kind, reasonWord(reason, words.tag));
  return words.notified({ who: receiver ?? '', kind: kindWord, fate });
}

/** Jobs that joined, or whose part ended, at one moment and in one way stand in one line. */
function memberEvents(
  members: IncidentHistory['members'],
  id: string,
  { words }: IncidentContext,
): StoryEvent[] {
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
        : [
            toEvent(
              first.joined_at,
              joinedText(movedJobs(jobs), { state: first.state, incident: id }, words.tag),
            ),
          ];
    }),
    ...[...ended.values()].flatMap((jobs) => {
      const [first] = jobs;
      if (first?.resolved_at == null || first.resolution === null) return [];
      const end = { how: first.resolution, by: first.resolved_by ?? '' };
      return [toEvent(first.resolved_at, leftText(movedJobs(jobs), end, words.tag))];
    }),
  ];
}

const LISTED = 5;

function movedJobs(members: readonly { job_id: string }[]): MovedJobs {
  return { count: members.length, named: members.slice(0, LISTED).map(({ job_id: id }) => id) };
}

function toEvent(at: Instant, text: string): StoryEvent {
  return { at, kind: 'incident', text };
}
