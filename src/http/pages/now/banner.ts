import { html } from 'hono/html';
import { sumUncovered } from '../../../store/jobs/uncovered-jobs.ts';
import type { Html } from '../../base/html.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { since } from '../../ui/since.ts';
import { visible } from '../../ui/visible.ts';
import { type Judged, type Level, levelOf } from '../../health/level.ts';
import type { MonitoringState } from '../../health/monitoring-state.ts';
import { targetPath } from '../../ui/page-paths.ts';

/** The banner at the top: the worst in its heading, and all else that is wrong below it, whatever comes first. */
export function banner(judged: Judged, context: PageContext): Html {
  const { summary, monitoring } = judged;
  const { now } = context.words.pages;
  const { open, acknowledged, since: oldest } = summary;
  const level = levelOf(judged);
  const unacknowledged = open > 0 && open + acknowledged > 1 ? html` · ${now.nobodyHas(open)}` : '';
  return html`<div class="verdict ${level}">
    <h1>${headingOf(level, judged, context)}</h1>
    ${oldest === undefined ? '' : html`<p>${now.since} ${since(oldest, context)}${unacknowledged}</p>`}
    ${monitoring.troubles.length === 0 ? '' : monitorLines(monitoring, context)}
    ${uncoveredLines(judged, context)}
    <p class="dim">${now.asOf(context.time(context.now))}</p>
  </div>`;
}

function headingOf(level: Level, { summary: { open, acknowledged } }: Judged, context: PageContext): string {
  const text = context.words.pages.now.verdict;
  switch (level) {
    case 'open':
      return text.open(open + acknowledged);
    case 'acknowledged':
      return text.allAcknowledged(acknowledged);
    case 'monitor':
      return acknowledged > 0 ? text.open(acknowledged) : text.unwell;
    case 'uncovered':
      return text.uncovered;
    case 'ignored':
      return text.ignored;
    case 'clear':
      return text.well;
  }
}

/** The targets by name: which of them nothing is known of is what a reader must know first. */
function monitorLines({ troubles, targets }: MonitoringState, { words, link }: PageContext): Html {
  const { monitoring } = words.pages.now;
  const stale = targets.filter(({ state }) => state !== 'fresh');
  const rest = stale.length - TARGETS_NAMED;
  const states = {
    failing: monitoring.failing,
    overdue: monitoring.overdue,
    'not-yet': monitoring.notYet,
    fresh: '',
  };
  const named = stale
    .slice(0, TARGETS_NAMED)
    .map(
      ({ name, state }) =>
        html`<li><a href="${link(targetPath(name))}">${visible(name)}</a> ${states[state]}</li> `,
    );
  return html`<p><b>${monitoring.title}</b></p>
    <ul>
      ${named} ${rest > 0 ? html`<li><a href="#watcher">${monitoring.moreTargets(rest)}</a></li>` : ''}
      ${troubles
        .filter((trouble) => trouble !== 'targets')
        .map((trouble) => html`<li><a href="#watcher">${monitoring.troubles[trouble]}</a></li> `)}
    </ul>`;
}

const TARGETS_NAMED = 5;

function uncoveredLines({ uncovered }: Judged, { words, link }: PageContext): Html | '' {
  if (uncovered.length === 0) return '';
  const { uncovered: text } = words.pages.now;
  const lines = (['no-rule', 'not-followed', 'ignored'] as const).flatMap((why) => {
    const part = uncovered.filter((count) => count.why === why);
    return part.length === 0 ? [] : [html`<br />${text[why](sumUncovered(part))}`];
  });
  return html`<p>
    <a href="${link('/jobs?incident=none')}">${text.all(sumUncovered(uncovered))}</a>${lines} <br /><span
      class="dim"
      >${text.counted}</span
    >
  </p>`;
}
