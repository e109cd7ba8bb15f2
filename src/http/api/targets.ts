import { createRoute, z } from '@hono/zod-openapi';
import { lastPolls, targetViews } from '../../store/views/target-views.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { badCursor } from './query/bad-cursor.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from './query/paging.ts';
import { problemResponse } from '../respond/problem-response.ts';
import { problem } from '../respond/problem.ts';
import { pollJson, targetJson, toPollJson, toTargetJson } from './json/target-json.ts';

/** What is watched, and how the watching goes. */
export function addTargets(api: Api, options: ApiOptions): void {
  addList(api, options);
  addOne(api, options);
}

function addList(api: Api, { store, access, clock, targets }: ApiOptions): void {
  const route = createRoute({
    method: 'get',
    path: '/targets',
    operationId: 'listTargets',
    summary: 'All configured targets, in the order of the configuration',
    tags: ['targets'],
    middleware: [access.requires('read')],
    request: { query: pageQuery },
    responses: {
      200: {
        description: 'One page of them.',
        content: { 'application/json': { schema: pageOf(targetJson) } },
      },
      400: problemResponse('The request is not valid.'),
    },
  });
  api.openapi(route, async (context) => {
    const { limit, cursor } = context.req.valid('query');
    const [first] = cursor === undefined ? [0] : (fromCursor(cursor) ?? []);
    if (first === undefined || first < 0) return badCursor(context);
    const all = targets();
    const end = first + limit;
    const plans = all.slice(first, end);
    const now = clock.now();
    const names = plans.map(({ name }) => name);
    const views = await store.read((db) => targetViews(db, names));
    const items = plans.flatMap((plan, index) => {
      const view = views[index];
      return view === undefined ? [] : [toTargetJson(view, { plan, now })];
    });
    const next = toCursor(end < all.length ? [end, 0] : undefined);
    return context.json({ items, ...(next !== undefined && { next }) }, 200);
  });
}

const oneTargetJson = targetJson
  .extend({ lastPolls: z.array(pollJson).openapi({ description: 'The newest first; some fifty at most.' }) })
  .openapi('TargetWithPolls');

function addOne(api: Api, { store, access, clock, targets }: ApiOptions): void {
  const route = createRoute({
    method: 'get',
    path: '/targets/{name}',
    operationId: 'readTarget',
    summary: 'A configured target with its last polls',
    tags: ['targets'],
    middleware: [access.requires('read')],
    request: { params: z.object({ name: z.string().max(200) }) },
    responses: {
      200: { description: 'The target.', content: { 'application/json': { schema: oneTargetJson } } },
      404: problemResponse('No target is called so.'),
    },
  });
  api.openapi(route, async (context) => {
    const { name } = context.req.valid('param');
    const plan = targets().find((target) => target.name === name);
    const found =
      plan === undefined
        ? undefined
        : await store.read(async (db) => ({
            view: (await targetViews(db, [name]))[0],
            polls: await lastPolls(db, name),
          }));
    if (plan === undefined || found?.view === undefined) {
      const detail = 'GET /api/v1/targets lists those that are configured.';
      return problem(context, { status: 404, title: 'no such target', detail });
    }
    const target = toTargetJson(found.view, { plan, now: clock.now() });
    return context.json({ ...target, lastPolls: found.polls.map(toPollJson) }, 200);
  });
}
