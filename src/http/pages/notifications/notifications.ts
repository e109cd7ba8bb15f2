import type { Context } from 'hono';
import { type ResendOutcome, type ResentAll, resendAll, resendEntry } from '../../../actions/resend.ts';
import { notificationCounts, notificationList } from '../../../store/views/notification-list.ts';
import { ENTRY_STATES } from '../../../core/entry-states.ts';
import { pendingDecisionViews } from '../../../store/views/pending-decision-views.ts';
import type { WebEnv } from '../../auth/principal.ts';
import { noSuchName } from '../../api/query/no-such-name.ts';
import { fromCursor } from '../../api/query/paging.ts';
import { actorOf } from '../../auth/actor-of.ts';
import type { NotificationQuery } from './notification-tabs.ts';
import { notificationsPage } from './notifications-page.ts';
import { pageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { withQuery } from '../../ui/page-paths.ts';
import type { PageOptions, Pages } from '../../ui/page-options.ts';

const PATH = '/notifications';
/** A page stays well below 100 kB. */
const ENTRIES_SHOWN = 20;
const MOST_PENDING_DECISIONS = 15;

/** Notifications: sent, pending, undeliverable (they can be sent again); and the decisions that notified nobody. */
export function addNotifications(pages: Pages, options: PageOptions): void {
  pages.get(PATH, options.access.requires('read'), async (context) => {
    const query = queryOf(context.req.query());
    const { done } = context.req.query();
    const outcome = done === undefined ? undefined : (fromAnswer(done) ?? 'done');
    return context.html(await draw(context, { query, outcome }, options));
  });
  pages.post(`${PATH}/resend`, options.access.requires('write'), async (context) => {
    const query = queryOf(await context.req.parseBody().catch(() => ({})));
    const { by } = actorOf(context.get('principal'), {});
    const asked = { receiver: query.receiver, by, at: options.clock.now(), receivers: options.receivers() };
    const answer = await options.store.write((trx) => resendAll(trx, asked));
    if (answer.resent > 0) options.wakeDelivery();
    const { link } = pageContext(context, options);
    return context.redirect(link(withQuery(PATH, { ...query, done: toAnswer(answer) })), 303);
  });
  pages.post(`${PATH}/:entry/resend`, options.access.requires('write'), async (context) => {
    const query = queryOf(await context.req.parseBody().catch(() => ({})));
    const entry = Number(context.req.param('entry'));
    const outcome = Number.isSafeInteger(entry) ? await resend(context, entry, options) : 'unknown';
    if (outcome === 'done') {
      const { link } = pageContext(context, options);
      return context.redirect(link(withQuery(PATH, { ...query, done: entry })), 303);
    }
    return context.html(await draw(context, { query, outcome }, options), outcome === 'unknown' ? 404 : 409);
  });
}

/** Writes the answer of `resendAll` so that it outlives the redirect: `12-0-1`. */
function toAnswer({ resent, left, receiverRemoved }: ResentAll): string {
  return [resent, left, receiverRemoved].join('-');
}

function fromAnswer(text: string): ResentAll | undefined {
  const [, resent, left, receiverRemoved] = /^(\d{1,9})-(\d{1,9})-(\d{1,9})$/.exec(text) ?? [];
  if (resent === undefined) return undefined;
  return { resent: Number(resent), left: Number(left), receiverRemoved: Number(receiverRemoved) };
}

async function resend(context: Context<WebEnv>, entry: number, options: PageOptions): Promise<ResendOutcome> {
  const { by } = actorOf(context.get('principal'), {});
  const asked = { entry, by, at: options.clock.now(), receivers: options.receivers() };
  const outcome = await options.store.write((trx) => resendEntry(trx, asked));
  if (outcome === 'done') options.wakeDelivery();
  return outcome;
}

async function draw(
  context: Context<WebEnv>,
  asked: { query: NotificationQuery; outcome: ResendOutcome | ResentAll | undefined },
  options: PageOptions,
): Promise<Html> {
  const page = pageContext(context, options);
  const { state, receiver, channel, incident, cursor, untold } = asked.query;
  const unknown = await noSuchName(asked.query, options);
  const before = Number(untold ?? Number.NaN);
  const found = await options.store.read(async (db) => ({
    counts: await notificationCounts(db),
    list: await notificationList(db, {
      state: ENTRY_STATES.find((known) => known === state),
      receiver,
      channel,
      incident,
      after: fromCursor(cursor ?? ''),
      limit: ENTRIES_SHOWN,
      now: page.now,
    }),
    untold: await pendingDecisionViews(db, {
      limit: MOST_PENDING_DECISIONS,
      before: Number.isSafeInteger(before) ? before : undefined,
    }),
  }));
  return notificationsPage(
    { ...asked, ...found, unknown, receivers: options.receivers(), channels: options.channels },
    page,
  );
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
    channel: given('channel'),
    incident: given('incident'),
    cursor: given('cursor'),
    untold: given('untold'),
  };
}
