import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { acknowledgeIncident, closeManually } from '../../actions/incident-actions.ts';
import { incidentDetail } from '../../store/views/incident-detail.ts';
import { incidentPage } from '../../store/views/incident-lists.ts';
import { incidentView } from '../../store/views/incident-views.ts';
import type { WebEnv } from '../auth/principal.ts';
import { actorOf } from '../auth/actor-of.ts';
import { problem } from '../respond/problem.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { incidentDetailJson, toIncidentDetailJson } from './json/incident-detail-json.ts';
import { INCIDENT_KINDS, INCIDENT_STATES, incidentJson, toIncidentJson } from './json/incident-json.ts';
import { pageOf } from './json/page-json.ts';
import { FIRST_PAGE, toRowPage } from './query/paging.ts';
import { actionRoute, author, listRoute, readRoute } from './routes.ts';

/** Incidents with who was notified and who has them; acknowledging and closing. */
export function addIncidents(api: Api, options: ApiOptions): void {
  addList(api, options);
  addOne(api, options);
  addAction(api, options, {
    path: '/incidents/{id}/ack',
    operationId: 'acknowledgeIncident',
    summary: 'Acknowledges it: no more reminders, no escalation; its end is still notified',
    description: 'Done again, or to a closed incident, it changes nothing and answers the incident as it is.',
    act: acknowledgeIncident,
  });
  addAction(api, options, {
    path: '/incidents/{id}/close',
    operationId: 'closeIncident',
    summary: 'Resolves it manually, whatever its jobs do; those who were notified of it are notified',
    description: 'Done again, it changes nothing and answers the incident as it is.',
    act: closeManually,
  });
}

const stateQuery = z.enum(INCIDENT_STATES);

const FILTERS = {
  state: z
    .union([stateQuery, z.array(stateQuery)])
    .optional()
    .openapi({ description: 'May be given more than once; all when it is left out.' }),
  kind: z.enum(INCIDENT_KINDS).optional(),
  target: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: 'Only what is about this target, or has a job of it.' }),
};

function addList(api: Api, { store, access }: ApiOptions): void {
  const list = listRoute(access, {
    path: '/incidents',
    operationId: 'listIncidents',
    summary: 'Incidents, the newest first',
    query: FILTERS,
    page: pageOf(incidentJson),
  });
  api.openapi(list, async (context) => {
    const { limit, cursor: [before] = FIRST_PAGE, ...query } = context.req.valid('query');
    const { state = [...INCIDENT_STATES], kind, target } = query;
    const asked = { states: [state].flat(), kind, target, before, limit: limit + 1 };
    const found = await store.read((db) => incidentPage(db, asked));
    const page = toRowPage(found, {
      limit,
      idOf: ({ row }) => row,
      toItem: ({ view }) => toIncidentJson(view),
    });
    return context.json(page, 200);
  });
}

const params = z.object({ id: z.string().max(100).openapi({ description: 'The whole id.' }) });
const refusals = { 404: 'There is no such incident.' };

function addOne(api: Api, { store, access }: ApiOptions): void {
  const one = readRoute(access, {
    path: '/incidents/{id}',
    operationId: 'readIncident',
    summary: 'An incident with what happened to it',
    request: { params },
    answer: ['The incident.', incidentDetailJson],
    refusals,
  });
  api.openapi(one, async (context) => {
    const { id } = context.req.valid('param');
    const detail = await store.read((db) => incidentDetail(db, id));
    return detail === undefined ? unknown(context) : context.json(toIncidentDetailJson(detail), 200);
  });
}

const actionBody = z.object({ author, comment: z.string().optional() }).openapi('ActionBody');

interface IncidentAction {
  path: `/incidents/{id}/${string}`;
  operationId: string;
  summary: string;
  description: string;
  act: typeof acknowledgeIncident;
}

function addAction(
  api: Api,
  { store, clock, access }: ApiOptions,
  { act, ...described }: IncidentAction,
): void {
  const action = actionRoute(access, {
    ...described,
    params,
    body: actionBody,
    answer: ['The incident as it is now.', incidentJson],
    refusals,
  });
  api.openapi(action, async (context) => {
    const { id } = context.req.valid('param');
    const actor = actorOf(context.get('principal'), context.req.valid('json'));
    const view = await store.write(async (trx) => {
      await act(trx, id, { at: clock.now(), ...actor });
      return await incidentView(trx, id);
    });
    return view === undefined ? unknown(context) : context.json(toIncidentJson(view), 200);
  });
}

function unknown(context: Context<WebEnv>): Response {
  const detail = 'GET /api/v1/incidents lists what there is; what closed long ago is pruned.';
  return problem(context, { status: 404, title: 'no such incident', detail });
}
