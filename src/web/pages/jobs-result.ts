import { html, raw } from 'hono/html';
import { errorCodeOf } from '../../jobs/error-code.ts';
import { isEnded } from '../../jobs/state.ts';
import type { JobPage, ListedJob } from '../../store/views/job-list.ts';
import { MOST_ROWS } from './job-files.ts';
import { jobPath, jobsPath, type JobQuery } from './job-query.ts';
import { listTable } from './list-table.ts';
import type { PageContext } from './page-context.ts';
import type { Html } from './html.ts';
import { stateMark } from './state-mark.ts';
import { visibleText } from './visible-text.ts';

/** The jobs that were found, the way to the others, and to files of all. */
export function jobsResult(shown: {
  readonly query: JobQuery;
  readonly found: JobPage;
  readonly page: PageContext;
}): Html {
  const { found, page } = shown;
  return html`<section class="card">
    ${found.jobs.length === 0 ? nothing(shown) : table(found.jobs, page)} ${cut(shown)} ${pager(shown)}
    ${found.jobs.length === 0 ? '' : downloads(shown)}
  </section>`;
}

function table(jobs: readonly ListedJob[], page: PageContext): Html {
  const { title, columns } = page.words.pages.jobs;
  const { name, state, target, type, code, created, since } = columns;
  return listTable({
    label: title,
    head: [name, state, created, target, type, since, code],
    rows: jobs.map((job) => [
      jobLink(job, page),
      stateOf(job, page),
      page.time(job.createdAt ?? job.firstSeenAt),
      html`<bdi>${visibleText(job.target)}</bdi>`,
      html`<bdi>${visibleText(job.type, 40)}</bdi>`,
      page.time(job.stateSince),
      html`<bdi>${visibleText(errorCodeOf(job), 80)}</bdi>`,
    ]),
  });
}

/** A job by its name and id, leading to its page. */
function jobLink(job: ListedJob, { link }: PageContext): Html {
  const name = job.name === '' ? '' : html`<bdi>${visibleText(job.name)}</bdi> `;
  return html`<a class="job" href="${link(jobPath(job))}"
    >${name}<code><bdi>${visibleText(job.jobId, 80)}</bdi></code></a
  >`;
}

function stateOf({ state, followed }: ListedJob, { words }: PageContext): Html {
  const isGivenUp = !followed && !isEnded(state);
  return html`${stateMark(state)}${isGivenUp ? html` <span class="dim">${words.pages.jobs.notFollowed}</span>` : ''}`;
}

function nothing({ query, found, page }: Parameters<typeof jobsResult>[0]): Html {
  const { empty } = page.words.pages.jobs;
  const isFiltered = Object.values(query.filter).some((value) => value !== undefined);
  return html`<div class="empty">
    <p><b>${isFiltered ? empty.filtered : empty.none}</b></p>
    ${found.next === undefined ? html`<p>${empty.help}</p>` : ''}
  </div>`;
}

function cut({ query, found, page }: Parameters<typeof jobsResult>[0]): Html | '' {
  if (!found.isCut || found.next === undefined || query.way.towards === 'newer') return '';
  const [before, after] = page.words.pages.jobs.cut;
  return html`<p class="notice">${before}${page.time(found.next.age)}${after}</p>`;
}

function pager({ query, found, page }: Parameters<typeof jobsResult>[0]): Html | '' {
  const { filter, way } = query;
  const { pages } = page.words.pages.jobs;
  const isOlder = way.towards === 'older';
  const newer = isOlder ? way.from && (found.jobs[0]?.place ?? way.from) : found.next;
  const older = isOlder ? found.next : (found.jobs.at(-1)?.place ?? way.from);
  const to = (text: string, path: string, rel: string) =>
    html`<a href="${page.link(path)}" ${raw(rel === '' ? '' : `rel="${rel}"`)}>${text}</a> `;
  if (newer === undefined && older === undefined) return '';
  return html`<nav class="pager" aria-label="${pages.label}">
    ${newer && to(pages.newest, jobsPath(filter), '')}
    ${newer && to(pages.newer, jobsPath(filter, { towards: 'newer', from: newer }), 'prev')}
    ${older && to(found.isCut ? pages.further : pages.older, jobsPath(filter, { towards: 'older', from: older }), 'next')}
  </nav>`;
}

function downloads({ query, page }: Parameters<typeof jobsResult>[0]): Html {
  const { download } = page.words.pages.jobs;
  const file = (kind: 'csv' | 'json') =>
    html`<a href="${page.link(jobsPath(query.filter, undefined, `/jobs.${kind}`))}" download
      >${kind.toUpperCase()}</a
    >`;
  return html`<p class="dim">
    ${download.title}: ${file('csv')} · ${file('json')} (${download.note(MOST_ROWS)})
  </p>`;
}
