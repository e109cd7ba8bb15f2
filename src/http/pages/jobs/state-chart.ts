import { scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { html } from 'hono/html';
import { KNOWN_STATES } from '../../../core/job/state.ts';
import { UNKNOWN_STATE } from '../../../store/jobs/job-filter.ts';
import type { Slot } from '../../../store/views/slot.ts';
import { DAY } from '../../../platform/time.ts';
import { listTable } from '../../ui/list-table.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { stateClass } from '../../ui/state-mark.ts';
import { besideAxis, dayLabels, PLOT, short } from '../../ui/chart/axes.ts';
import { chartFigure } from '../../ui/chart/chart-figure.ts';
import { weekSlots } from '../../ui/chart/week-slots.ts';

/** The number of jobs that came into each state, stacked, for each stretch of a week. */
export function stateChart(shown: {
  slots: readonly Slot[];
  /** By state, for each slot. */
  counts: readonly ReadonlyMap<string, number>[];
  page: PageContext;
}): Html {
  const { slots, counts, page } = shown;
  const { states: phrases } = page.words.pages.jobs.charts;
  const occurring = STATES.filter((state) => counts.some((count) => count.has(state)));
  const total = counts.reduce((sum, count) => sum + sumOf(count), 0);
  return chartFigure({
    title: phrases.title,
    isEmpty: total === 0,
    drawing: draw({ ...shown, states: occurring, description: phrases.describe(total) }),
    key: occurring.map((state) => [stateClass(state), labelOf(state, page)]),
    table: listTable({
      isOfFigures: true,
      label: phrases.title,
      head: [page.words.pages.jobs.charts.from, ...occurring.map((state) => labelOf(state, page))],
      rows: slots.map(({ from }, index) => [
        page.time(from),
        ...occurring.map((state) => String(counts[index]?.get(state) ?? 0)),
      ]),
    }),
    page,
  });
}

/** From the axis upwards: what people look for stands on the axis, where it can be compared. */
const STATES = [
  'Failed',
  'Pause',
  'Cancel',
  UNKNOWN_STATE,
  'Success',
  'Running',
  'Submitted',
] as const satisfies readonly ((typeof KNOWN_STATES)[number] | typeof UNKNOWN_STATE)[];

function labelOf(state: string, { words }: PageContext): string {
  return state === UNKNOWN_STATE ? words.pages.jobs.unknown : state;
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return counts.values().reduce((sum, count) => sum + count, 0);
}

function draw(
  shown: Parameters<typeof stateChart>[0] & {
    states: readonly string[];
    description: string;
  },
): Html {
  const { slots, counts, states, page } = shown;
  const toY = scaleLinear()
    .domain([0, Math.max(4, ...counts.map(sumOf))])
    .range([PLOT.top + PLOT.height, PLOT.top])
    .nice(4);
  const ticks = toY.ticks(4).filter((tick) => Number.isInteger(tick));
  const series = stack<ReadonlyMap<string, number>, string>()
    .keys(states)
    .value((count, state) => count.get(state) ?? 0)(counts);
  const bars = series.map((layer) => {
    const path = layer
      .map(([low, high], index) => (high === low ? '' : bar(index, toY(low), toY(high))))
      .join('');
    return html`<path class="${stateClass(layer.key)}" d="${path}" />`;
  });
  const days = weekSlots({ now: page.now, timezone: page.timezone, length: DAY });
  // Bars may be stretched, letters may not: so the bars are a drawing within the drawing.
  const drawing = html`<svg
      width="100%"
      height="${PLOT.full}"
      viewBox="0 0 ${slots.length * BAR} ${PLOT.full}"
      preserveAspectRatio="none"
    >
      ${bars}</svg
    >${dayLabels(days, page.timezone)}`;
  const { title } = page.words.pages.jobs.charts.states;
  return besideAxis({
    id: 'states',
    title,
    description: shown.description,
    ticks,
    toY,
    label: (tick) => tick.toLocaleString('en'),
    drawing,
  });
}

/** The width of a slot in the inner drawing, of which its bar takes this much. */
const BAR = 10;
const FILLED = 8;

function bar(index: number, low: number, high: number): string {
  return `M${index * BAR + (BAR - FILLED) / 2} ${short(low)}V${short(high)}h${FILLED}V${short(low)}z`;
}
