import { html } from 'hono/html';
import type { PageBasics, PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import type { MonitoringState } from '../../health/monitoring-state.ts';

/** Says in one line whether the page can be relied on. Readers who may see the reason get a link to it. */
export function monitoringLine(
  { troubles }: MonitoringState,
  { words, link }: PageBasics & Partial<Pick<PageContext, 'link'>>,
): Html {
  const { short } = words.pages.now.monitoring;
  if (troubles.length === 0) return html`<p class="dim">${short.well}</p>`;
  const why = link === undefined ? '' : html` <a href="${link('/')}#watcher">${short.more}</a>`;
  return html`<p><span class="bad">${short.unwell}</span>${why}</p>`;
}
