import { html, raw } from 'hono/html';
import { ENTRY_STATES, type EntryState } from '../../../store/views/notification-views.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { withQuery } from '../../ui/page-paths.ts';
import { visible } from '../../ui/visible.ts';

/** The question of the page's address; undefined fields are not asked. */
export interface NotificationQuery {
  state: EntryState | 'all' | undefined;
  receiver: string | undefined;
  incident: string | undefined;
  cursor: string | undefined;
  /** The start of the list of pending decisions. */
  untold: string | undefined;
}

/** Links to the list of each state, with how many there are. */
export function notificationTabs(
  counts: Readonly<Record<EntryState, number>>,
  { state = 'all', receiver, incident }: NotificationQuery,
  { words, link }: PageContext,
): Html {
  const { tabs, tabsLabel } = words.pages.notifications;
  const all = counts.waiting + counts.sent + counts.dead;
  return html`<nav class="tabs" aria-label="${tabsLabel}">
    ${[...ENTRY_STATES, 'all' as const].map((tab) => {
      const count = tab === 'all' ? all : counts[tab];
      const here = tab === state ? raw(' aria-current="page"') : '';
      const to = link(withQuery('/notifications', { state: tab, receiver, incident }));
      return html`<a href="${to}" ${here}>${tabs[tab]} <span class="count ${tab}">${count}</span></a> `;
    })}
  </nav>`;
}

/** Narrows the list to a receiver, and says when it is narrowed to an incident. */
export function notificationFilter(
  receivers: readonly string[],
  { state, receiver, incident }: NotificationQuery,
  { words, link }: PageContext,
): Html {
  const { filter } = words.pages.notifications;
  const known = receiver === undefined || receivers.includes(receiver) ? receivers : [receiver, ...receivers];
  const narrowed =
    incident === undefined
      ? ''
      : html`<p>
          ${filter.incident} ${visible(incident)} ·
          <a href="${link(withQuery('/notifications', { state, receiver }))}">${filter.lift}</a>
        </p>`;
  return html`${narrowed}
    <form class="narrow" method="get" action="${link('/notifications')}">
      ${state === undefined ? '' : html`<input type="hidden" name="state" value="${state}" />`}
      ${incident === undefined ? '' : html`<input type="hidden" name="incident" value="${incident}" />`}
      <label for="receiver">${filter.receiver}</label>
      <select id="receiver" name="receiver">
        <option value="">${filter.everybody}</option>
        ${known.map(
          (name) =>
            html`<option value="${name}" ${name === receiver ? raw(' selected') : ''}>${name}</option>`,
        )}
      </select>
      <button type="submit">${filter.apply}</button>
    </form>`;
}
