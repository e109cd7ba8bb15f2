import { html } from 'hono/html';
import type { IncidentView } from '../../store/views/incident-views.ts';
import type { AcknowledgeLink } from './acknowledge-links.ts';
import { incidentFacts, incidentHead } from './incident-facts.ts';
import { pageFrame } from '../pages/page-frame.ts';
import type { Html } from '../pages/html.ts';
import type { PageWords } from '../words/catalogue.ts';

/** What a receiver sees who follows the link in a mail, before and after they click. */
export function acknowledgePage(shown: {
  readonly incident: IncidentView;
  /** As it was followed, and checked. */
  readonly link: AcknowledgeLink;
  /** True when this very request has acknowledged it. */
  readonly isDone: boolean;
  readonly words: PageWords;
  readonly timezone: string;
}): Html {
  const { incident, words } = shown;
  return pageFrame({
    language: words.tag,
    title: incident.title,
    // The link to the whole is relative, as the form's action is; it asks for a login where one is needed.
    body: html`<div class="card">
      ${incidentHead(incident, words)} ${whatToDo(shown)} ${incidentFacts(incident, shown)}
      <p><a href="../${encodeURIComponent(incident.id)}">${words.pages.incident.whole}</a></p>
    </div>`,
  });
}

function whatToDo({ incident, link, isDone, words }: Parameters<typeof acknowledgePage>[0]): Html {
  const { acknowledge } = words;
  if (incident.state === 'closed') return html`<p class="notice" role="status">${acknowledge.over}</p>`;
  if (incident.state === 'acknowledged') {
    const who = incident.acknowledged?.by ?? '';
    const said = isDone ? acknowledge.done(link.for) : acknowledge.taken(who);
    return html`<p class="notice" role="status"><bdi>${said}</bdi></p>
      ${isDone ? html`<p class="dim">${acknowledge.effect}</p>` : ''}`;
  }
  // The action is relative: the server may be reached below a path that it does not know.
  return html`<p>${acknowledge.offer(link.for)}</p>
    <form method="post" action="acknowledge">
      <input type="hidden" name="until" value="${link.until}" />
      <input type="hidden" name="for" value="${link.for}" />
      <input type="hidden" name="signature" value="${link.signature}" />
      <button type="submit">${acknowledge.button}</button>
    </form>
    <p class="dim">${acknowledge.effect}</p>`;
}
