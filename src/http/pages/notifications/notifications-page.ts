import { html } from 'hono/html';
import type { ResendOutcome, ResentAll } from '../../../actions/resend.ts';
import type { NotificationKey } from '../../../store/views/notification-list.ts';
import type { EntryState, NotificationView } from '../../../store/views/notification-views.ts';
import type { PendingDecisionView } from '../../../store/views/pending-decision-views.ts';
import { toCursor } from '../../api/query/paging.ts';
import { notificationEntry } from './notification-entry.ts';
import { notificationFilter, notificationTabs, type NotificationQuery } from './notification-tabs.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { pageFrame } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import { withQuery } from '../../ui/page-paths.ts';
import { pendingDecisionsSection } from './pending-decisions-section.ts';
import { visibleText } from '../../../platform/text/visible-text-cut.ts';

export interface ShownNotifications {
  query: NotificationQuery;
  /** What became of a wish to resend; undefined when there was none. */
  outcome: ResendOutcome | ResentAll | undefined;
  receivers: readonly string[];
  counts: Readonly<Record<EntryState, number>>;
  /** `next` is undefined on the last page, and so below. */
  list: {
    items: readonly NotificationView[];
    next: NotificationKey | undefined;
  };
  untold: { items: readonly PendingDecisionView[]; next: number | undefined };
}

export function notificationsPage(found: ShownNotifications, context: PageContext): Html {
  const { query, outcome, list, untold } = found;
  const words = context.words.pages.notifications;
  const nextPendingDecision = untold.next === undefined ? undefined : String(untold.next);
  return pageFrame({
    language: context.words.tag,
    title: words.title,
    bar: { context, current: 'notifications' },
    body: html`<h1>${words.title}</h1>
      ${noticeOf(outcome, context)} ${notificationTabs(found.counts, query, context)}
      ${notificationFilter(found.receivers, query, context)} ${resendAllForm(found, context)}
      ${entries(list.items, query, context)}
      ${pager({ query, name: 'cursor', next: toCursor(list.next) }, context)}
      ${pendingDecisionsSection(untold.items, context)}
      ${pager({ query, name: 'untold', next: nextPendingDecision }, context)}`,
  });
}

function noticeOf(outcome: ShownNotifications['outcome'], { words }: PageContext): Html | string {
  const { resend } = words.pages.notifications;
  if (outcome === undefined) return '';
  if (outcome === 'done') return html`<p class="notice" role="status">${resend.done}</p>`;
  if (typeof outcome === 'string') return html`<p class="notice" role="alert">${resend.refused[outcome]}</p>`;
  const { resent, left, receiverRemoved } = outcome;
  const { all } = resend;
  return html`<p class="notice" role="status">
    ${resent === 0 ? all.none : all.done(resent)} ${left === 0 ? '' : all.left(left)}
    ${receiverRemoved === 0 ? '' : all.receiverRemoved(receiverRemoved)}
  </p>`;
}

/** Sends again all that is undeliverable, of the receiver to which the list is narrowed. */
function resendAllForm({ query, counts }: ShownNotifications, context: PageContext): Html | string {
  const { state = 'all', receiver, incident } = query;
  const isShown = state === 'dead' || state === 'all';
  if (!isShown || counts.dead === 0 || incident !== undefined || !context.mayWrite) return '';
  const { all } = context.words.pages.notifications.resend;
  const kept = Object.entries({ state, receiver }).filter(([, value]) => value !== undefined);
  return html`<form class="resend" method="post" action="${context.link('/notifications/resend')}">
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button type="submit">
      ${receiver === undefined ? all.button : all.buttonTo(visibleText(receiver, 80))}
    </button>
    <span class="dim">${all.effect}</span>
  </form>`;
}

function entries(items: readonly NotificationView[], query: NotificationQuery, context: PageContext): Html {
  const { empty } = context.words.pages.notifications;
  if (items.length === 0) return html`<p class="empty">${empty[query.state ?? 'all']}</p>`;
  return html`<ol class="entries">
    ${items.map((entry) => html`<li>${notificationEntry(entry, query, context)}</li>`)}
  </ol>`;
}

/** Links to the older ones of a list, and back to its newest. */
function pager(
  of: {
    query: NotificationQuery;
    /** What says where the list goes on. */
    name: 'cursor' | 'untold';
    next: string | undefined;
  },
  { link, words }: PageContext,
): Html | string {
  const { query, name, next } = of;
  if (query[name] === undefined && next === undefined) return '';
  const { older, newest, title, pendingDecisions: untold } = words.pages.notifications;
  const to = (place: string | undefined) =>
    `${link(withQuery('/notifications', { ...query, [name]: place }))}${name === 'untold' ? '#untold' : ''}`;
  return html`<nav class="pager" aria-label="${name === 'untold' ? untold.title : title}">
    ${query[name] === undefined ? '' : html`<a href="${to(undefined)}">${newest}</a>`}
    ${next === undefined ? '' : html`<a rel="next" href="${to(next)}">${older}</a>`}
  </nav>`;
}
