import { html } from 'hono/html';
import type { ResendOutcome, ResentAll } from '../../../actions/resend.ts';
import type { NotificationKey } from '../../../store/views/notification-list.ts';
import type { EntryState } from '../../../core/entry-states.ts';
import type { NotificationView } from '../../../store/views/notification-views.ts';
import type { PendingDecisionView } from '../../../store/views/pending-decision-views.ts';
import type { NoSuchName } from '../../api/query/no-such-name.ts';
import { toCursor } from '../../api/query/paging.ts';
import { notificationEntry } from './notification-entry.ts';
import {
  type FilterChoices,
  notificationFilter,
  notificationTabs,
  type NotificationQuery,
} from './notification-tabs.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { barPage } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import { olderLinks } from '../../ui/older-links.ts';
import { withQuery } from '../../ui/page-paths.ts';
import { pendingDecisionsSection } from './pending-decisions-section.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';

export interface ShownNotifications extends FilterChoices {
  query: NotificationQuery;
  /** The outcome of a wish to resend; undefined when there was none. */
  outcome: ResendOutcome | ResentAll | undefined;
  /** The filter that names what is not there. */
  unknown: NoSuchName | undefined;
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
  const to = (place: Partial<NotificationQuery>) => withQuery('/notifications', { ...query, ...place });
  return barPage(context, {
    title: words.title,
    current: 'notifications',
    body: html`<h1>${words.title}</h1>
      ${noticeOf(outcome, context)} ${notificationTabs(found.counts, query, context)}
      ${notificationFilter(found, query, context)} ${resendAllForm(found, context)}
      ${found.unknown === undefined ? entries(list.items, query, context) : html`<p class="notice" role="alert">${words.filter.noSuch[found.unknown.path](found.unknown.known)}</p>`}
      ${olderLinks({ label: words.title, cursor: query.cursor, next: toCursor(list.next), path: (cursor) => to({ cursor }) }, context)}
      ${pendingDecisionsSection(untold.items, context)}
      ${olderLinks({ label: words.pendingDecisions.title, cursor: query.untold, next: untold.next?.toString(), path: (place) => `${to({ untold: place })}#untold` }, context)}`,
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
  const { state = 'all', receiver, channel, incident } = query;
  const isShown = state === 'dead' || state === 'all';
  if (!isShown || counts.dead === 0 || incident !== undefined || channel !== undefined || !context.mayWrite)
    return '';
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
