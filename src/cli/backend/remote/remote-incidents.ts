import { z } from 'zod';
import { refusalOf, type OperatorAction } from '../../../core/incident/evaluate/operate.ts';
import { INCIDENT_ENDS } from '../../../core/incident/incident-end.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import type { ActionResult, IncidentBackend } from '../backend.ts';
import type { RemoteClient } from './client.ts';
import { orNone } from './or-none.ts';
import { remoteTime } from './remote-time.ts';

const incidentJson = z
  .object({
    id: z.string(),
    kind: z.enum(['jobs', 'condition']),
    state: z.enum(['open', 'acknowledged', 'closed']),
    severity: z.enum(['critical', 'warning', 'info']),
    rule: z.string(),
    title: z.string(),
    labels: z.record(z.string(), z.string()),
    openedAt: remoteTime,
    jobs: z.int(),
    unresolved: z.int(),
    onlyJob: z.object({ target: z.string(), jobId: z.string(), name: z.string() }).optional(),
    toldTo: z.array(z.string()),
    // A daemon of an older version does not know them.
    onItsWayTo: z.array(z.string()).default([]),
    notReached: z.array(z.string()).default([]),
    silenced: z.boolean(),
    acknowledged: z.object({ by: z.string(), at: remoteTime }).optional(),
    closed: z
      .object({
        reason: z.enum(['recovered', 'superseded', 'hand', 'aged']),
        // A daemon of an older version does not tell it.
        end: z.enum(INCIDENT_ENDS).optional(),
        at: remoteTime,
      })
      .transform(({ reason, end = reason, at }) => ({ reason, end, at }))
      .optional(),
  })
  .transform(({ silenced, onlyJob, acknowledged, closed, ...incident }): IncidentView => ({
    ...incident,
    onlyJob,
    isSilenced: silenced,
    acknowledged,
    closed,
  }));

/** Incidents of a running daemon. */
export function remoteIncidents(client: RemoteClient): IncidentBackend {
  return {
    list: ({ states, target }) => client.list('/incidents', incidentJson, { state: states, target }),
    idsBeginning: async (prefix) => {
      const exact = prefix === '' ? undefined : await read(client, prefix);
      if (exact !== undefined) return [exact.id];
      const all = await client.list('/incidents', z.object({ id: z.string() }));
      return all
        .map(({ id }) => id)
        .filter((id) => id.startsWith(prefix))
        .toReversed();
    },
    acknowledge: (id, actor) => act(client, { id, do: 'acknowledge', ...actor }),
    close: (id, actor) => act(client, { id, do: 'close', ...actor }),
  };
}

async function act(
  client: RemoteClient,
  { id, by, comment, ...action }: Omit<OperatorAction, 'at'> & { id: string },
): Promise<ActionResult | undefined> {
  const before = await read(client, id);
  if (before === undefined) return undefined;
  const path = `${pathOf(id)}/${action.do === 'acknowledge' ? 'ack' : 'close'}`;
  const incident = await orNone(client.post(path, incidentJson, { author: by, comment }));
  return incident && { incident, outcome: refusalOf(action.do, before.state) ?? 'done' };
}

async function read(client: RemoteClient, id: string): Promise<IncidentView | undefined> {
  return await orNone(client.get(pathOf(id), incidentJson));
}

function pathOf(id: string): string {
  return `/incidents/${encodeURIComponent(id)}`;
}
