import { html } from 'hono/html';
import type { IncidentView } from '../../store/views/incident-views.ts';
import { deedForm } from './deed-form.ts';
import type { PageBasics, PageContext } from './page-context.ts';
import type { Html } from './html.ts';
import { jobPath } from './page-paths.ts';
import { since } from './since.ts';
import { toldLine } from './told-to.ts';
import { visibleText } from './visible-text.ts';
import { visible } from './visible.ts';

/** An open incident at a glance: what, since when, who was told, who has it; with the one click that takes it. */
export function incidentCard(incident: IncidentView, context: PageContext): Html {
  const { words, link, mayWrite } = context;
  const { id, openedAt, kind, jobs, unresolved } = incident;
  const { now, incident: own } = words.pages;
  const form =
    mayWrite && incident.state === 'open'
      ? deedForm({ incident: id, deed: 'ack', back: 'now', button: own.actions.acknowledge }, context)
      : '';
  return html`<li class="card incident ${incident.severity}" id="incident-${id}">
    <p class="marks">${incidentMarks(incident, context)}</p>
    <h3><a href="${link(`/incidents/${encodeURIComponent(id)}`)}">${visible(incident.title)}</a></h3>
    ${onlyJob(incident, context)}
    <p>
      ${now.since} ${since(openedAt, context)}${kind === 'jobs' ? ` · ${now.jobs(jobs, unresolved)}` : ''}
    </p>
    <p>${whoHasIt(incident, context)} · ${toldLine(incident, words)}</p>
    ${form}
  </li>`;
}

/** The job by its name, for who knows it knows what is at stake; nothing where the title says it already. */
function onlyJob({ onlyJob: job, title }: IncidentView, { link }: PageContext): Html | '' {
  if (job === undefined || job.name === '' || title.includes(job.name)) return '';
  return html`<p><a href="${link(jobPath(job.target, job.jobId))}">${visible(job.name, 128)}</a></p>`;
}

/** How it stands, how bad it is, and whether it is held back. */
export function incidentMarks({ state, severity, isSilenced }: IncidentView, { words }: PageBasics): Html {
  return html`<span class="mark ${state}">${words.states[state]}</span>
    <span class="mark ${severity}">${severity}</span>
    ${isSilenced ? html`<span class="mark">${words.pages.now.silenced}</span>` : ''}`;
}

export function whoHasIt({ acknowledged }: IncidentView, { words }: PageBasics): Html {
  const { nobody, has } = words.pages.now;
  if (acknowledged === undefined) return html`<strong>${nobody}</strong>`;
  return html`<bdi>${has(visibleText(acknowledged.by))}</bdi>`;
}
