import { html } from 'hono/html';
import { parseApiTime } from '../../../core/job/api-time.ts';
import { isEnded } from '../../../core/job/state.ts';
import type { JobView } from '../../../store/views/job-view.ts';
import type { JobWatch } from '../../../core/job/job-watch.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text-cut.ts';

/** Every field that the API told of a job, and what was concluded from them. */
export function jobDetails(
  { story: { job }, extra, bucket }: JobView,
  watch: JobWatch,
  page: PageContext,
): Html {
  const { words, time, vendorPages } = page;
  const { sections, fields, absent, followed, console } = words.pages.job;
  const text = (value: string) => (value === '' ? html`<span class="dim">${absent}</span>` : visible(value));
  const moment = (value: string) => {
    const at = parseApiTime(value);
    return at === undefined ? text(value) : time(at);
  };
  const rows: readonly (readonly [string, Html])[] = [
    [fields.type, text(job.type)],
    [fields.target, text(job.target)],
    [fields.bucket, text(bucket?.bucket ?? '')],
    [fields.region, text(bucket?.region ?? '')],
    [fields.created, moment(job.creation_time)],
    [fields.started, moment(job.start_time)],
    [fields.ended, moment(job.end_time)],
    // On other states they mean nothing, and stand here only because the API tells them.
    ...(job.state === 'Failed'
      ? []
      : [[fields.code, text(job.code)] as const, [fields.message, text(job.message)] as const]),
    [fields.since, time(job.state_since)],
    [fields.firstSeen, time(job.first_seen_at)],
    [fields.changed, time(job.changed_at)],
    [fields.followed, html`${isEnded(job.state) ? followed.ended : followed[watch]}`],
  ];
  return html`<section class="card">
      <h2>${sections.fields}</h2>
      <dl>
        ${rows.map(
          ([label, value]) =>
            html`<dt>${label}</dt>
              <dd>${value}</dd> `,
        )}
      </dl>
      ${furtherFields(extra, sections.extra)}
      ${bucket && html`<p><a href="${vendorPages.console(bucket)}" rel="noreferrer">${console}</a></p>`}
    </section>
    ${rawFields(job, page)}`;
}

function visible(value: string): Html {
  return html`<bdi>${visibleText(value, LONGEST)}</bdi>`;
}

/** Of a field; what is longer helps nobody on a page. */
const LONGEST = 2_000;

/** The API documents some ten fields, and may come to tell as many more. */
const MOST_FURTHER = 60;

function furtherFields(extra: JobView['extra'], title: string): Html | '' {
  const leaves = Object.entries(extra).slice(0, MOST_FURTHER);
  if (leaves.length === 0) return '';
  return html`<h3>${title}</h3>
    <dl>
      ${leaves.map(
        ([name, value]) =>
          html`<dt><bdi>${visibleText(name, 80)}</bdi></dt>
            <dd>${visible(value)}</dd> `,
      )}
    </dl>`;
}

/** The inner XML, as it came: it says what the job works on, and how. */
function rawFields(job: JobView['story']['job'], { words }: PageContext): Html | '' {
  const { sections, fields } = words.pages.job;
  if (job.input === '' && job.operation === '') return '';
  return html`<details class="card">
    <summary>${sections.raw}</summary>
    ${rawField(fields.input, job.input)} ${rawField(fields.operation, job.operation)}
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
