import { html, raw } from 'hono/html';
import { ENTRY_STATES, type EntryState } from '../../../core/entry-states.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { on } from '../../ui/choice.ts';
import { withQuery } from '../../ui/page-paths.ts';
import { visible } from '../../ui/visible.ts';

/** The question of the page's address; undefined fields are not asked. */
export interface NotificationQuery {
  state: EntryState | 'all' | undefined;
  receiver: string | undefined;
  channel: string | undefined;
  incident: string | undefined;
  cursor: string | undefined;
  /** The start of the list of pending decisions. */
  untold: string | undefined;
}

/** The names that the list can be narrowed to. */
export interface FilterChoices {
  receivers: readonly string[];
  channels: readonly string[];
}

/** Links to the list of each state, with how many there are. */
export function notificationTabs(
  counts: Readonly<Record<EntryState, number>>,
  { state = 'all', receiver, channel, incident }: NotificationQuery,
  { words, link }: PageContext,
): Html {
  const { tabs, tabsLabel } = words.pages.notifications;
  const all = counts.waiting + counts.sent + counts.dead;
  return html`<nav class="tabs" aria-label="${tabsLabel}">
    ${[...ENTRY_STATES, 'all' as const].map((tab) => {
      const count = tab === 'all' ? all : counts[tab];
      const here = tab === state ? raw(' aria-current="page"') : '';
      const to = link(withQuery('/notifications', { state: tab, receiver, channel, incident }));
      return html`<a href="${to}" ${here}>${tabs[tab]} <span class="count ${tab}">${count}</span></a> `;
    })}
  </nav>`;
}

/** Narrows the list to a receiver and a channel, and says when it is narrowed to an incident. */
export function notificationFilter(
  { receivers, channels }: FilterChoices,
  { state, receiver, channel, incident }: NotificationQuery,
  { words, link }: PageContext,
): Html {
  const { filter } = words.pages.notifications;
  const narrowed =
    incident === undefined
      ? ''
      : html`<p>
          ${filter.incident} ${visible(incident)} ·
          <a href="${link(withQuery('/notifications', { state, receiver, channel }))}">${filter.lift}</a>
        </p>`;
  return html`${narrowed}
    <form class="narrow" method="get" action="${link('/notifications')}">
      ${state === undefined ? '' : html`<input type="hidden" name="state" value="${state}" />`}
      ${incident === undefined ? '' : html`<input type="hidden" name="incident" value="${incident}" />`}
      ${oneOf({ name: 'receiver', label: filter.receiver, any: filter.everybody, values: receivers, chosen: receiver })}
      ${oneOf({ name: 'channel', label: filter.channel, any: filter.everybody, values: channels, chosen: channel })}
      <button type="submit">${filter.apply}</button>
    </form>`;
}

interface Choice {
  name: string;
  label: string;
  any: string;
  values: readonly string[];
  chosen: string | undefined;
}

/** The chosen value of the address stays in the list, also when it is configured no more. */
function oneOf({ name, label, any, values, chosen }: Choice): Html {
  const known = chosen === undefined || values.includes(chosen) ? values : [chosen, ...values];
  return html`<label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      <option value="">${any}</option>
      ${known.map((value) => html`<option value="${value}" ${on(value === chosen, 'selected')}>${value}</option>`)}
    </select>`;
}
