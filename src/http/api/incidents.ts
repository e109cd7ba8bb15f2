import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { acknowledgeIncident, closeManually } from '../../actions/incident-actions.ts';
import { incidentDetail } from '../../store/views/incident-detail.ts';
import { incidentPage } from '../../store/views/incident-lists.ts';
import { incidentView } from '../../store/views/incident-views.ts';
import type { WebEnv } from '../base/principal.ts';
import { actorOf } from '../base/actor-of.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { incidentDetailJson, toIncidentDetailJson } from './json/incident-detail-json.ts';
import { INCIDENT_KINDS, INCIDENT_STATES, incidentJson, toIncidentJson } from './json/incident-json.ts';
import { badCursor } from './query/bad-cursor.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from './query/paging.ts';
import { problemResponse } from '../respond/problem-response.ts';
import { problem } from '../respond/problem.ts';
import { smallBody } from './small-body.ts';

/** What is wrong, who was notified and who has it; acknowledging and closing. */
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

const listQuery = pageQuery.extend({
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
});

function addList(api: Api, { store, access }: ApiOptions): void {
  const route = createRoute({
    method: 'get',
    path: '/incidents',
    operationId: 'listIncidents',
    summary: 'Incidents, the newest first',
    tags: ['incidents'],
    middleware: [access.requires('read')],
    request: { query: listQuery },
    responses: {
      200: {
        description: 'One page of them.',
        content: { 'application/json': { schema: pageOf(incidentJson) } },
      },
      400: problemResponse('The request is not valid.'),
    },
  });
  api.openapi(route, async (context) => {
    const { limit, cursor, state = [...INCIDENT_STATES], kind, target } = context.req.valid('query');
    const key = cursor === undefined ? FIRST_PAGE : fromCursor(cursor);
    if (key === undefined) return badCursor(context);
    const asked = { states: [state].flat(), kind, target, before: key[0], limit: limit + 1 };
    const found = await store.read((db) => incidentPage(db, asked));
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    const next = toCursor(last && [last.row, 0]);
    return context.json({ items: items.map(({ view }) => toIncidentJson(view)), ...(next && { next }) }, 200);
  });
}

/** Before this row are all. */
const FIRST_PAGE = [Number.MAX_SAFE_INTEGER, 0] as const;

const idParam = z.object({ id: z.string().max(100).openapi({ description: 'The whole id.' }) });

function addOne(api: Api, { store, access }: ApiOptions): void {
  const route = createRoute({
    method: 'get',
    path: '/incidents/{id}',
    operationId: 'readIncident',
    summary: 'An incident with what happened to it',
    tags: ['incidents'],
    middleware: [access.requires('read')],
    request: { params: idParam },
    responses: {
      200: {
        description: 'The incident.',
        content: { 'application/json': { schema: incidentDetailJson } },
      },
      404: problemResponse('There is no such incident.'),
    },
  });
  api.openapi(route, async (context) => {
    const { id } = context.req.valid('param');
    const detail = await store.read((db) => incidentDetail(db, id));
    return detail === undefined ? unknown(context) : context.json(toIncidentDetailJson(detail), 200);
  });
}

const actionBody = z
  .object({
    author: z
      .string()
      .optional()
      .openapi({ description: 'Who does it; whom the request is proved to come from goes before.' }),
    comment: z.string().optional(),
  })
  .openapi('Deed');

function addAction(
  api: Api,
  { store, clock, access }: ApiOptions,
  action: {
    path: `/incidents/{id}/${string}`;
    operationId: string;
    summary: string;
    description: string;
    act: typeof acknowledgeIncident;
  },
): void {
  const { act, ...described } = action;
  const route = createRoute({
    ...described,
    method: 'post',
    tags: ['incidents'],
    middleware: [access.requires('write'), smallBody],
    request: { params: idParam, body: { content: { 'application/json': { schema: actionBody } } } },
    responses: {
      200: {
        description: 'The incident as it is now.',
        content: { 'application/json': { schema: incidentJson } },
      },
      404: problemResponse('There is no such incident.'),
    },
  });
  api.openapi(route, async (context) => {
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
