import { html } from 'hono/html';
import { failedObjects, type ObjectsFact } from '../../alerts/objects-fact.ts';
import type { IncidentDetail, MemberView } from '../../store/views/incident-detail.ts';
import { listTable } from './list-table.ts';
import type { PageContext } from './page-context.ts';
import type { Html } from './html.ts';
import { stateMark } from './state-mark.ts';
import { visibleText } from './visible-text.ts';
import { visible } from './visible.ts';

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
function listOf(labels: IncidentDetail['incident']['labels']): string {
  const { target = '', state = '', name = '' } = labels;
  const query = new URLSearchParams(
    Object.entries({ target, state, name }).filter(([, value]) => value !== ''),
  );
  return `/jobs${query.size === 0 ? '' : `?${query.toString()}`}`;
}

function table(members: readonly MemberView[], context: PageContext): Html {
  const { columns, title } = context.words.pages.incident.jobs;
  const head = [columns.job, columns.name, columns.toldFor, columns.now, columns.since];
  return listTable({ label: title, head, rows: members.map((member) => cells(member, context)) });
}

function cells(member: MemberView, context: PageContext): readonly Html[] {
  const { words, link, time } = context;
  const { ended: how, jobs } = words.pages.incident;
  const { target, jobId, name, toldFor, state, since, ended, isFlapping, code } = member;
  const path = `/jobs/${encodeURIComponent(target)}/${encodeURIComponent(jobId)}`;
  const notes = [
    state === 'Failed' && code !== '' ? visibleText(code, 60) : '',
    objectsNote(member.objects, context),
    ended === undefined ? '' : how[ended.how](visibleText(ended.by, 60)),
    isFlapping ? jobs.flapping : '',
  ].filter((note) => note !== '');
  return [
    html`<a href="${link(path)}">${visible(jobId, 60)}</a>`,
    visible(name, 80),
    stateMark(toldFor),
    html`${stateMark(state)}${notes.map((note) => html`<br /><span class="dim"><bdi>${note}</bdi></span>`)}`,
    time(since),
  ];
}

function objectsNote(fact: ObjectsFact | undefined, { words }: PageContext): string {
  const failed = failedObjects(fact);
  if (fact?.kind !== 'counted' || failed === 0) return '';
  return words.pages.incident.jobs.objects(failed, fact.isFailedComplete ? fact.total : 0);
}
