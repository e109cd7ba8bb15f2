import { toOutwardReason } from '../../../core/incident/outward-reason.ts';
import type { IncidentState } from '../../../core/incident/lifecycle.ts';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import { toIso } from '../../../platform/time.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import type { CliWords } from '../../locale/en.ts';
import { printList, type Listing } from '../../session/print-list.ts';
import { resolveName, unknownName } from '../../session/resolve-name.ts';
import { refuse, type Session } from '../../session/session.ts';
import { inZone, tableTime } from '../../terminal/table-time.ts';
import type { INCIDENT_CHOICES } from './incident-choices.ts';

export interface IncidentsOptions {
  state?: (typeof INCIDENT_CHOICES)[number];
  target?: string;
  json?: boolean;
}

/** `batchwatch incidents`: lists incidents, the newest first. @throws StoreFault, RemoteFault */
export async function incidents(session: Session, options: IncidentsOptions): Promise<number> {
  const { backend, words } = session;
  const target = await resolveName(options.target, backend.targets);
  const found = await backend.incidents.list({ states: statesOf(options.state), target: target?.name });
  if (found.length === 0 && target?.isKnown === false)
    return refuse(session, unknownName('target', target, words.names));
  return printList(session, found, { ...listing(session), json: options.json });
}

function statesOf(choice: IncidentsOptions['state']): readonly IncidentState[] {
  if (choice === undefined) return ['open', 'acknowledged'];
  return choice === 'all' ? ['open', 'acknowledged', 'closed'] : [choice];
}

function listing({ backend: { timezone }, words: { incidents: words } }: Session): Listing<IncidentView> {
  return {
    none: words.none,
    head: words.columns.map((name, at) => (at === 2 ? inZone(name, timezone) : name)),
    toRow: (incident) => [
      incident.id,
      stateOf(incident, words),
      tableTime(incident.openedAt, timezone),
      incident.rule,
      incident.title,
      incident.kind === 'condition' ? '' : words.jobs(incident.jobs, incident.unresolved),
      notifiedText(incident, words),
      incident.acknowledged?.by ?? '',
    ],
    elastic: [3, 4, 6, 7],
    toJson,
  };
}

function notifiedText(
  { toldTo, onItsWayTo, notReached }: IncidentView,
  words: CliWords['incidents'],
): string {
  return [...toldTo, ...onItsWayTo.map(words.onItsWay), ...notReached.map(words.notReached)].join(', ');
}

function stateOf({ state, closed, isSilenced }: IncidentView, words: CliWords['incidents']): string {
  if (closed !== undefined) return words.resolved(words.closeReasons[closed.reason]);
  return isSilenced ? words.silenced(words.states[state]) : words.states[state];
}

function toJson({ openedAt, acknowledged, closed, isSilenced, ...incident }: IncidentView) {
  return {
    ...incident,
    silenced: isSilenced,
    openedAt: toIso(openedAt),
    acknowledged: acknowledged && withIsoTimes(acknowledged, 'at'),
    closed: closed && {
      reason: toOutwardReason(closed.reason),
      end: toOutwardReason(closed.end),
      at: toIso(closed.at),
    },
  };
}
