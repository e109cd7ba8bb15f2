import { html } from 'hono/html';
import type { IncidentDetail } from '../../../store/views/incident-detail.ts';
import { incidentLook, incidentMarks, whoHasIt } from './incident-card.ts';
import type { PageBasics } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { since } from '../../ui/since.ts';
import { visible } from '../../ui/visible.ts';

/** The facts for somebody who was woken by it; `more` stands below. */
export function incidentHead(
  { incident }: IncidentDetail,
  { context, more }: { context: PageBasics; more: Html },
): Html {
  const { now } = context.words.pages;
  const { openedAt, kind, jobs, unresolved, closed } = incident;
  return html`<div class="card incident ${incidentLook(incident)}">
    <p class="marks">${incidentMarks(incident, context, { isStateBelow: incident.state === 'open' })}</p>
    <h1>${visible(incident.title, 300)}</h1>
    <p>
      ${now.since} ${since(openedAt, context)}${kind === 'jobs' ? ` · ${now.jobs(jobs, unresolved)}` : ''}
    </p>
    <p>${closed === undefined ? whoHasIt(incident, context) : closedSince(closed, context)}</p>
    ${more}
  </div>`;
}

export function closedSince(
  { at, end }: NonNullable<IncidentDetail['incident']['closed']>,
  context: PageBasics,
): Html {
  return html`${context.words.closedBecause[end]} · ${since(at, context)}`;
}
