import { html } from 'hono/html';
import { isRecovery } from '../../../core/incident/incident-end.ts';
import { severityWord } from '../../../render/words/severity-words.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import { actionForm } from '../../ui/action-form.ts';
import type { PageBasics, PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { incidentPath, jobPath } from '../../ui/page-paths.ts';
import { since } from '../../ui/since.ts';
import { notifiedLine } from '../notifications/notified-to.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { visible } from '../../ui/visible.ts';

/** An open incident at a glance: what, since when, who was notified, who has it; with the one click that takes it. */
export function incidentCard(incident: IncidentView, context: PageContext): Html {
  const { words, link, mayWrite } = context;
  const { id, openedAt, kind, jobs, unresolved } = incident;
  const { now, incident: own } = words.pages;
  const form =
    mayWrite && incident.state === 'open'
      ? actionForm({ incident: id, action: 'ack', back: 'now', button: own.actions.acknowledge }, context)
      : '';
  return html`<li class="card incident ${incidentLook(incident)}" id="incident-${id}">
    <p class="marks">${incidentMarks(incident, context, { isStateBelow: true })}</p>
    <h3><a href="${link(incidentPath(id))}">${visible(incident.title)}</a></h3>
    ${onlyJob(incident, context)}
    <p>
      ${now.since} ${since(openedAt, context)}${kind === 'jobs' ? ` · ${now.jobs(jobs, unresolved)}` : ''}
    </p>
    <p>${whoHasIt(incident, context)} · ${notifiedLine(incident, words)}</p>
    ${form}
  </li>`;
}

/** The job by its name, for who knows it knows what is at stake; nothing where the title says it already. */
function onlyJob({ onlyJob: job, title }: IncidentView, { link }: PageContext): Html | '' {
  if (job === undefined || job.name === '' || title.includes(job.name)) return '';
  return html`<p><a href="${link(jobPath(job))}">${visible(job.name, 128)}</a></p>`;
}

/** Marks for state, severity and silence. `isStateBelow` is for a place where words below say who has it. */
export function incidentMarks(
  incident: IncidentView,
  { words }: PageBasics,
  { isStateBelow } = { isStateBelow: false },
): Html {
  const { severity, isSilenced, closed } = incident;
  return html`${isStateBelow && closed === undefined ? '' : incidentStateMark(incident, words)}
    <span class="mark ${closed === undefined ? severity : 'past'}">${severityWord(severity, words.tag)}</span>
    ${isSilenced ? html`<span class="mark">${words.pages.now.silenced}</span>` : ''}`;
}

/** A mark for the state: grey once it closed, green only if it recovered. */
export function incidentStateMark({ state, closed }: IncidentView, words: PageBasics['words']): Html {
  const look = closed === undefined ? state : isRecovery(closed.end) ? 'closed' : 'past';
  return html`<span class="mark ${look}">${words.states[state]}</span>`;
}

/** The colour of an incident's edge: by its severity while it is open, grey afterwards unless it recovered. */
export function incidentLook({ severity, closed }: IncidentView): string {
  if (closed === undefined) return severity;
  return isRecovery(closed.end) ? 'closed' : 'past';
}

/** Says who acknowledged it, or that nobody has. */
export function whoHasIt({ acknowledged }: IncidentView, { words }: PageBasics): Html {
  if (acknowledged === undefined) return html`<strong class="bad">${words.states.open}</strong>`;
  return html`<bdi>${words.pages.now.has(visibleText(acknowledged.by, 300))}</bdi>`;
}
