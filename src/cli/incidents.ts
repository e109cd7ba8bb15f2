import type { IncidentState } from '../alerts/incident.ts';
import type { IncidentView } from '../store/views/incident-views.ts';
import { formatInstant, toIso } from '../time.ts';
import { withDesk, type Place } from './desk/with-desk.ts';
import { EXIT } from './exit-code.ts';
import { formatJson } from './json-text.ts';
import { formatTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { cliWords } from './words.ts';
import type { CliWords } from './words/catalogue.ts';

/** What `--state` takes; without it, what is not closed is listed. */
export const INCIDENT_CHOICES = ['open', 'acknowledged', 'closed', 'all'] as const;

/** `batchwatch incidents`: what is going on, the newest first. @throws ConfigFault, StoreFault, RemoteFault */
export async function incidents(
  options: {
    readonly place: Place;
    readonly state?: (typeof INCIDENT_CHOICES)[number];
    readonly target?: string;
    readonly json: boolean;
  },
  terminal: Terminal,
): Promise<number> {
  return await withDesk(options.place, terminal, async (desk) => {
    const { language, timezone } = desk;
    const found = await desk.incidents.list({ states: statesOf(options.state), target: options.target });
    terminal.out(options.json ? toJson(found) : toText(found, { timezone, ...cliWords(language) }));
    return EXIT.done;
  });
}

function statesOf(choice: (typeof INCIDENT_CHOICES)[number] | undefined): readonly IncidentState[] {
  if (choice === undefined) return ['open', 'acknowledged'];
  return choice === 'all' ? ['open', 'acknowledged', 'closed'] : [choice];
}

function toText(
  found: readonly IncidentView[],
  { timezone, incidents: words }: { readonly timezone: string } & Pick<CliWords, 'incidents'>,
): string {
  if (found.length === 0) return words.none;
  const rows = found.map((incident) => [
    incident.id,
    stateOf(incident),
    formatInstant(incident.openedAt, timezone),
    incident.rule,
    incident.title,
    incident.kind === 'condition' ? '' : words.jobs(incident.jobs, incident.unresolved),
    toldText(incident, words),
    incident.acknowledged?.by ?? '',
  ]);
  return formatTable(words.columns, rows);
}

function toldText({ toldTo, onItsWayTo, notReached }: IncidentView, words: CliWords['incidents']): string {
  return [...toldTo, ...onItsWayTo.map(words.onItsWay), ...notReached.map(words.notReached)].join(', ');
}

function stateOf({ state, closed, isSilenced }: IncidentView): string {
  if (closed !== undefined) return `${state} (${closed.reason})`;
  return isSilenced ? `${state} (silenced)` : state;
}

function toJson(found: readonly IncidentView[]): string {
  return formatJson(
    found.map(({ openedAt, acknowledged, closed, isSilenced, ...incident }) => ({
      ...incident,
      silenced: isSilenced,
      openedAt: toIso(openedAt),
      acknowledged: acknowledged && { by: acknowledged.by, at: toIso(acknowledged.at) },
      closed: closed && { reason: closed.reason, at: toIso(closed.at) },
    })),
  );
}
