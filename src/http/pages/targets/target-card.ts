import { html } from 'hono/html';
import { faultWords } from '../../../render/words/fault-words.ts';
import { reasonWord } from '../../../render/words/reason-words.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import type { PollView, TargetView } from '../../../store/views/target-views.ts';
import { type Duration, formatDuration, type Instant, SECOND } from '../../../platform/time.ts';
import type { TargetPlan } from '../../options/web-options.ts';
import { detailList, type Detail } from '../../ui/detail-list.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { inBrackets } from '../../ui/in-brackets.ts';
import { incidentPath, jobPath, targetPath, withQuery } from '../../ui/page-paths.ts';
import type { Poller } from './pollers.ts';
import { pollTable } from './poll-table.ts';
import { visible } from '../../ui/visible.ts';

/** One target: whether it is read, what is wrong if not, and what it shows. */
export function targetCard(
  target: {
    plan: TargetPlan;
    view: TargetView;
    /** Undefined where they stand on the target's own page alone. */
    polls: readonly PollView[] | undefined;
    /** Some that are not closed, the newest first. */
    incidents: readonly IncidentView[];
    /** The replica that polls it. Undefined where one process polls all targets. */
    poller: Poller | 'nobody' | undefined;
    /** True when the page is about this one: its name is the page's heading then. */
    isAlone: boolean;
  },
  context: PageContext,
): Html {
  const { plan, view, polls, isAlone } = target;
  const words = context.words.pages.targets;
  const state = view.lastPollAt === undefined ? 'unpolled' : view.failing === undefined ? 'up' : 'failing';
  const self = targetPath(plan.name);
  const head = isAlone
    ? html`<h1>${visible(plan.name)}</h1>`
    : html`<h2><a href="${context.link(self)}">${visible(plan.name)}</a></h2>`;
  return html`<article class="card entry" id="target-${encodeURIComponent(plan.name)}">
    <span class="mark ${state}">${words.states[state]}</span>
    ${head} ${targetDetails(target, context)}
    ${
      polls === undefined
        ? html`<p><a href="${context.link(self)}">${words.polls.title}</a></p>`
        : pollTable({ target: plan.name, polls, isAlone, more: context.link(self) }, context)
    }
  </article>`;
}

function targetDetails(
  {
    plan,
    view,
    incidents,
    poller,
  }: Pick<Parameters<typeof targetCard>[0], 'plan' | 'view' | 'incidents' | 'poller'>,
  context: PageContext,
): Html {
  const { details } = context.words.pages.targets;
  const { failing } = view;
  const runs = plan.nextRuns(context.now);
  const rows: readonly (Detail | undefined)[] = [
    failing && [details.failing, failingSince(failing, context)],
    failing?.fault && [
      details.cause,
      html`${reasonWord(failing.fault.reason, context.words.tag)}${context.words.colon}${visible(faultWords(failing.fault.message, context.words.tag))}${
        failing.fault.code === ''
          ? ''
          : html`<span class="dim">${inBrackets(visible(failing.fault.code), context.words)}</span>`
      }`,
    ],
    failing?.fault?.hint === undefined
      ? undefined
      : [details.hint, visible(faultWords(failing.fault.hint, context.words.tag))],
    [details.bucket, html`${visible(plan.bucket)} <span class="dim">${visible(plan.region)}</span>`],
    [details.lastComplete, agoOf(view.lastCompletePollAt, context)],
    failing && [details.lastPoll, agoOf(view.lastPollAt, context)],
    [details.next, html`<code>${plan.schedule}</code> ${runs.map((at) => html`<br />${context.time(at)}`)}`],
    poller && [details.poller, pollerOf(poller, context)],
    [details.polls, String(view.polls)],
    view.clockSkew === undefined ? undefined : [details.clock, clockOf(view.clockSkew, context)],
    [details.jobs, jobsOf(view, context)],
    view.oldestOpen && [details.oldest, oldestOf(view.name, view.oldestOpen, context)],
    [details.incidents, incidentsOf(view, incidents, context)],
  ];
  return detailList(rows);
}

function pollerOf(poller: Poller | 'nobody', { time, words }: PageContext): Html | string {
  const { poller: text } = words.pages.targets;
  if (poller === 'nobody') return text.nobody;
  const visit = poller.isVisit ? words.brackets.join(text.visiting) : '';
  return html`${visible(poller.replica, 80)}${visit}${words.clause}${text.since(html`${time(poller.since)}`)}`;
}

function failingSince(
  { since, polls }: NonNullable<TargetView['failing']>,
  { time, words }: PageContext,
): Html {
  return html`${time(since)}${words.clause}${words.pages.targets.failedPolls(polls)}`;
}

function agoOf(at: Instant | undefined, context: PageContext): Html | string {
  const { ago, never, units } = context.words.pages.targets;
  if (at === undefined) return never;
  return html`${ago(formatDuration(context.now - at, units))}<span class="dim"
      >${inBrackets(context.time(at, { isBesideAge: true }), context.words)}</span
    >`;
}

/** Less than a second is what a request takes, and says nothing of clocks. */
function clockOf(skew: Duration, { words }: PageContext): string {
  const { clock, units } = words.pages.targets;
  if (Math.abs(skew) < SECOND) return clock.same;
  return (skew > 0 ? clock.ahead : clock.behind)(formatDuration(Math.abs(skew), units));
}

function jobsOf({ name, jobs }: TargetView, { link, words }: PageContext): Html {
  const { noJobs, allJobs } = words.pages.targets;
  const states = Object.entries(jobs);
  const all = html`<a href="${link(withQuery('/jobs', { target: name }))}">${allJobs}</a>`;
  if (states.length === 0) return html`${noJobs} · ${all}`;
  return html`${states.map(
    ([state, count]) =>
      html`<a href="${link(withQuery('/jobs', { target: name, state }))}">${visible(state, 40)} ${count}</a>
        · `,
  )}
  ${all}`;
}

function oldestOf(
  target: string,
  job: NonNullable<TargetView['oldestOpen']>,
  { link, time, words }: PageContext,
): Html {
  return html`<a href="${link(jobPath({ target, jobId: job.jobId }))}"
      >${visible(job.name || job.jobId, 80)}</a
    >${words.clause}${visible(job.state, 40)}${words.clause}${words.pages.targets.createdAt}
    ${time(job.createdAt)}`;
}

function incidentsOf(
  { openIncidents }: TargetView,
  listed: readonly IncidentView[],
  { link, words }: PageContext,
): Html {
  const count = words.pages.targets.incidents(openIncidents);
  if (openIncidents === 0) return html`${count}`;
  return html`<a href="${link('/')}">${count}</a> ${listed.map(
      ({ id, title }) => html`<br /><a href="${link(incidentPath(id))}">${visible(title)}</a>`,
    )}`;
}
