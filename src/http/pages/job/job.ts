import type { Context } from 'hono';
import { html } from 'hono/html';
import { jobView, namedRuns, type JobView, type NamedRun } from '../../../store/views/job-view.ts';
import { jobHistories } from '../../../store/views/incident-history.ts';
import type { WebEnv } from '../../auth/principal.ts';
import { stateLanes } from './state-lanes.ts';
import { runsChart } from './runs-chart.ts';
import { jobWatch, type JobWatch } from '../../../core/job/job-watch.ts';
import { jobDetails } from './job-details.ts';
import { jobStoryList } from './job-story-list.ts';
import { jobTimeline } from '../../../timeline/job-timeline.ts';
import { jobsPath } from '../jobs/job-query.ts';
import { jobCause } from './job-cause.ts';
import { pageContext, type PageContext } from '../../ui/page-context.ts';
import { barPage } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import type { Pages, PageOptions } from '../../ui/page-options.ts';
import { stateMark } from '../../ui/state-mark.ts';
import { incidentStateMark } from '../incident/incident-card.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { visible } from '../../ui/visible.ts';
import { jobPath } from '../../ui/page-paths.ts';

/** As many runs of a name as a phone has room for. */
const RUNS = 20;

/** All that is known of one job. */
export function addJob(pages: Pages, options: PageOptions): void {
  pages.get('/jobs/:target/:jobId', options.access.requires('read'), async (context) => {
    const asked = { target: context.req.param('target'), jobId: context.req.param('jobId') };
    return await jobPage(context, options, asked);
  });
}

async function jobPage(
  context: Context<WebEnv>,
  options: PageOptions,
  asked: { target: string; jobId: string },
): Promise<Response> {
  const page = pageContext(context, options);
  const { store } = options;
  const view = await store.read((db) => jobView(db, asked));
  if (view === undefined) return context.html(frame(page, missing(page)), 404);
  const { job } = view.story;
  const targets = options.targets().map(({ name }) => name);
  const watch = jobWatch({ ...job, followed: job.followed === 1 }, targets);
  const runs = await store.read((db) => namedRuns(db, { target: job.target, name: job.name, limit: RUNS }));
  const histories = await store.read((db) => jobHistories(db, view.story));
  const { sections } = page.words.pages.job;
  const body = html`${head(view, watch, page)}
    <div class="stack">
      ${jobCause(job, page)}
      <section class="card">
        <h2>${sections.timeline}</h2>
        ${stateLanes(view.story, page)}
      </section>
      ${jobDetails(view, watch, page)} ${incidentList(view, page)}
      ${jobStoryList(job.job_id, jobTimeline(view.story, histories), page)} ${runList(view, runs, page)}
    </div>`;
  return context.html(frame(page, body, visibleText(job.name === '' ? job.job_id : job.name, 80)));
}

function frame(page: PageContext, body: Html, title = page.words.pages.job.missing.title): Html {
  return barPage(page, { title, body, current: 'jobs' });
}

function missing({ words, link }: PageContext): Html {
  const { title, text, back } = words.pages.job.missing;
  return html`<div class="card empty">
    <h1>${title}</h1>
    <p>${text}</p>
    <p><a href="${link('/jobs')}">${back}</a></p>
  </div>`;
}

function head({ story: { job }, alsoIn }: JobView, watch: JobWatch, { words, link }: PageContext): Html {
  const name = job.name === '' ? job.job_id : job.name;
  const also = html`<p>
    ${words.pages.job.alsoIn}
    ${alsoIn.map(
      (target) =>
        html`<a href="${link(jobPath({ target, jobId: job.job_id }))}">${visible(target, 300)}</a> `,
    )}
  </p>`;
  return html`<p class="over">
      ${stateMark(job.state, { isPast: watch !== 'seen' })}
      <bdi class="dim">${visibleText(job.target, 300)}</bdi>
    </p>
    <h1>${visible(name, 1_000)}</h1>
    <p class="under">
      <code>${visible(job.job_id, 300)}</code>
    </p>
    ${alsoIn.length === 0 ? '' : also}`;
}

/** More than these are of a job that flaps, and its story names them. */
const INCIDENTS = 20;

function incidentList({ incidents }: JobView, page: PageContext): Html {
  const { words, link, time } = page;
  const { sections, noIncidents } = words.pages.job;
  const items = incidents.slice(0, INCIDENTS).map(
    (incident) =>
      html`<li>
        ${incidentStateMark(incident, words)}
        <a href="${link(`/incidents/${encodeURIComponent(incident.id)}`)}">${visible(incident.title, 300)}</a>
        <span class="dim">${time(incident.openedAt)}</span>
      </li> `,
  );
  return html`<section class="card">
    <h2>${sections.incidents}</h2>
    ${
      items.length === 0
        ? html`<p class="dim">${noIncidents}</p>`
        : html`<ul class="plain">
            ${items}
          </ul>`
    }
  </section>`;
}

function runList({ story: { job } }: JobView, runs: readonly NamedRun[], page: PageContext): Html | '' {
  if (job.name === '') return '';
  const { sections, runs: phrases } = page.words.pages.job;
  // A name with a star in it would be taken for a pattern.
  const { target, name } = job;
  const all = name.includes('*')
    ? ''
    : html`<p><a href="${page.link(jobsPath({ target, name }))}">${phrases.all}</a></p>`;
  return html`<section class="card">
    <h2>${sections.runs}</h2>
    ${runsChart({ runs, here: job.job_id, target, name, page })} ${all}
  </section>`;
}
