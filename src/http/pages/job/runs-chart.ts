import { scaleBand, scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import { runTime } from '../../../core/job/run-time.ts';
import type { NamedRun } from '../../../store/views/job-view.ts';
import { formatDuration, MINUTE } from '../../../platform/time.ts';
import { listTable } from '../../ui/list-table.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { stateMark } from '../../ui/state-mark.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { besideAxis, PLOT, short } from '../../ui/chart/axes.ts';
import { durationTicks } from '../../ui/chart/duration-ticks.ts';
import { visible } from '../../ui/visible.ts';
import { jobPath } from '../../ui/page-paths.ts';

interface ShownRuns {
  /** The newest first. */
  runs: readonly NamedRun[];
  /** The job that the page is about. */
  here: string;
  target: string;
  name: string;
  page: PageContext;
}

/** The last runs of a name: the run time and the end of each. */
export function runsChart(shown: ShownRuns): Html {
  const { runs, here, target, page } = shown;
  const { sections, runs: phrases } = page.words.pages.job;
  const { job, state, created, ran } = phrases.columns;
  const rows = runs.map((run) => [
    html`<a href="${page.link(jobPath({ target, jobId: run.jobId }))}"
        ><code>${visible(run.jobId, 80)}</code></a
      >${run.jobId === here ? html` <span class="dim">${phrases.here}</span>` : ''}`,
    stateMark(run.state),
    page.time(run.age),
    spanOf(run, page) ?? phrases.pendingDecisions,
  ]);
  return html`<div class="runs">${draw(shown)}</div>
    <ul class="key">
      <li><span class="swatch s-success"></span>${phrases.key.Success}</li>
      <li><span class="swatch s-failed hatched"></span>${phrases.key.Failed}</li>
      <li><span class="swatch s-cancel"></span>${phrases.key.other}</li>
    </ul>
    <details>
      <summary>${page.words.pages.jobs.charts.asTable}</summary>
      ${listTable({ label: sections.runs, head: [job, state, created, ran], rows })}
    </details>`;
}

function spanOf(run: NamedRun, { words }: PageContext): string | undefined {
  const span = runTime(run);
  return span === undefined ? undefined : formatDuration(span, words.pages.now.units);
}

function draw({ runs, here, name, page }: ShownRuns): Html {
  const spans = runs.map((run) => runTime(run) ?? 0);
  const ticks = durationTicks(Math.max(MINUTE, ...spans));
  const toY = scaleLinear()
    .domain([0, ticks.at(-1) ?? MINUTE])
    .range([PLOT.top + PLOT.height, PLOT.top]);
  const inOrder = runs.toReversed();
  const toX = scaleBand()
    .domain(inOrder.map(({ jobId }) => jobId))
    .range([0, 100])
    .padding(0.25);
  const bars = inOrder.map((run) =>
    bar(run, { x: toX(run.jobId) ?? 0, width: toX.bandwidth(), toY, isHere: run.jobId === here, page }),
  );
  const { sections, runs: phrases } = page.words.pages.job;
  // Hatched, so that a failed run is known without its colour.
  const drawing = html`<defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" class="s-failed" /><rect width="2" height="6" class="gap" />
      </pattern>
    </defs>
    ${bars}`;
  return besideAxis({
    id: 'runs',
    title: sections.runs,
    description: phrases.describe(runs.length, visibleText(name, 80)),
    ticks,
    toY,
    label: (tick) => formatDuration(tick, page.words.pages.now.units),
    drawing,
    height: PLOT.top + PLOT.height + 8,
  });
}

function bar(
  run: NamedRun,
  place: {
    x: number;
    width: number;
    toY: (span: number) => number;
    isHere: boolean;
    page: PageContext;
  },
): Html {
  const { x, width, toY, isHere } = place;
  const floor = PLOT.top + PLOT.height;
  const top = Math.min(toY(runTime(run) ?? 0), floor - LEAST);
  const look = run.state === 'Failed' ? 'failed' : run.state === 'Success' ? 's-success' : 's-cancel';
  const middle = short(x + width / 2);
  const title = [visibleText(run.jobId, 80), visibleText(run.state, 40), spanOf(run, place.page)]
    .filter(Boolean)
    .join(place.page.words.clause);
  return html`<rect
      class="${look}"
      x="${short(x)}%"
      width="${short(width)}%"
      y="${short(top)}"
      height="${short(floor - top)}"
      ><title>${title}</title></rect
    >${
      run.state === 'Failed'
        ? html`<text class="mid strong" x="${middle}%" y="${short(top - 4)}">✕</text>`
        : ''
    }${isHere ? html`<rect class="here" x="${short(x)}%" width="${short(width)}%" y="${floor + 2}" height="4" />` : ''}`;
}

/** In pixels: what ran for no time, or for an unknown one, is still there. */
const LEAST = 3;
