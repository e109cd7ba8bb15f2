import { html } from 'hono/html';
import type { IncidentView } from '../../store/views/incident-views.ts';
import { formatInstant } from '../../time.ts';
import type { Html } from '../pages/html.ts';
import type { PageWords } from '../words/catalogue.ts';

/** The head of an incident on a page: how it stands, and what it is about. */
export function incidentHead({ state, title }: IncidentView, words: PageWords): Html {
  return html`<span class="mark ${state}">${words.states[state]}</span>
    <h1><bdi>${title}</bdi></h1>`;
}

/** What is known of an incident, as a list. */
export function incidentFacts(
  incident: IncidentView,
  { words, timezone }: { readonly words: PageWords; readonly timezone: string },
): Html {
  const { acknowledged, closed } = incident;
  const { facts } = words;
  const rows: readonly (readonly [label: string, value: string] | undefined)[] = [
    acknowledged && [
      facts.acknowledged,
      words.byAt(acknowledged.by, formatInstant(acknowledged.at, timezone)),
    ],
    closed && [facts.closed, `${formatInstant(closed.at, timezone)} (${words.closedBecause[closed.reason]})`],
    [facts.since, formatInstant(incident.openedAt, timezone)],
    incident.kind === 'jobs' ? [facts.jobs, words.jobs(incident.jobs, incident.unresolved)] : undefined,
    [facts.rule, incident.rule],
    [facts.severity, incident.severity],
    [facts.toldTo, incident.toldTo.join(', ')],
    [facts.incident, incident.id],
  ];
  // `bdi`: a name that reads from right to left must not turn round what stands beside it.
  return html`<dl>
    ${rows.map(
      (row) =>
        row &&
        html`<dt>${row[0]}</dt>
          <dd><bdi>${row[1]}</bdi></dd> `,
    )}
  </dl>`;
}
