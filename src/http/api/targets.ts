import { z } from '@hono/zod-openapi';
import { lastPolls, targetViews } from '../../store/views/target-views.ts';
import { problem } from '../respond/problem.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { pollJson, targetJson, toPollJson, toTargetJson } from './json/target-json.ts';
import { badCursor } from './query/invalid-request.ts';
import { pageOf } from './json/page-json.ts';
import { toPage } from './query/paging.ts';
import { listRoute, readRoute } from './routes.ts';

/** The configured targets, and how their polls go. */
export function addTargets(api: Api, options: ApiOptions): void {
  addList(api, options);
  addOne(api, options);
}

function addList(api: Api, { store, access, clock, targets }: ApiOptions): void {
  const list = listRoute(access, {
    path: '/targets',
    operationId: 'listTargets',
    summary: 'All configured targets, in the order of the configuration',
    query: {},
    page: pageOf(targetJson),
  });
  api.openapi(list, async (context) => {
    const { limit, cursor: [first] = [0] } = context.req.valid('query');
    if (first < 0) return badCursor(context);
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
    return context.json(toPage(items, end < all.length ? [end, 0] : undefined), 200);
  });
}

const oneTargetJson = targetJson
  .extend({ lastPolls: z.array(pollJson).openapi({ description: 'The newest first; some fifty at most.' }) })
  .openapi('TargetWithPolls');

function addOne(api: Api, { store, access, clock, targets }: ApiOptions): void {
  const one = readRoute(access, {
    path: '/targets/{name}',
    operationId: 'readTarget',
    summary: 'A configured target with its last polls',
    request: { params: z.object({ name: z.string().max(200) }) },
    answer: ['The target.', oneTargetJson],
    refusals: { 404: 'No target is called so.' },
  });
  api.openapi(one, async (context) => {
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
