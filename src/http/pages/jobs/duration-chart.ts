import { scaleBand, scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import type { Slot } from '../../../store/views/slot.ts';
import type { RunTimes } from '../../../store/views/week-charts.ts';
import { formatDuration, MINUTE, type Duration } from '../../../platform/time.ts';
import { listTable } from '../../ui/list-table.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { besideAxis, dayLabels, dayOf, PLOT, short } from '../../ui/chart/axes.ts';
import { chartFigure } from '../../ui/chart/chart-figure.ts';
import { durationTicks } from '../../ui/chart/duration-ticks.ts';

/** The run time of successful jobs for each day of a week: the median and the 95th percentile. */
export function durationChart(shown: {
  slots: readonly Slot[];
  /** For each slot; undefined where none succeeded. */
  runs: readonly (RunTimes | undefined)[];
  page: PageContext;
}): Html {
  const { slots, runs, page } = shown;
  const { durations: phrases, day } = page.words.pages.jobs.charts;
  return chartFigure({
    title: phrases.title,
    isEmpty: runs.every((run) => run === undefined),
    drawing: draw(shown),
    key: [
      ['median', phrases.median],
      ['p95', phrases.p95],
    ],
    table: listTable({
      isOfFigures: true,
      label: phrases.title,
      head: [day, phrases.jobs, phrases.median, phrases.p95],
      rows: slots.map(({ from }, index) => {
        const run = runs[index];
        const jobs = (run?.jobs ?? 0).toLocaleString('en');
        return [dayOf(from, page.timezone), jobs, spanText(run?.median, page), spanText(run?.p95, page)];
      }),
    }),
    page,
  });
}

function spanText(span: Duration | undefined, { words }: PageContext): string {
  return span === undefined ? '–' : formatDuration(span, words.pages.now.units);
}

function draw({ slots, runs, page }: Parameters<typeof durationChart>[0]): Html {
  const longest = Math.max(MINUTE, ...runs.map((run) => run?.p95 ?? 0));
  const ticks = durationTicks(longest);
  const toY = scaleLinear()
    .domain([0, Math.max(longest, ticks.at(-1) ?? 0)])
    .range([PLOT.top + PLOT.height, PLOT.top]);
  const toX = scaleBand<number>()
    .domain(slots.map((_, index) => index))
    .range([0, 100])
    .padding(0.3);
  const bar = (look: string, index: number, run: Duration) => {
    const y = toY(run);
    const [x, width] = [(toX(index) ?? 0) + (look === 'p95' ? toX.bandwidth() / 2 : 0), toX.bandwidth() / 2];
    return html`<rect
      class="${look}"
      x="${short(x)}%"
      width="${short(width)}%"
      y="${short(y)}"
      height="${short(PLOT.top + PLOT.height - y)}"
    />`;
  };
  const drawing = html`${runs.map((run, index) =>
    run === undefined ? '' : html`${bar('median', index, run.median)}${bar('p95', index, run.p95)}`,
  )}${dayLabels(slots, page.timezone)}`;
  const { durations: phrases } = page.words.pages.jobs.charts;
  const days = runs.filter((run) => run !== undefined).length;
  const description = phrases.describe(days);
  const { title } = phrases;
  return besideAxis({
    id: 'durations',
    title,
    description,
    ticks,
    toY,
    label: (tick) => formatDuration(tick, page.words.pages.now.units),
    drawing,
  });
}
