import { createRoute, z } from '@hono/zod-openapi';
import { resendAll } from '../../store/outbox/resend-all.ts';
import { resendEntry, type Resending } from '../../store/outbox/resend.ts';
import { notificationList } from '../../store/views/notification-list.ts';
import { ENTRY_STATES, notificationsByIds } from '../../store/views/notification-views.ts';
import { actorOf } from '../base/actor-of.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { badCursor } from './query/bad-cursor.ts';
import { apiTime } from '../respond/api-time.ts';
import { notificationJson, toNotificationJson } from './json/notification-json.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from './query/paging.ts';
import { problemResponse } from '../respond/problem-response.ts';
import { problem } from '../respond/problem.ts';
import { smallBody } from './small-body.ts';

/** Sent, pending and undeliverable notifications; trying the last again. */
export function addNotifications(api: Api, options: ApiOptions): void {
  addList(api, options);
  addResend(api, options);
  addResendAll(api, options);
}

const listQuery = pageQuery.extend({
  state: z.enum(ENTRY_STATES).optional().openapi({ description: 'All when it is left out.' }),
  receiver: z.string().max(200).optional(),
  incident: z.string().max(100).optional().openapi({ description: 'The whole id of an incident.' }),
});

function addList(api: Api, { store, access, clock }: ApiOptions): void {
  const route = createRoute({
    method: 'get',
    path: '/notifications',
    operationId: 'listNotifications',
    summary: 'Notifications, one for each recipient, the newest first',
    tags: ['notifications'],
    middleware: [access.requires('read')],
    request: { query: listQuery },
    responses: {
      200: {
        description: 'One page of them.',
        content: { 'application/json': { schema: pageOf(notificationJson) } },
      },
      400: problemResponse('The request is not valid.'),
    },
  });
  api.openapi(route, async (context) => {
    const { cursor, ...asked } = context.req.valid('query');
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    if (cursor !== undefined && after === undefined) return badCursor(context);
    const now = clock.now();
    const { items, next } = await store.read((db) => notificationList(db, { ...asked, after, now }));
    return context.json({ items: items.map(toNotificationJson), next: toCursor(next) }, 200);
  });
}

const id = z
  .string()
  .regex(/^\d{1,15}$/, 'must be the id of a notification, a whole number')
  .openapi({ description: '`id` of a notification.', example: '42' });

const resendBody = z
  .object({
    author: z
      .string()
      .optional()
      .openapi({ description: 'Who does it; whom the request is proved to come from goes before.' }),
  })
  .openapi('Resend');

function addResend(api: Api, options: ApiOptions): void {
  const { store, access, clock } = options;
  const route = createRoute({
    method: 'post',
    path: '/notifications/{id}/resend',
    operationId: 'resendNotification',
    summary: 'Sends an undeliverable notification again',
    description: 'It is due at once, with the same text and `Message-ID`; its attempts are counted on.',
    tags: ['notifications'],
    middleware: [access.requires('write'), smallBody],
    request: {
      params: z.object({ id }),
      body: { content: { 'application/json': { schema: resendBody } } },
    },
    responses: {
      200: {
        description: 'The notification, which waits now.',
        content: { 'application/json': { schema: notificationJson } },
      },
      400: problemResponse('The request is not valid.'),
      404: problemResponse('There is no such notification.'),
      409: problemResponse('It is not undeliverable.'),
      422: problemResponse('Its receiver is no longer configured.'),
    },
  });
  api.openapi(route, async (context) => {
    const entry = Number(context.req.valid('param').id);
    const { by } = actorOf(context.get('principal'), context.req.valid('json'));
    const at = clock.now();
    const asked = { entry, by, at, receivers: options.receivers() };
    const resending = await store.write((trx) => resendEntry(trx, asked));
    if (resending !== 'done') return problem(context, REFUSED[resending]);
    options.wakeDelivery();
    const [view] = await store.read((db) => notificationsByIds(db, [entry], at));
    return view === undefined
      ? problem(context, REFUSED.unknown)
      : context.json(toNotificationJson(view), 200);
  });
}

const resendAllBody = resendBody
  .extend({
    receiver: z.string().max(200).optional().openapi({ description: 'Only those to this receiver.' }),
    since: apiTime
      .optional()
      .openapi({ description: 'Only those that became undeliverable at that time or later.' }),
  })
  .openapi('ResendAll');

const resentAllJson = z
  .object({
    resent: z.int().openapi({ description: 'Due again now; 0 when it is asked a second time.' }),
    receiverRemoved: z.int().openapi({
      description: 'Still undeliverable, because their receiver is not configured any more.',
    }),
    left: z.int().openapi({
      description: 'Still undeliverable, because one request takes a bounded number: ask again.',
    }),
  })
  .openapi('ResentAll');

function addResendAll(api: Api, options: ApiOptions): void {
  const { store, access, clock } = options;
  const route = createRoute({
    method: 'post',
    path: '/notifications/resend',
    operationId: 'resendNotifications',
    summary: 'Tries all undeliverable notifications again',
    description:
      'They are due at once, with the same texts and `Message-ID`s; nothing delivered is repeated.',
    tags: ['notifications'],
    middleware: [access.requires('write'), smallBody],
    request: { body: { content: { 'application/json': { schema: resendAllBody } } } },
    responses: {
      200: {
        description: 'How many wait now.',
        content: { 'application/json': { schema: resentAllJson } },
      },
      400: problemResponse('The request is not valid.'),
    },
  });
  api.openapi(route, async (context) => {
    const { receiver, since, ...rest } = context.req.valid('json');
    const { by } = actorOf(context.get('principal'), rest);
    const wish = { receiver, since: since === undefined ? undefined : Date.parse(since) };
    const asked = { ...wish, by, at: clock.now(), receivers: options.receivers() };
    const answer = await store.write((trx) => resendAll(trx, asked));
    if (answer.resent > 0) options.wakeDelivery();
    return context.json(answer, 200);
  });
}

const REFUSED = {
  unknown: {
    status: 404,
    title: 'no such notification',
    detail: 'GET /api/v1/notifications?state=dead lists those that can be resent; old ones are pruned.',
  },
  'not-dead': {
    status: 409,
    title: 'the notification is not undeliverable',
    detail:
      'Only what is dead can be resent. What waits is tried by itself, and what was sent would arrive twice.',
  },
  'receiver-removed': {
    status: 422,
    title: 'the receiver is no longer configured',
    detail: 'Configure a receiver of that name again, then resend.',
  },
} as const satisfies Readonly<Record<Exclude<Resending, 'done'>, object>>;
