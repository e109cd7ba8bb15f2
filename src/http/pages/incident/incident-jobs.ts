import { html } from 'hono/html';
import type { Resolution } from '../../../core/incident/lifecycle.ts';
import { partEndText } from '../../../render/words/member-words.ts';
import { failedObjects, type ObjectDetails } from '../../../core/job/object-details.ts';
import { errorCodeOf } from '../../../core/job/error-code.ts';
import type { IncidentDetail, MemberView } from '../../../store/views/incident-detail.ts';
import { listTable } from '../../ui/list-table.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { jobPath, withQuery } from '../../ui/page-paths.ts';
import { stateMark } from '../../ui/state-mark.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { visible } from '../../ui/visible.ts';

/** A page is for reading, on a phone too: more jobs are counted. */
const MOST_LISTED = 100;

/** The jobs of an incident, those that it still holds first. */
export function incidentJobs({ members, incident }: IncidentDetail, context: PageContext): Html {
  const { jobs } = context.words.pages.incident;
  const listed = members.slice(0, MOST_LISTED);
  const rest = incident.jobs - listed.length;
  return html`<section class="card">
    <h2 id="jobs">${jobs.title}</h2>
    ${listed.length === 0 ? html`<p class="empty">${jobs.none}</p>` : table(listed, context)}
    ${rest > 0 ? html`<p><a href="${context.link(listOf(incident.labels))}">${jobs.more(rest)}</a></p>` : ''}
  </section>`;
}

/** The list of jobs, as near to those of the incident as its filters come. */
function listOf({ target, state, name }: IncidentDetail['incident']['labels']): string {
  return withQuery('/jobs', {
    target: target || undefined,
    state: state || undefined,
    name: name || undefined,
  });
}

function table(members: readonly MemberView[], context: PageContext): Html {
  const { columns, title } = context.words.pages.incident.jobs;
  const head = [columns.job, columns.now, columns.since, columns.toldFor];
  // What the API said of all alike stands once, with the cause.
  const isMessageShared = new Set(members.map(({ message }) => message)).size === 1;
  const rows = members.map((member) => cells(member, { isMessageShared }, context));
  return listTable({ label: title, head, rows });
}

function cells(
  member: MemberView,
  { isMessageShared }: { isMessageShared: boolean },
  context: PageContext,
): readonly Html[] {
  const { words, time } = context;
  const { jobs } = words.pages.incident;
  const { toldFor, state, since, ended, isFlapping, message } = member;
  const end = ended && { how: ended.how, by: visibleText(ended.by, 60) };
  const notes = [
    visibleText(errorCodeOf(member), 60),
    objectsNote(member.objects, context),
    end === undefined ? '' : partEndText(end, words.tag),
    isFlapping ? jobs.flapping : '',
  ].filter((note) => note !== '');
  const isMessageShown = state === 'Failed' && message !== '' && !isMessageShared;
  return [
    jobLink(member, context),
    html`${stateMark(state, { isPast: isPast(member) })}${notes.map(
      (note) => html`<br /><span class="dim"><bdi>${note}</bdi></span>`,
    )}${isMessageShown ? html`<br /><span class="dim">${visible(message.trim(), 200)}</span>` : ''}`,
    time(since),
    stateMark(toldFor, { isPast: ended !== undefined }),
  ];
}

/** A job by its name, with its id below. */
function jobLink({ target, jobId, name }: MemberView, { link }: PageContext): Html {
  const id = visible(jobId, 60);
  const shown = name === '' ? id : html`${visible(name, 80)} <code>${id}</code>`;
  return html`<a class="job" href="${link(jobPath({ target, jobId }))}">${shown}</a>`;
}

/** Returns true when nobody watches the job any more. */
function isPast({ ended }: MemberView): boolean {
  return ended !== undefined && UNSEEN.has(ended.how);
}

const UNSEEN: ReadonlySet<Resolution> = new Set(['vanished', 'outlived', 'target-removed']);

function objectsNote(details: ObjectDetails | undefined, { words }: PageContext): string {
  const failed = failedObjects(details);
  if (details?.kind !== 'counted' || failed === 0) return '';
  return words.pages.incident.jobs.objects(failed, details.isFailedComplete ? details.total : 0);
}
