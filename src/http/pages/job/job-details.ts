import { html } from 'hono/html';
import { parseApiTime } from '../../../core/job/api-time.ts';
import type { JobField } from '../../../core/job/fields.ts';
import { fieldLabel, fieldsIn } from '../../../core/job/show-field.ts';
import { isEnded } from '../../../core/job/state.ts';
import type { JobView } from '../../../store/views/job-view.ts';
import type { JobWatch } from '../../../core/job/job-watch.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { detailList, type Detail } from '../../ui/detail-list.ts';
import { visible } from '../../ui/visible.ts';

/** Every field that the API gave of a job, and what Batchwatch concluded from them. */
export function jobDetails(
  { story: { job }, extra, bucket }: JobView,
  watch: JobWatch,
  page: PageContext,
): Html {
  const { words, time, vendorPages } = page;
  const { sections, fields, absent, followed, console } = words.pages.job;
  const text = (value: string) =>
    value === '' ? html`<span class="dim">${absent}</span>` : visible(value, LONGEST);
  const rowsOf = (shown: readonly JobField[]): readonly Detail[] =>
    shown.map(({ key, column, kind }) => {
      const at = kind === 'time' ? parseApiTime(job[column]) : undefined;
      return [fieldLabel(key, words.tag), at === undefined ? text(job[column]) : time(at)];
    });
  const rows: readonly Detail[] = [
    ...rowsOf(ABOUT),
    [fields.target, text(job.target)],
    [fields.bucket, text(bucket?.bucket ?? '')],
    [fields.region, text(bucket?.region ?? '')],
    ...rowsOf(TIMES),
    // Why it failed has a section of its own. In other states the API sends it, too, and it means nothing.
    ...(job.state === 'Failed' ? [] : rowsOf(CAUSE)),
    [fields.since, time(job.state_since)],
    [fields.firstSeen, time(job.first_seen_at)],
    [fields.changed, time(job.changed_at)],
    [fields.followed, isEnded(job.state) ? followed.ended : followed[watch]],
  ];
  return html`<section class="card">
      <h2>${sections.fields}</h2>
      ${detailList(rows)} ${furtherFields(extra, sections.extra)}
      ${bucket && html`<p><a href="${vendorPages.console(bucket)}" rel="noreferrer">${console}</a></p>`}
    </section>
    ${rawFields(job, page)}`;
}

const CAUSE = fieldsIn('page').filter(({ onlyIfFailed = false }) => onlyIfFailed);
const TIMES = fieldsIn('page').filter(({ kind }) => kind === 'time');
const ABOUT = fieldsIn('page').filter((field) => !CAUSE.includes(field) && !TIMES.includes(field));

/** Of a field; what is longer helps nobody on a page. */
const LONGEST = 2_000;

/** The API documents some ten fields, and may send as many more one day. */
const MOST_FURTHER = 60;

function furtherFields(extra: JobView['extra'], title: string): Html | '' {
  const leaves = Object.entries(extra).slice(0, MOST_FURTHER);
  if (leaves.length === 0) return '';
  return html`<h3>${title}</h3>
    ${detailList(leaves.map(([name, value]) => [visible(name, 80), visible(value, LONGEST)]))}`;
}

/** The inner XML, as it came: it says what the job works on, and how. */
function rawFields(job: JobView['story']['job'], { words }: PageContext): Html | '' {
  if (job.input === '' && job.operation === '') return '';
  const raw = (key: 'input' | 'operation') => rawField(fieldLabel(key, words.tag), job[key]);
  return html`<details class="card">
    <summary>${words.pages.job.sections.raw}</summary>
    ${raw('input')} ${raw('operation')}
  </details>`;
}

const LONGEST_XML = 8_000;

function rawField(label: string, xml: string): Html | '' {
  if (xml === '') return '';
  return html`<h3>${label}</h3>
    <pre tabindex="0"><bdi>${lines(xml)}</bdi></pre>`;
}

/** An element a line, which is all the layout that a look needs. */
function lines(xml: string): string {
  const shown = xml.length > LONGEST_XML ? `${xml.slice(0, LONGEST_XML)}…` : xml;
  return shown
    .replaceAll('><', '>\n<')
    .split('\n')
    .map((line) => visibleText(line, LONGEST_XML))
    .join('\n');
}
