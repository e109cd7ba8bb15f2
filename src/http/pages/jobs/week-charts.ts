import { html } from 'hono/html';
import type { Store } from '../../../store/store.ts';
import { MOST_LOOKED_THROUGH } from '../../../store/views/filtered-week.ts';
import type { JobFilter } from '../../../store/jobs/job-filter.ts';
import { weekFigures } from '../../../store/views/week-charts.ts';
import { DAY, HOUR } from '../../../platform/time.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { durationChart } from './duration-chart.ts';
import { stateChart } from './state-chart.ts';
import { weekSlots } from '../../ui/chart/week-slots.ts';

/** Charts of the last seven days, of the jobs that a filter names or of all. */
export async function weekCharts(
  store: Store,
  { page, filter = {} }: { page: PageContext; filter?: JobFilter },
): Promise<Html> {
  const { now, timezone, words } = page;
  const { title, tooMany } = words.pages.jobs.charts;
  const quarters = weekSlots({ now, timezone, length: 6 * HOUR });
  const days = weekSlots({ now, timezone, length: DAY });
  const figures = await store.read((db) => weekFigures(db, { quarters, days, filter }));
  const charts =
    figures === undefined
      ? html`<p class="card">${tooMany(MOST_LOOKED_THROUGH)}</p>`
      : html`<div class="grid">
          ${stateChart({ slots: quarters, counts: figures.moves, page })}
          ${durationChart({ slots: days, runs: figures.runs, page })}
        </div>`;
  return html`<h2>${title}</h2>
    ${charts}`;
}
