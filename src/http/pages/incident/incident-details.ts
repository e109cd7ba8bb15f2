import { html } from 'hono/html';
import { GROUP_FIELDS } from '../../../core/rule/group.ts';
import type { IncidentDetail } from '../../../store/views/incident-detail.ts';
import { formatDuration } from '../../../platform/time.ts';
import { closedSince } from './incident-head.ts';
import { detailList, type Detail } from '../../ui/detail-list.ts';
import type { PageBasics } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { since } from '../../ui/since.ts';
import { notifiedDetail } from '../notifications/notified-to.ts';
import { visible } from '../../ui/visible.ts';

/** The people who acknowledged it or were notified, and its names. */
export function incidentDetails({ incident }: IncidentDetail, context: PageBasics): Html {
  const { words } = context;
  const { pages } = words;
  const { openedAt, closed, acknowledged } = incident;
  const labels = GROUP_FIELDS.flatMap((field) => {
    const value = incident.labels[field] ?? '';
    return value === '' ? [] : [{ name: pages.incident.labels[field], value }];
  });
  const rows: readonly (Detail | undefined)[] = [
    acknowledged && [
      words.details.acknowledged,
      html`${visible(acknowledged.by)}${words.clause}${since(acknowledged.at, context)}`,
    ],
    closed && [words.details.closed, closedSince(closed, context)],
    closed && [pages.incident.details.lasted, formatDuration(closed.at - openedAt, pages.now.units)],
    [words.details.notifiedTo, notifiedDetail(incident, words)],
    [words.details.rule, visible(incident.rule)],
    labels.length === 0
      ? undefined
      : [
          pages.incident.details.labels,
          html`${labels.map(({ name, value }) => html`<span class="label">${name} ${visible(value)}</span> `)}`,
        ],
    [words.details.incident, html`<code>${incident.id}</code>`],
  ];
  return html`<section class="card" aria-labelledby="facts">
    <h2 id="facts">${pages.incident.details.title}</h2>
    ${detailList(rows)}
  </section>`;
}
