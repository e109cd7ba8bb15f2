import type { Context } from 'hono';
import { html } from 'hono/html';
import { jobCounts, type JobCount } from '../../../store/jobs/counts.ts';
import { jobPage } from '../../../store/views/job-list.ts';
import type { WebEnv } from '../../auth/principal.ts';
import { weekCharts } from './week-charts.ts';
import { addJobFiles } from './jobs-download.ts';
import { jobsPath, readJobQuery, type JobQuery } from './job-query.ts';
import { jobsForm } from './jobs-form.ts';
import { jobsTable } from './jobs-table.ts';
import { pageContext, type PageContext } from '../../ui/page-context.ts';
import { barPage } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import type { Pages, PageOptions } from '../../ui/page-options.ts';
import { stateCounts } from './state-counts.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';

const JOBS_PER_PAGE = 50;

/** The jobs that are looked at for one page at most: some 20 ms. */
const BUDGET = 10_000;

/** Jobs by target, state, type, name, code and time, at addresses that can be handed on. */
export function addJobs(pages: Pages, options: PageOptions): void {
  pages.get('/jobs', options.access.requires('read'), async (context) => await jobsPage(context, options));
  addJobFiles(pages, options);
}

async function jobsPage(context: Context<WebEnv>, options: PageOptions): Promise<Response> {
  const page = pageContext(context, options);
  const { timezone, now } = page;
  const targets = options.targets().map(({ name }) => name);
  const query = readJobQuery(context.req.queries(), { timezone, now, targets });
  const { filter, direction } = query;
  // A form also sends what was left empty: the answer stands at an address that says only what was asked.
  const address = jobsPath(filter, direction);
  if (query.problems.length === 0 && `/jobs${new URL(context.req.url).search}` !== address)
    return context.redirect(page.link(address));
  const found = await options.store.read((db) =>
    jobPage(db, { filter, direction, limit: JOBS_PER_PAGE, budget: BUDGET }),
  );
  // Fewer than a page of newer ones: that is the first page, and it shall be full.
  if (direction.towards === 'newer' && found.next === undefined)
    return context.redirect(page.link(jobsPath(filter)));
  const counts = await options.store.read(jobCounts);
  const isFirst = direction.from === undefined;
  const charts = isFirst ? await weekCharts(options.store, { page, filter }) : '';
  return context.html(
    barPage(page, {
      title: page.words.pages.jobs.title,
      current: 'jobs',
      body: html`<h1>${page.words.pages.jobs.title}</h1>
        ${problems(query, page)} ${stateCounts(counts, { filter, page })}
        ${jobsForm(query, { context: page, targets: targetNames(counts, options), types: typeNames(counts) })}
        ${jobsTable({ query, found, targets, page })} ${charts}`,
    }),
    query.problems.length === 0 ? 200 : 400,
  );
}

function problems(query: JobQuery, { words }: PageContext): Html | '' {
  if (query.problems.length === 0) return '';
  const { wrong } = words.pages.jobs;
  return html`<div class="notice" role="alert">
    ${query.problems.map((problem) => html`<p>${wrong[problem]}</p>`)}
  </div>`;
}

function targetNames(counts: readonly JobCount[], { targets }: PageOptions): readonly string[] {
  const names = [...targets().map(({ name }) => name), ...counts.map(({ target }) => target)];
  return [...new Set(names)].toSorted();
}

/** Leaves out names that a form cannot send as they are. The API has two types, and others are hostile. */
function typeNames(counts: readonly JobCount[]): readonly string[] {
  const types = [...new Set(counts.map(({ type }) => type))];
  return types.filter((type) => type !== '' && type === visibleText(type, 40)).toSorted();
}
