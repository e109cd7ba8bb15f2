import { html } from 'hono/html';
import { missingAction } from '../../../core/job/enrichment-fault.ts';
import type { QueueDetails } from '../../../core/job/queue-details.ts';
import type { IncidentDetail } from '../../../store/views/incident-detail.ts';
import { incidentCauses } from './incident-causes.ts';
import type { PageBasics } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { visible } from '../../ui/visible.ts';

/** The known causes with advice; nothing where none is known. */
export function incidentWhy(detail: IncidentDetail, context: PageBasics): Html | '' {
  const { lines, queues } = detail;
  const causes = incidentCauses(detail, context);
  if (lines.length + queues.length + causes.length === 0) return '';
  return html`<section class="card" aria-labelledby="why">
    <h2 id="why">${context.words.pages.incident.why.title}</h2>
    ${lines.map((line) => html`<p>${visible(line, 600)}</p> `)}
    ${queues.map((queue) => queueNote(queue, context))} ${causes}
  </section>`;
}

/** By its name where that is known, with its id in the detail. */
function queueNote(queue: QueueDetails, context: PageBasics): Html {
  const { why } = context.words.pages.incident;
  const { fault, askedAt, queueId, state } = queue;
  const name = visibleText(queue.name || queueId, 128);
  const note =
    fault !== undefined
      ? why.queueNotAsked(
          name,
          why.fault({
            code: visibleText(fault.code, 80),
            kind: fault.kind,
            action: missingAction('queues', fault),
          }),
        )
      : state === ''
        ? why.queueNotFound(name, (queue.lists ?? ['/queue']).join(context.words.comma))
        : why.queue(name, visibleText(state, 128));
  const id = queue.name === '' ? '' : html`${visible(queueId, 128)} · `;
  return html`<p><bdi>${note}</bdi> <span class="dim">${id}${why.asked} ${context.time(askedAt)}</span></p> `;
}
