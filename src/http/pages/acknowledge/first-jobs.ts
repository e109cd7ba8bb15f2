import { html } from 'hono/html';
import type { IncidentDetail } from '../../../store/views/incident-detail.ts';
import type { Html } from '../../base/html.ts';
import type { PageBasics } from '../../ui/page-context.ts';
import { stateMark } from '../../ui/state-mark.ts';
import { visible } from '../../ui/visible.ts';

/** Enough to know which ones; the incident's own page has the others. */
const MOST_LISTED = 5;

/** The first jobs of an incident by name, those that it still holds before others; nothing where there are none. */
export function firstJobs({ members, incident }: IncidentDetail, { words }: PageBasics): Html | '' {
  const { jobs } = words.pages.incident;
  if (members.length === 0) return '';
  const listed = members.slice(0, MOST_LISTED);
  const rest = incident.jobs - listed.length;
  return html`<section class="card" aria-labelledby="jobs">
    <h2 id="jobs">${jobs.title}</h2>
    <ul class="lines">
      ${listed.map(
        ({ name, jobId, state }) =>
          html`<li>${stateMark(state)} ${visible(name === '' ? jobId : name, 80)}</li> `,
      )}
    </ul>
    ${rest > 0 ? html`<p class="dim">${jobs.more(rest)}</p>` : ''}
  </section>`;
}
