import { html } from 'hono/html';
import type { IncidentDetail } from '../../../store/views/incident-detail.ts';
import { incidentDetails } from '../incident/incident-details.ts';
import { incidentHead } from '../incident/incident-head.ts';
import { incidentWhy } from '../incident/incident-why.ts';
import type { Html } from '../../base/html.ts';
import type { PageBasics } from '../../ui/page-context.ts';
import { pageFrame } from '../../ui/page-frame.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { monitoringLine } from '../health/monitoring-line.ts';
import type { MonitoringState } from '../../health/monitoring-state.ts';
import type { AcknowledgeLink } from '../../auth/acknowledge-links.ts';
import { firstJobs } from './first-jobs.ts';

interface Shown {
  detail: IncidentDetail;
  monitoring: MonitoringState;
  /** As it was followed, and checked. */
  link: AcknowledgeLink;
  /** True when this very request has acknowledged it. */
  isDone: boolean;
}

/** The page for a receiver who follows the link in a mail, before and after they click. It shows no other incident. */
export function acknowledgePage(shown: Shown, context: PageBasics): Html {
  const { detail, monitoring } = shown;
  const { words } = context;
  const { id, title } = detail.incident;
  return pageFrame({
    language: words.tag,
    title: visibleText(title, 120),
    zone: words.zone(context.timezone),
    // The link to the whole is relative, as the form's action is; it asks for a login where one is needed.
    body: html`${incidentHead(detail, {
      context,
      more: html`${whatToDo(shown, context)}
        <p><a href="../${encodeURIComponent(id)}">${words.pages.incident.whole}</a></p>
        ${monitoringLine(monitoring, context)}`,
    })}
    ${incidentWhy(detail, context)} ${firstJobs(detail, context)} ${incidentDetails(detail, context)}`,
  });
}

function whatToDo({ detail, link, isDone }: Shown, { words }: PageBasics): Html {
  const { acknowledge } = words;
  const { state, acknowledged } = detail.incident;
  if (state === 'closed') return html`<p class="notice" role="status">${acknowledge.over}</p>`;
  if (state === 'acknowledged') {
    const done = isDone
      ? acknowledge.done(visibleText(link.for, 300))
      : acknowledge.taken(visibleText(acknowledged?.by ?? '', 300));
    return html`<p class="notice" role="status"><bdi>${done}</bdi></p>
      ${isDone ? html`<p class="dim">${acknowledge.effect}</p>` : ''}`;
  }
  // The action is relative: the server may be reached below a path that it does not know.
  return html`<p>${acknowledge.offer(visibleText(link.for, 300))}</p>
    <form method="post" action="acknowledge">
      <input type="hidden" name="until" value="${link.until}" />
      <input type="hidden" name="for" value="${link.for}" />
      <input type="hidden" name="signature" value="${link.signature}" />
      <button type="submit">${acknowledge.button}</button>
    </form>
    <p class="dim">${acknowledge.effect}</p>`;
}
