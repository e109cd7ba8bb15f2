import { html } from 'hono/html';
import type { CodeAdvice } from '../../alerts/code-advice.ts';
import { errorCode } from '../../alerts/error-codes.ts';
import { missingAction } from '../../alerts/fact-fault.ts';
import type { QueueFact } from '../../alerts/queue-fact.ts';
import type { IncidentDetail } from '../../store/views/incident-detail.ts';
import type { PageBasics } from './page-context.ts';
import type { Html } from './html.ts';
import { visibleText } from './visible-text.ts';
import { visible } from './visible.ts';
import { LANGUAGES } from '../../alerts/message.ts';

/** What is known of the cause and what to do about it; nothing where nothing is. */
export function incidentWhy(detail: IncidentDetail, context: PageBasics): Html | '' {
  const { lines, queues } = detail;
  const advice = adviceOn(detail, context);
  if (lines.length + queues.length + advice.length === 0) return '';
  return html`<section class="card" aria-labelledby="why">
    <h2 id="why">${context.words.pages.incident.why.title}</h2>
    ${lines.map((line) => html`<p>${visible(line, 600)}</p> `)}
    ${queues.map((queue) => queueNote(queue, context))} ${advice.map((note) => adviceNote(note, context))}
  </section>`;
}

/** As its mails say it; before the first one, what the table knows of its code. */
function adviceOn(
  { advice, incident }: IncidentDetail,
  { words, errorCodes }: PageBasics,
): readonly CodeAdvice[] {
  if (advice.length > 0) return advice;
  const code = incident.labels.code ?? '';
  const known = errorCode(code, errorCodes);
  const language = LANGUAGES.find((tag) => tag === words.tag) ?? 'en';
  if (known === undefined) return [];
  const { means, action, link } = known;
  return [{ code, means: means[language], action: action[language], ...(link && { link: link[language] }) }];
}

function adviceNote({ code, means, action, link }: CodeAdvice, { words }: PageBasics): Html {
  const { why } = words.pages.incident;
  const shown = visibleText(code, 60);
  const more =
    link !== undefined && /^https?:\/\//.test(link)
      ? html`<br /><a href="${link}" rel="noreferrer">${why.more(shown)}</a>`
      : '';
  return html`<p>
    <strong>${visible(code, 60)}</strong>: ${visible(means, 500)}<br />${why.action(visibleText(action, 500))}${more}
  </p> `;
}

function queueNote(queue: QueueFact, context: PageBasics): Html {
  const { why } = context.words.pages.incident;
  const { fault, askedAt } = queue;
  const [id, name, state] = [queue.queueId, queue.name, queue.state].map((text) => visibleText(text, 128));
  const said =
    fault !== undefined
      ? why.queueNotAsked(
          id ?? '',
          why.fault({
            code: visibleText(fault.code, 80),
            kind: fault.kind,
            action: missingAction('queues', fault),
          }),
        )
      : state === ''
        ? why.queueNotFound(id ?? '', (queue.lists ?? ['/queue']).join(', '))
        : why.queue({ id: id ?? '', name: name ?? '', state: state ?? '' });
  return html`<p><bdi>${said}</bdi> <span class="dim">${why.asked} ${context.time(askedAt)}</span></p> `;
}
