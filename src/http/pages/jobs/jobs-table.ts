import { html, raw } from 'hono/html';
import { errorCodeOf } from '../../../core/job/error-code.ts';
import type { FieldKey } from '../../../core/job/fields.ts';
import { fieldLabel, fieldsIn, fieldText } from '../../../core/job/show-field.ts';
import type { JobPage, PlacedJob } from '../../../store/views/job-list.ts';
import { MOST_ROWS } from './jobs-download.ts';
import { jobsPath, type JobQuery } from './job-query.ts';
import { jobWatch } from '../../../core/job/job-watch.ts';
import { formatLocal, type Instant } from '../../../platform/time.ts';
import { listTable } from '../../ui/list-table.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { inBrackets } from '../../ui/in-brackets.ts';
import { stateMark } from '../../ui/state-mark.ts';
import { visible } from '../../ui/visible.ts';
import { jobPath } from '../../ui/page-paths.ts';

interface Shown {
  query: JobQuery;
  found: JobPage;
  /** Names of the configured ones. */
  targets: readonly string[];
  page: PageContext;
}

/** The jobs that were found, the way to the others, and to files of all. */
export function jobsTable(shown: Shown): Html {
  const { found } = shown;
  return html`<section class="card">
    ${found.jobs.length === 0 ? nothing(shown) : table(shown)} ${cut(shown)} ${pager(shown)}
    ${found.jobs.length === 0 ? '' : downloads(shown)}
  </section>`;
}

function table(shown: Shown): Html {
  const { found, page } = shown;
  const { title, columns } = page.words.pages.jobs;
  const labelOf = (key: FieldKey) => fieldLabel(key, page.words.tag);
  const showTime = (at: Instant) => formatLocal(at, page.timezone);
  return listTable({
    label: title,
    head: [
      ...(['name', 'state', 'code', 'creationTime'] as const).map(labelOf),
      columns.since,
      columns.target,
      ...FIELDS.map(({ key }) => labelOf(key)),
    ],
    rows: found.jobs.map((job) => [
      jobLink(job, page),
      stateOf(job, shown),
      codeOf(job),
      page.time(job.createdAt ?? job.firstSeenAt),
      page.time(job.stateSince),
      visible(job.target, 300),
      ...FIELDS.map((field) => visible(fieldText(job, field, showTime), 40)),
    ]),
  });
}

const FIELDS = fieldsIn('list');

/** A job by its name and id, leading to its page. */
function jobLink(job: PlacedJob, { link }: PageContext): Html {
  const name = job.name === '' ? '' : html`${visible(job.name, 300)} `;
  return html`<a class="job" href="${link(jobPath(job))}">${name}<code>${visible(job.jobId, 80)}</code></a>`;
}

function codeOf(job: PlacedJob): Html | '' {
  const code = errorCodeOf(job);
  return code === '' ? '' : visible(code, 80);
}

function stateOf(job: PlacedJob, { targets, page }: Pick<Shown, 'targets' | 'page'>): Html {
  const { state } = job;
  const watch = jobWatch(job, targets);
  const isGivenUp = watch !== 'seen';
  return html`${stateMark(state, { isPast: isGivenUp })}${isGivenUp ? html`<br /><span class="dim">${page.words.pages.jobs.watch[watch]}</span>` : ''}`;
}

function nothing({ query, found, page }: Shown): Html {
  const { empty } = page.words.pages.jobs;
  const isFiltered = Object.values(query.filter).some((value) => value !== undefined);
  return html`<div class="empty">
    <p><b>${isFiltered ? empty.filtered : empty.none}</b></p>
    ${found.next === undefined ? html`<p>${empty.help}</p>` : ''}
  </div>`;
}

function cut({ query, found, page }: Shown): Html | '' {
  if (!found.isCut || found.next === undefined || query.direction.towards === 'newer') return '';
  const [before, after] = page.words.pages.jobs.cut;
  return html`<p class="notice">${before}${page.time(found.next.age)}${after}</p>`;
}

function pager({ query, found, page }: Shown): Html | '' {
  const { filter, direction } = query;
  const { pages } = page.words.pages.jobs;
  const isOlder = direction.towards === 'older';
  const newer = isOlder ? direction.from && (found.jobs[0]?.cursor ?? direction.from) : found.next;
  const older = isOlder ? found.next : (found.jobs.at(-1)?.cursor ?? direction.from);
  const to = (text: string, path: string, rel: string) =>
    html`<a href="${page.link(path)}" ${raw(rel === '' ? '' : `rel="${rel}"`)}>${text}</a> `;
  if (newer === undefined && older === undefined) return '';
  return html`<nav class="pager" aria-label="${pages.label}">
    ${newer && to(pages.newest, jobsPath(filter), '')}
    ${newer && to(pages.newer, jobsPath(filter, { towards: 'newer', from: newer }), 'prev')}
    ${older && to(found.isCut ? pages.further : pages.older, jobsPath(filter, { towards: 'older', from: older }), 'next')}
  </nav>`;
}

function downloads({ query, page }: Shown): Html {
  const { download } = page.words.pages.jobs;
  const file = (kind: 'csv' | 'json') =>
    html`<a href="${page.link(jobsPath(query.filter, undefined, `/jobs.${kind}`))}" download
      >${kind.toUpperCase()}</a
    >`;
  return html`<p class="dim">
    ${download.title}${page.words.colon}${file('csv')} ·
    ${file('json')}${inBrackets(download.note(MOST_ROWS), page.words)}
  </p>`;
}
