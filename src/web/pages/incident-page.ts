import { html } from 'hono/html';
import type { IncidentDetail } from '../../store/views/incident-detail.ts';
import { formatDuration } from '../../time.ts';
import { incidentActions } from './incident-actions.ts';
import { incidentMarks, whoHasIt } from './incident-card.ts';
import { incidentJobs } from './incident-jobs.ts';
import { incidentMails } from './incident-mails.ts';
import { incidentThread } from './incident-thread.ts';
import { incidentWhy } from './incident-why.ts';
import type { PageContext } from './page-context.ts';
import { pageFrame } from './page-frame.ts';
import type { Html } from './html.ts';
import { since } from './since.ts';
import { toldFact } from './told-to.ts';
import { visibleText } from './visible-text.ts';
import { visible } from './visible.ts';

/** One incident: how it stands, what to do, why, which jobs, what happened, and who was told how. */
export function incidentPage(detail: IncidentDetail, context: PageContext): Html {
  const { words } = context;
  return pageFrame({
    language: words.tag,
    title: visibleText(detail.incident.title, 120),
    bar: { context },
    body: html`${head(detail, context)} ${incidentActions(detail.incident, context)}
    ${incidentWhy(detail, context)} ${facts(detail, context)} ${incidentJobs(detail, context)}
    ${incidentThread(detail, context)} ${incidentMails(detail, context)}`,
  });
}

/** What somebody must know who was woken by it. */
function head({ incident }: IncidentDetail, context: PageContext): Html {
  const { now } = context.words.pages;
  const { openedAt, kind, jobs, unresolved, closed } = incident;
  return html`<div class="card incident ${incident.severity}">
    <p class="marks">${incidentMarks(incident, context)}</p>
    <h1>${visible(incident.title, 300)}</h1>
    <p>
      ${now.since} ${since(openedAt, context)}${kind === 'jobs' ? ` · ${now.jobs(jobs, unresolved)}` : ''}
    </p>
    <p>${closed === undefined ? whoHasIt(incident, context) : closedSince(closed, context)}</p>
  </div>`;
}

function closedSince(
  { at, reason }: NonNullable<IncidentDetail['incident']['closed']>,
  context: PageContext,
): Html {
  return html`${context.words.closedBecause[reason]} · ${since(at, context)}`;
}

function facts({ incident }: IncidentDetail, context: PageContext): Html {
  const { words } = context;
  const { pages } = words;
  const { openedAt, closed, acknowledged } = incident;
  const labels = Object.entries(incident.labels).filter(([, value]) => value !== '');
  const rows: readonly (readonly [label: string, value: Html | string] | undefined)[] = [
    acknowledged && [
      words.facts.acknowledged,
      html`${visible(acknowledged.by)}, ${since(acknowledged.at, context)}`,
    ],
    closed && [words.facts.closed, closedSince(closed, context)],
    closed && [pages.incident.facts.lasted, formatDuration(closed.at - openedAt, pages.now.units)],
    [words.facts.toldTo, toldFact(incident, words)],
    [words.facts.rule, visible(incident.rule)],
    labels.length === 0
      ? undefined
      : [
          pages.incident.facts.labels,
          html`${labels.map(([key, value]) => html`<span class="label">${key} ${visible(value)}</span> `)}`,
        ],
    [words.facts.incident, html`<code>${incident.id}</code>`],
  ];
  return html`<section class="card" aria-labelledby="facts">
    <h2 id="facts">${pages.incident.facts.title}</h2>
    <dl>
      ${rows.map(
        (row) =>
          row &&
          html`<dt>${row[0]}</dt>
            <dd>${row[1]}</dd> `,
      )}
    </dl>
  </section>`;
}
