import { html } from 'hono/html';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import { INCIDENT_STATES } from '../../api/json/incident-json.ts';
import { choice, on } from '../../ui/choice.ts';
import { closedSince } from '../incident/incident-head.ts';
import { incidentMarks, whoHasIt } from '../incident/incident-card.ts';
import { incidentsPath, type IncidentsQuery } from './incidents-query.ts';
import { listTable } from '../../ui/list-table.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { barPage } from '../../ui/page-frame.ts';
import { incidentPath } from '../../ui/page-paths.ts';
import type { Html } from '../../base/html.ts';
import { notifiedLine } from '../notifications/notified-to.ts';
import { visible } from '../../ui/visible.ts';
import { olderLinks } from '../../ui/older-links.ts';

interface Shown {
  query: IncidentsQuery;
  /** The newest first. */
  incidents: readonly IncidentView[];
  /** The start of the older ones; undefined when there are none. */
  next: string | undefined;
  /** The choices of the filters. */
  rules: readonly string[];
  targets: readonly string[];
}

export function incidentsPage(shown: Shown, context: PageContext): Html {
  const { title } = context.words.pages.incidents;
  const { query, next } = shown;
  const path = (cursor: string | undefined) => incidentsPath({ ...query, cursor });
  return barPage(context, {
    title,
    current: 'incidents',
    body: html`<h1>${title}</h1>
      ${filterForm(shown, context)}
      <section class="card">
        ${list(shown, context)} ${olderLinks({ label: title, cursor: query.cursor, next, path }, context)}
      </section>`,
  });
}

/** It asks by GET, so that its answer has an address. */
function filterForm({ query, rules, targets }: Shown, { words, link }: PageContext): Html {
  const { filter: phrases, columns } = words.pages.jobs;
  const { rule, target, states } = query;
  const any = phrases.any;
  return html`<form
    class="card filter"
    method="get"
    action="${link('/incidents')}"
    aria-label="${phrases.title}"
  >
    <div class="fields">
      ${choice({ name: 'rule', label: words.details.rule, any, values: rules, chosen: rule })}
      ${choice({ name: 'target', label: columns.target, any, values: targets, chosen: target })}
    </div>
    <fieldset class="choices">
      <legend>${words.pages.incidents.columns.state}</legend>
      ${INCIDENT_STATES.map(
        (state) =>
          html`<label
            ><input type="checkbox" name="state" value="${state}" ${on(states?.includes(state), 'checked')} />
            ${words.states[state]}</label
          > `,
      )}
    </fieldset>
    <p class="actions">
      <button type="submit">${phrases.apply}</button>
      <a href="${link('/incidents')}">${phrases.clear}</a>
    </p>
  </form>`;
}

function list({ query, incidents }: Shown, context: PageContext): Html {
  const { title, columns, empty } = context.words.pages.incidents;
  const { rule } = context.words.details;
  const isFiltered = Object.values(query).some((value) => value !== undefined);
  if (incidents.length === 0) return html`<p class="empty">${isFiltered ? empty.filtered : empty.none}</p>`;
  return listTable({
    label: title,
    head: [columns.incident, columns.state, columns.since, columns.jobs, columns.notified, rule],
    rows: incidents.map((incident) => cells(incident, context)),
  });
}

function cells(incident: IncidentView, context: PageContext): readonly (Html | string)[] {
  const { words, link, time } = context;
  const { id, title, openedAt, kind, jobs, unresolved, closed, rule, onlyJob } = incident;
  const taken = incident.acknowledged === undefined ? '' : html`<p>${whoHasIt(incident, context)}</p>`;
  const name = onlyJob === undefined || title.includes(onlyJob.name) ? '' : onlyJob.name;
  return [
    html`<a class="job" href="${link(incidentPath(id))}"
      >${visible(title)} ${name === '' ? '' : html`<code>${visible(name, 80)}</code>`}</a
    >`,
    html`<span class="marks">${incidentMarks(incident, context)}</span>
      ${closed === undefined ? taken : html`<p>${closedSince(closed, context)}</p>`}`,
    time(openedAt),
    kind === 'jobs' ? words.pages.now.jobs(jobs, unresolved) : '',
    notifiedLine(incident, words),
    visible(rule),
  ];
}
