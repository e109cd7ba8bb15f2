import { html } from 'hono/html';
import type { Store } from '../../store/store.ts';
import { movesIn, runTimesIn } from '../../store/views/week-charts.ts';
import { DAY, HOUR } from '../../time.ts';
import type { PageContext } from '../pages/page-context.ts';
import type { Html } from '../pages/html.ts';
import { durationChart } from './duration-chart.ts';
import { stateChart } from './state-chart.ts';
import { weekSlots } from './week-slots.ts';

/** What the last seven days brought, of one target or of all. */
export async function weekCharts(
  store: Store,
  { page, target }: { readonly page: PageContext; readonly target?: string | undefined },
): Promise<Html> {
  const { now, timezone } = page;
  const quarters = weekSlots({ now, timezone, length: 6 * HOUR });
  const days = weekSlots({ now, timezone, length: DAY });
  const moves = await store.read((db) => movesIn(db, { slots: quarters, target }));
  const runs = await store.read((db) => runTimesIn(db, { slots: days, target }));
  return html`<h2>${page.words.pages.jobs.charts.title}</h2>
    <div class="grid">
      ${stateChart({ slots: quarters, counts: moves, page })} ${durationChart({ slots: days, runs, page })}
    </div>`;
}
