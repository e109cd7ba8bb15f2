import { html } from 'hono/html';
import {
  lastClosed,
  openSummary,
  urgentIncidents,
  type OpenSummary,
} from '../../../store/views/incident-lists.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import { uncoveredJobs, type UncoveredCount } from '../../../store/jobs/uncovered-jobs.ts';
import { weekCharts } from '../jobs/week-charts.ts';
import { incidentCard } from '../incident/incident-card.ts';
import { incidentsPath } from '../incidents/incidents-query.ts';
import { pageContext, type PageContext } from '../../ui/page-context.ts';
import { barPage } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import { pageScript } from '../../ui/page-script.ts';
import type { Pages, PageOptions } from '../../ui/page-options.ts';
import { since } from '../../ui/since.ts';
import { banner } from './banner.ts';
import { visible } from '../../ui/visible.ts';
import { monitoringSection } from '../health/monitoring-section.ts';
import { monitoringState, type MonitoringState } from '../../health/monitoring-state.ts';
import { pageWords } from '../../locale/page-words.ts';
import { incidentPath } from '../../ui/page-paths.ts';

/** More open incidents are counted: a page of cards is for reading. */
const MOST_CARDS = 40;
const CLOSED_SHOWN = 5;

/** The overview: open incidents with their causes and people, and the health of the monitor itself. */
export function addNow(pages: Pages, options: PageOptions): void {
  const { store, display } = options;
  pages.get('/', options.access.requires('read'), async (context) => {
    const shown = pageContext(context, options);
    const summary = await store.read(openSummary);
    const open = await store.read((db) => urgentIncidents(db, MOST_CARDS));
    const closed = await store.read((db) => lastClosed(db, CLOSED_SHOWN));
    const monitoring = await monitoringState(options, shown.now);
    const targets = options.targets().map(({ name }) => name);
    const uncovered = await store.read((db) => uncoveredJobs(db, { targets, now: shown.now }));
    const charts = await weekCharts(store, { page: shown });
    return context.html(nowPage({ summary, open, closed, monitoring, uncovered, charts }, shown));
  });
  // Holds nothing that is worth a login.
  pages.get('/assets/page.js', (context) =>
    context.body(pageScript(pageWords(display().language).pages.now.live), 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-cache',
    }),
  );
}

interface Shown {
  summary: OpenSummary;
  open: readonly IncidentView[];
  closed: readonly IncidentView[];
  monitoring: MonitoringState;
  uncovered: readonly UncoveredCount[];
  charts: Html;
}

function nowPage(shown: Shown, context: PageContext): Html {
  const { words } = context;
  return barPage(context, {
    title: words.pages.now.title,
    current: 'now',
    body: html`${banner(shown, context)} ${openSection(shown, context)}
      ${monitoringSection(shown.monitoring, context)} ${closedSection(shown.closed, context)}
      <section>${shown.charts}</section>`,
  });
}

const OPEN_ONES = incidentsPath({ states: ['open', 'acknowledged'] });
const CLOSED_ONES = incidentsPath({ states: ['closed'] });

function openSection({ open, summary }: Shown, context: PageContext): Html | '' {
  if (open.length === 0) return '';
  const { now, incidents } = context.words.pages;
  const rest = summary.open + summary.acknowledged - open.length;
  return html`<section aria-labelledby="open">
    <h2 id="open">${now.openTitle}</h2>
    <ul class="grid">
      ${open.map((incident) => incidentCard(incident, context))}
    </ul>
    ${rest > 0 ? html`<p>${now.more(rest)}${context.words.colon}<a href="${context.link(OPEN_ONES)}">${incidents.all}</a></p>` : ''}
  </section>`;
}

function closedSection(closed: readonly IncidentView[], context: PageContext): Html {
  const { words, link } = context;
  const { now } = words.pages;
  return html`<section class="card" aria-labelledby="closed">
    <h2 id="closed">${now.closedTitle}</h2>
    ${closed.length === 0 ? html`<p class="empty">${now.noneClosed}</p>` : ''}
    <ul class="lines">
      ${closed.map(
        ({ id, title, closed: end }) =>
          html`<li>
            <a href="${link(incidentPath(id))}">${visible(title)}</a>
            ${
              end === undefined
                ? ''
                : html`<br /><span class="dim"
                      >${words.closedBecause[end.end]} · ${since(end.at, context)}</span
                    >`
            }
          </li> `,
      )}
    </ul>
    ${closed.length === 0 ? '' : html`<p><a href="${link(CLOSED_ONES)}">${words.pages.incidents.allClosed}</a></p>`}
  </section>`;
}
