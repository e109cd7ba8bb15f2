import type { IncidentState } from '../../../core/incident/lifecycle.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import { toIso } from '../../../platform/time.ts';
import { withBackend, type BackendLocation } from '../../session/session.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { formatJson } from '../../terminal/json-text.ts';
import { resolveName, unknownName } from '../../session/resolve-name.ts';
import { inZone, tableTime } from '../../terminal/table-time.ts';
import { formatTable } from '../../terminal/table.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';
import type { CliWords } from '../../locale/en.ts';

/** What `--state` takes; without it, what is not closed is listed. */
export const INCIDENT_CHOICES = ['open', 'acknowledged', 'closed', 'all'] as const;

/** `batchwatch incidents`: what is going on, the newest first. @throws ConfigFault, StoreFault, RemoteFault */
export async function incidents(
  options: {
    location: BackendLocation;
    state?: (typeof INCIDENT_CHOICES)[number];
    target?: string;
    json: boolean;
  },
  terminal: Terminal,
): Promise<number> {
  return await withBackend(options.location, terminal, async (backend) => {
    const { language, timezone } = backend;
    const words = cliWords(language);
    const target = await resolveName(options.target, backend.targets);
    const found = await backend.incidents.list({ states: statesOf(options.state), target: target?.name });
    if (found.length === 0 && target?.isKnown === false) {
      terminal.err(unknownName('target', target, words.names));
      return EXIT.failed;
    }
    const { columns } = terminal;
    terminal.out(options.json ? toJson(found) : toText(found, { timezone, columns, ...words }));
    return EXIT.done;
  });
}

function statesOf(choice: (typeof INCIDENT_CHOICES)[number] | undefined): readonly IncidentState[] {
  if (choice === undefined) return ['open', 'acknowledged'];
  return choice === 'all' ? ['open', 'acknowledged', 'closed'] : [choice];
}

function toText(
  found: readonly IncidentView[],
  shown: { timezone: string; columns: number | undefined } & Pick<CliWords, 'incidents'>,
): string {
  const { timezone, columns, incidents: words } = shown;
  if (found.length === 0) return words.none;
  const rows = found.map((incident) => [
    incident.id,
    stateOf(incident, words),
    tableTime(incident.openedAt, timezone),
    incident.rule,
    incident.title,
    incident.kind === 'condition' ? '' : words.jobs(incident.jobs, incident.unresolved),
    notifiedText(incident, words),
    incident.acknowledged?.by ?? '',
  ]);
  const head = words.columns.map((name, at) => (at === 2 ? inZone(name, timezone) : name));
  return formatTable(head, rows, { columns, elastic: [3, 4, 6, 7] });
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
