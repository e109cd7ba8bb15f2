import { z } from 'zod';
import { markup, type Markup } from '../../platform/text/markup.ts';
import type { Instant } from '../../platform/time.ts';
import { bubble } from './bubble.ts';
import { drawLink } from './marks.ts';
import { vendorApp, type ChatReader } from './vendor-app.ts';

const alertSchema = z.object({
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  generatorURL: z.string(),
});
interface Alert extends z.output<typeof alertSchema> {
  receivedAt: Instant;
}

/** Alertmanager's page of alerts. It knows an alert by its labels, and lists those alone that have not ended. */
export const alertmanagerApp = vendorApp({
  channel: 'alertmanager',
  title: { en: 'Alertmanager' },
  path: '/api/v2/alerts',
  body: z.array(alertSchema),
  answer: () => ({ body: '' }),
  draw(posts, reader) {
    const alerts = new Map<string, Alert>();
    for (const { body, receivedAt } of posts)
      for (const alert of body) alerts.set(identityOf(alert), { ...alert, receivedAt });
    return [...alerts.values()]
      .toSorted((one, other) => Date.parse(other.startsAt) - Date.parse(one.startsAt))
      .map((alert) => drawAlert(alert, reader));
  },
});

function identityOf({ labels }: Pick<Alert, 'labels'>): string {
  return JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function drawAlert(alert: Alert, reader: ChatReader): Markup {
  const { labels, annotations, startsAt, endsAt, generatorURL, receivedAt } = alert;
  const isOver = Date.parse(endsAt) <= receivedAt;
  const content = markup`<div class="alert"><p><span class="mark ${isOver ? 'resolved' : 'critical'}">${isOver ? 'resolved' : 'active'}</span>
${startsAt} ${drawLink('Source', generatorURL)}</p>
<dl>${Object.entries(annotations).map(([key, value]) => markup`<dt>${key}</dt><dd>${value}</dd>`)}</dl>
<p class="labels">${Object.entries(labels).map(([key, value]) => markup`<code>${key}="${value}"</code> `)}</p></div>`;
  return bubble({ receivedAt, content }, reader);
}
