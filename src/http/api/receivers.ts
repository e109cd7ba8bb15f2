import { z } from '@hono/zod-openapi';
import { tryReceiver } from '../../actions/try-receiver.ts';
import { notificationsByIds } from '../../store/views/notification-views.ts';
import { receiverViews } from '../../store/views/receiver-views.ts';
import { actorOf } from '../auth/actor-of.ts';
import { problem } from '../respond/problem.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { toNotificationJson } from './json/notification-json.ts';
import { pageOf } from './json/page-json.ts';
import { receiverJson, testJson, toReceiverJson } from './json/receiver-json.ts';
import { badCursor } from './query/invalid-request.ts';
import { TRY_REFUSALS } from './query/try-refusals.ts';
import { toPage } from './query/paging.ts';
import { actionRoute, author, listRoute } from './routes.ts';

/** The configured receivers, how things stand on their ways, and tests of these. */
export function addReceivers(api: Api, options: ApiOptions): void {
  addList(api, options);
  addTest(api, options);
}

function addList(api: Api, { store, access, clock, receiverPlans }: ApiOptions): void {
  const list = listRoute(access, {
    path: '/receivers',
    operationId: 'listReceivers',
    summary: 'All configured receivers with their destinations, in the order of the configuration',
    query: {},
    page: pageOf(receiverJson),
  });
  api.openapi(list, async (context) => {
    const { limit, cursor: [first] = [0] } = context.req.valid('query');
    if (first < 0) return badCursor(context);
    const all = receiverPlans();
    const end = first + limit;
    const views = await store.read((db) => receiverViews(db, all.slice(first, end), clock.now()));
    return context.json(toPage(views.map(toReceiverJson), end < all.length ? [end, 0] : undefined), 200);
  });
}

const testBody = z
  .object({
    channel: z
      .string()
      .max(200)
      .optional()
      .openapi({ description: 'Only this channel of the receiver; all when it is left out.' }),
    incident: z.string().max(100).optional().openapi({
      description:
        'The whole id of an incident whose message is sent. Left out: a message that says only that it is a test.',
    }),
    author,
  })
  .openapi('NewReceiverTest');

function addTest(api: Api, options: ApiOptions): void {
  const action = actionRoute(options.access, {
    path: '/receivers/{name}/test',
    operationId: 'testReceiver',
    summary: 'Sends a test message to a receiver on the real path',
    description:
      'It is answered when each destination has answered, at most 10 s later. What was not delivered by then is tried ' +
      'again like any message. A test counts for nothing in the incident whose message it repeats.',
    params: z.object({ name: z.string().max(200) }),
    body: testBody,
    answer: ['What became of it so far.', testJson],
    refusals: {
      404: 'There is no such receiver.',
      422: 'The receiver has no such channel, or there is no message about the incident.',
      429: 'Others have just tested this receiver.',
    },
  });
  api.openapi(action, async (context) => {
    const { name: receiver } = context.req.valid('param');
    const { channel, incident, author: given } = context.req.valid('json');
    const { by } = actorOf(context.get('principal'), { author: given });
    const outcome = await tryReceiver({ receiver, channel, incident, by }, options);
    if (typeof outcome === 'string') return problem(context, TRY_REFUSALS[outcome]);
    const now = options.clock.now();
    const views = await options.store.read((db) => notificationsByIds(db, outcome.entries, now));
    return context.json({ items: views.map(toNotificationJson) }, 200);
  });
}
