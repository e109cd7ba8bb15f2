import { html } from 'hono/html';
import type { ClosedReason } from '../../../core/incident/lifecycle.ts';
import { joinedText, leftText } from '../../../render/words/member-words.ts';
import { holderWord, reasonWord } from '../../../render/words/reason-words.ts';
import { isUsualReason, notificationKindWord } from '../../../render/words/notification-kind-words.ts';
import {
  silenceNumber,
  type IncidentDetail,
  type IncidentEventView,
  type MemberMove,
} from '../../../store/views/incident-detail.ts';
import type { Instant } from '../../../platform/time.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text-cut.ts';

/** More is the business of `explain`. */
const MOST_SHOWN = 80;

/** What happened to the incident and what was decided about it, the newest first. */
export function incidentThread(detail: IncidentDetail, context: PageContext): Html {
  const { events: own } = context.words.pages.incident;
  const { events, moves } = detail;
  const [opened, later] = [
    events.filter(({ kind }) => kind === 'opened'),
    events.filter(({ kind }) => kind !== 'opened'),
  ];
  // Of one moment: opened, then joined, then notified.
  const entries: readonly Entry[] = [
    ...opened.map((event) => toEntry(event, detail, context)),
    ...moves.map((move) => ({ at: move.at, text: moveText(move, context), until: undefined })),
    ...later.map((event) => toEntry(event, detail, context)),
  ].toSorted((a, b) => a.at - b.at);
  return html`<section class="card" aria-labelledby="thread">
    <h2 id="thread">${own.title}</h2>
    <ol class="thread" reversed>
      ${entries
        .slice(-MOST_SHOWN)
        .toReversed()
        .map(
          ({ at, text, until }) =>
            html`<li>
              ${context.time(at)}
              <p>
                <bdi>${text}</bdi>${until === undefined ? '' : html` ${own.until} ${context.time(until)}`}
              </p>
            </li> `,
        )}
    </ol>
  </section>`;
}

interface Entry {
  at: Instant;
  text: string;
  /** Until when it is held at most. */
  until: Instant | undefined;
}

function moveText({ jobs, jobId, state, ended }: MemberMove, { words }: PageContext): string {
  const moved = { count: jobs, named: [visibleText(jobId, 60)] };
  if (ended === undefined) return joinedText(moved, { state: visibleText(state, 40) }, words.tag);
  return leftText(moved, { how: ended.how, by: visibleText(ended.by, 60) }, words.tag);
}

function toEntry(event: IncidentEventView, detail: IncidentDetail, context: PageContext): Entry {
  const isHeld = event.kind === 'held' || event.kind === 'silenced';
  const silence = isHeld ? detail.silences.get(silenceNumber(event.detail) ?? 0) : undefined;
  return {
    at: event.at,
    text: eventText(event, detail, context),
    until: isHeld ? (silence?.until ?? event.until) : undefined,
  };
}

function eventText(event: IncidentEventView, detail: IncidentDetail, context: PageContext): string {
  const { words } = context;
  const { events } = words.pages.incident;
  const reason = visibleText(reasonWord(event.reason, words.tag));
  const who = visibleText(event.receiver ?? '');
  const note = visibleText(event.detail ?? '', 300);
  switch (event.kind) {
    case 'opened':
      return events.opened(reason);
    case 'told':
      return events.notified(who, notificationKindText(event, context));
    case 'held':
      return events.held(who, holdText(event, detail, context));
    case 'dropped':
      return events.dropped(who, reason);
    case 'silenced':
      return events.covered(holdText(event, detail, context));
    case 'silence-ended':
      return events.uncovered;
    case 'acknowledged':
      return events.acknowledged(note);
    case 'escalated':
      return events.escalated(who, reason);
    case 'closed':
      if (event.reason === 'hand' && note !== '') return events.closedBy(note);
      return events.closed(isClosedReason(event.reason) ? words.closedBecause[event.reason] : reason);
    case 'flapping':
      return events.flapping;
    case 'settled':
      return events.settled(note);
    case 'resent':
      return events.resent(note);
    default:
      return [reasonWord(event.kind, words.tag), reason, who, note].filter((text) => text !== '').join(' ');
  }
}

/** The kind of the message, and why it was sent where the kind does not say that. */
function notificationKindText({ detail = '', reason }: IncidentEventView, { words }: PageContext): string {
  const kind = visibleText(notificationKindWord(detail, words.tag), 300);
  if (isUsualReason(detail, reason)) return kind;
  return words.note(kind, visibleText(reasonWord(reason, words.tag)));
}

const CLOSED_REASONS: readonly ClosedReason[] = ['recovered', 'superseded', 'hand', 'aged'];

function isClosedReason(reason: string): reason is ClosedReason {
  return CLOSED_REASONS.some((known) => known === reason);
}

/** What holds it, and who set that: `silenced by silence 3 (ada: upgrade)`. */
function holdText(
  { reason, detail: by = '' }: IncidentEventView,
  { silences }: IncidentDetail,
  { words }: PageContext,
): string {
  const silence = silences.get(silenceNumber(by) ?? 0);
  const named = by.startsWith(reason) ? by : reason;
  const { tag, note, pages } = words;
  const held = visibleText(holderWord(named, tag));
  const what =
    by === '' || named === by ? held : pages.incident.events.by(held, visibleText(holderWord(by, tag)));
  const whose = [silence?.author ?? '', silence?.comment ?? ''].filter((text) => text !== '');
  return whose.length === 0 ? what : note(what, visibleText(whose.join(words.colon), 200));
}
