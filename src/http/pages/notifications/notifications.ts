import type { Context } from 'hono';
import { resendAll, type ResentAll } from '../../../store/outbox/resend-all.ts';
import { resendEntry, type Resending } from '../../../store/outbox/resend.ts';
import { notificationCounts, notificationList } from '../../../store/views/notification-list.ts';
import { ENTRY_STATES } from '../../../store/views/notification-views.ts';
import { untoldViews } from '../../../store/views/untold-views.ts';
import type { WebEnv } from '../../base/principal.ts';
import { fromCursor } from '../../api/query/paging.ts';
import { deedOf } from '../../base/deed.ts';
import type { NotificationQuery } from './notification-tabs.ts';
import { notificationsPage } from './notifications-page.ts';
import { pageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { withQuery } from '../../ui/page-paths.ts';
import type { PageParts, Pages } from '../../ui/page-parts.ts';

const PATH = '/notifications';
/** A page stays well below 100 kB. */
const ENTRIES_SHOWN = 20;
const UNTOLD_SHOWN = 15;

/** Who was told, who waits to be told, what was given up and can be sent again, and what was kept from whom. */
export function addNotifications(pages: Pages, parts: PageParts): void {
  pages.get(PATH, parts.access.requires('read'), async (context) => {
    const query = queryOf(context.req.query());
    const { done } = context.req.query();
    const told = done === undefined ? undefined : (fromAnswer(done) ?? 'done');
    return context.html(await draw(context, { query, told }, parts));
  });
  pages.post(`${PATH}/resend`, parts.access.requires('write'), async (context) => {
    const query = queryOf(await context.req.parseBody().catch(() => ({})));
    const { by } = deedOf(context.get('principal'), {});
    const asked = { receiver: query.receiver, by, at: parts.clock.now(), receivers: parts.receivers() };
    const answer = await parts.store.write((trx) => resendAll(trx, asked));
    if (answer.resent > 0) parts.wakeDelivery();
    const { link } = pageContext(context, parts);
    return context.redirect(link(withQuery(PATH, { ...query, done: toAnswer(answer) })), 303);
  });
  pages.post(`${PATH}/:entry/resend`, parts.access.requires('write'), async (context) => {
    const query = queryOf(await context.req.parseBody().catch(() => ({})));
    const entry = Number(context.req.param('entry'));
    const told = Number.isSafeInteger(entry) ? await resend(context, entry, parts) : 'unknown';
    if (told === 'done') {
      const { link } = pageContext(context, parts);
      return context.redirect(link(withQuery(PATH, { ...query, done: entry })), 303);
    }
    return context.html(await draw(context, { query, told }, parts), told === 'unknown' ? 404 : 409);
  });
}

/** How the answer of `resendAll` outlives the redirect: `12-0-1`. */
function toAnswer({ resent, left, receiverRemoved }: ResentAll): string {
  return [resent, left, receiverRemoved].join('-');
}

function fromAnswer(text: string): ResentAll | undefined {
  const [, resent, left, receiverRemoved] = /^(\d{1,9})-(\d{1,9})-(\d{1,9})$/.exec(text) ?? [];
  if (resent === undefined) return undefined;
  return { resent: Number(resent), left: Number(left), receiverRemoved: Number(receiverRemoved) };
}

async function resend(context: Context<WebEnv>, entry: number, parts: PageParts): Promise<Resending> {
  const { by } = deedOf(context.get('principal'), {});
  const asked = { entry, by, at: parts.clock.now(), receivers: parts.receivers() };
  const resending = await parts.store.write((trx) => resendEntry(trx, asked));
  if (resending === 'done') parts.wakeDelivery();
  return resending;
}

async function draw(
  context: Context<WebEnv>,
  asked: { query: NotificationQuery; told: Resending | ResentAll | undefined },
  parts: PageParts,
): Promise<Html> {
  const page = pageContext(context, parts);
  const { state, receiver, incident, cursor, untold } = asked.query;
  const before = Number(untold ?? Number.NaN);
  const found = await parts.store.read(async (db) => ({
    counts: await notificationCounts(db),
    list: await notificationList(db, {
      state: ENTRY_STATES.find((known) => known === state),
      receiver,
      incident,
      after: fromCursor(cursor ?? ''),
      limit: ENTRIES_SHOWN,
      now: page.now,
    }),
    untold: await untoldViews(db, {
      limit: UNTOLD_SHOWN,
      before: Number.isSafeInteger(before) ? before : undefined,
    }),
  }));
  return notificationsPage({ ...asked, ...found, receivers: parts.receivers() }, page);
}

function queryOf(fields: Readonly<Record<string, unknown>>): NotificationQuery {
  const given = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const state = given('state');
  return {
    state: [...ENTRY_STATES, 'all' as const].find((known) => known === state),
    receiver: given('receiver'),
    incident: given('incident'),
    cursor: given('cursor'),
    untold: given('untold'),
  };
}
