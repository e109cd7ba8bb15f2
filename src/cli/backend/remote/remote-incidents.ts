import { refusalOf, type OperatorAction } from '../../../core/incident/evaluate/operate.ts';
import { incidentJson } from '../../../http/api/json/incident-json.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import type { ActionResult, IncidentBackend } from '../backend.ts';
import { orNone, type RemoteClient } from './client.ts';

const { onItsWayTo, notReached, closed } = incidentJson.shape;

/** An incident of a daemon. One of an older version sends no `onItsWayTo`, no `notReached`, and no end. */
const remoteIncident = incidentJson
  .extend({
    onItsWayTo: onItsWayTo.default([]),
    notReached: notReached.default([]),
    closed: closed
      .unwrap()
      .partial({ end: true })
      .transform(({ reason, end = reason, at }) => ({ reason, end, at }))
      .optional(),
  })
  .transform(({ silenced, onlyJob, ...incident }): IncidentView => ({
    ...incident,
    onlyJob,
    isSilenced: silenced,
  }));

/** Incidents of a running daemon. */
export function remoteIncidents(client: RemoteClient): IncidentBackend {
  return {
    list: ({ states, target }) => client.list('/incidents', remoteIncident, { state: states, target }),
    idsBeginning: async (prefix) => {
      const exact = prefix === '' ? undefined : await read(client, prefix);
      if (exact !== undefined) return [exact.id];
      const all = await client.list('/incidents', incidentJson.pick({ id: true }));
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
  const incident = await orNone(client.post(path, remoteIncident, { author: by, comment }));
  return incident && { incident, outcome: refusalOf(action.do, before.state) ?? 'done' };
}

async function read(client: RemoteClient, id: string): Promise<IncidentView | undefined> {
  return await orNone(client.get(pathOf(id), remoteIncident));
}

function pathOf(id: string): string {
  return `/incidents/${encodeURIComponent(id)}`;
}
