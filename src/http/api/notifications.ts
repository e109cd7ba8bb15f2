import { z } from '@hono/zod-openapi';
import { type ResendOutcome, resendAll, resendEntry } from '../../actions/resend.ts';
import { notificationList } from '../../store/views/notification-list.ts';
import { ENTRY_STATES } from '../../core/entry-states.ts';
import { notificationsByIds } from '../../store/views/notification-views.ts';
import { actorOf } from '../auth/actor-of.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { apiTime } from '../respond/api-time.ts';
import { notificationJson, resentAllJson, toNotificationJson } from './json/notification-json.ts';
import { pageOf } from './json/page-json.ts';
import { invalidRequest } from './query/invalid-request.ts';
import { type NoSuchName, noSuchName } from './query/no-such-name.ts';
import { toPage } from './query/paging.ts';
import { problem } from '../respond/problem.ts';
import { actionRoute, author, listRoute, NO_PARAMS } from './routes.ts';

/** Sent, pending and undeliverable notifications; trying the last again. */
export function addNotifications(api: Api, options: ApiOptions): void {
  addList(api, options);
  addResend(api, options);
  addResendAll(api, options);
}

function addList(api: Api, options: ApiOptions): void {
  const { store, access, clock } = options;
  const list = listRoute(access, {
    path: '/notifications',
    operationId: 'listNotifications',
    summary: 'Notifications, one for each recipient, the newest first',
    query: {
      state: z.enum(ENTRY_STATES).optional().openapi({ description: 'All when it is left out.' }),
      receiver: z.string().max(200).optional(),
      channel: z.string().max(200).optional().openapi({ example: 'wecom' }),
      incident: z.string().max(100).optional().openapi({ description: 'The whole id of an incident.' }),
    },
    page: pageOf(notificationJson),
  });
  api.openapi(list, async (context) => {
    const { cursor: after, ...asked } = context.req.valid('query');
    const unknown = await noSuchName(asked, options);
    if (unknown !== undefined) return invalidRequest(context, [toError(unknown)]);
    const now = clock.now();
    const { items, next } = await store.read((db) => notificationList(db, { ...asked, after, now }));
    return context.json(toPage(items.map(toNotificationJson), next), 200);
  });
}

function toError({ path, known }: NoSuchName): { path: string; message: string } {
  const more = known.length > MOST_NAMED ? ', …' : '';
  return { path, message: `no such ${path}: there are ${known.slice(0, MOST_NAMED).join(', ')}${more}` };
}

/** The most names that an answer lists. */
const MOST_NAMED = 20;

const id = z
  .string()
  .regex(/^\d{1,15}$/, 'must be the id of a notification, a whole number')
  .openapi({ description: '`id` of a notification.', example: '42' });

const resendBody = z.object({ author }).openapi('Resend');

function addResend(api: Api, options: ApiOptions): void {
  const { store, access, clock } = options;
  const action = actionRoute(access, {
    path: '/notifications/{id}/resend',
    operationId: 'resendNotification',
    summary: 'Sends an undeliverable notification again',
    description: 'It is due at once, with the same text and `Message-ID`; its attempts are counted on.',
    params: z.object({ id }),
    body: resendBody,
    answer: ['The notification, which waits now.', notificationJson],
    refusals: {
      404: 'There is no such notification.',
      409: 'It is not undeliverable.',
      422: 'Its receiver is no longer configured.',
    },
  });
  api.openapi(action, async (context) => {
    const entry = Number(context.req.valid('param').id);
    const { by } = actorOf(context.get('principal'), context.req.valid('json'));
    const at = clock.now();
    const asked = { entry, by, at, receivers: options.receivers() };
    const outcome = await store.write((trx) => resendEntry(trx, asked));
    if (outcome !== 'done') return problem(context, REFUSED[outcome]);
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

function addResendAll(api: Api, options: ApiOptions): void {
  const { store, access, clock } = options;
  const action = actionRoute(access, {
    path: '/notifications/resend',
    operationId: 'resendNotifications',
    summary: 'Tries all undeliverable notifications again',
    description:
      'They are due at once, with the same texts and `Message-ID`s; nothing delivered is repeated.',
    params: NO_PARAMS,
    body: resendAllBody,
    answer: ['How many wait now.', resentAllJson],
  });
  api.openapi(action, async (context) => {
    const { author: given, ...wish } = context.req.valid('json');
    const unknown = await noSuchName({ receiver: wish.receiver }, options);
    if (unknown !== undefined) return invalidRequest(context, [toError(unknown)]);
    const { by } = actorOf(context.get('principal'), { author: given });
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
} as const satisfies Readonly<Record<Exclude<ResendOutcome, 'done'>, object>>;
