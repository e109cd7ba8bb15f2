import { scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import { isEnded } from '../../../core/job/state.ts';
import type { JobStory } from '../../../store/views/job-story.ts';
import { formatDuration, SECOND, type Duration, type Instant } from '../../../platform/time.ts';
import { listTable } from '../../ui/list-table.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { stateClass, stateMark } from '../../ui/state-mark.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { short } from '../../ui/chart/axes.ts';

/** A stay in a state; undefined before the job was seen. */
export interface TimeInState {
  state: string | undefined;
  from: Instant;
  /** Equal to `from` for an end, which no job leaves. */
  until: Instant;
}

/** Nobody could distinguish more changes than these. */
const MOST_SPELLS = 60;

/** The states of a job over time, to scale, one lane for each state; and the same as a table. */
export function stateLanes(story: JobStory, page: PageContext): Html {
  const { timeline } = page.words.pages.job;
  const all = spellsOf(story, page.now);
  const spells = all.slice(-MOST_SPELLS);
  const leftOut = all.length - spells.length;
  return html`${leftOut > 0 ? html`<p class="dim">${timeline.leftOut(leftOut)}</p>` : ''}${draw(spells, page)}
    <details>
      <summary>${page.words.pages.jobs.charts.asTable}</summary>
      ${table(spells, { story, page })}
    </details>`;
}

/** In order, without gaps. */
export function spellsOf({ job, transitions }: JobStory, now: Instant): readonly TimeInState[] {
  const moves = transitions.map(({ to_state: state, since }) => ({ state, since }));
  const [first] = moves;
  const created = job.created_at ?? job.first_seen_at;
  const unseen =
    first === undefined || created >= first.since
      ? []
      : [{ state: undefined, from: created, until: first.since }];
  const seen = moves.map(({ state, since: from }, index): TimeInState => {
    const until = moves[index + 1]?.since ?? (isEnded(state) ? from : Math.max(from, now));
    return { state, from, until: Math.max(from, until) };
  });
  return [...unseen, ...seen];
}

const LANE = 40;
const BAR = 14;

function draw(spells: readonly TimeInState[], page: PageContext): Html {
  const { timeline } = page.words.pages.job;
  const begin = spells[0]?.from ?? page.now;
  const end = Math.max(begin + SECOND, ...spells.map(({ until }) => until));
  const toX = scaleLinear().domain([begin, end]).range([0, 100]);
  const lanes = [...Map.groupBy(spells, ({ state }) => state)];
  const height = lanes.length * LANE + 6;
  const described = timeline.describe(lanes.length, formatDuration(end - begin, page.words.pages.now.units));
  return html`<svg class="timeline" role="img" aria-labelledby="timeline-t" width="100%" height="${height}">
      <title id="timeline-t">${described}</title>
      ${lanes.map(([state, those], lane) => drawLane({ state, those, y: lane * LANE, toX, page }))}
    </svg>
    <p class="ends dim">${page.time(begin)} <span>${page.time(end)}</span></p>`;
}

function drawLane(lane: {
  state: string | undefined;
  those: readonly TimeInState[];
  y: number;
  toX: (at: Instant) => number;
  page: PageContext;
}): Html {
  const { state, those, y, toX } = lane;
  const { timeline } = lane.page.words.pages.job;
  const total = those.reduce((sum, { from, until }) => sum + until - from, 0);
  const isEnd = state !== undefined && isEnded(state);
  const look = state === undefined ? 'unseen' : stateClass(state);
  const name = state === undefined ? timeline.unseen : visibleText(state, 40);
  const top = y + LANE - BAR - 4;
  return html`<text y="${y + 16}"
      ><tspan class="strong">${name}</tspan> ${isEnd ? timeline.ended : spanText(total, lane.page)}</text
    >
    <rect class="lane" width="100%" height="${BAR}" y="${top}" />
    ${those.map(({ from, until }) => {
      // What is short shall still be seen: the bar is as wide as a line, and begins where it may.
      const width = Math.max(toX(until) - toX(from), LEAST);
      const x = Math.min(toX(from), 100 - width);
      return html`<rect
        class="${look}"
        x="${short(x)}%"
        width="${short(width)}%"
        height="${BAR}"
        y="${top}"
      />`;
    })}`;
}

/** In percent. */
const LEAST = 1;

function spanText(span: Duration, { words }: PageContext): string {
  const { job, now } = words.pages;
  return span < SECOND ? job.timeline.moment : formatDuration(span, now.units);
}

function table(
  spells: readonly TimeInState[],
  { story, page }: { story: JobStory; page: PageContext },
): Html {
  const { sections, timeline } = page.words.pages.job;
  const { state, from, lasted } = timeline.columns;
  return listTable({
    label: sections.timeline,
    head: [state, from, lasted],
    rows: spells.map((spell, index) => {
      const isLast = index === spells.length - 1;
      const isEnd = isLast && isEnded(story.job.state);
      const span = spanText(spell.until - spell.from, page);
      return [
        spell.state === undefined ? timeline.unseen : stateMark(spell.state),
        page.time(spell.from),
        isEnd ? timeline.ended : isLast ? `${span}${page.words.clause}${timeline.untilNow}` : span,
      ];
    }),
  });
}
