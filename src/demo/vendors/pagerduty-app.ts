import { z } from 'zod';
import { markup, type Markup } from '../../platform/text/markup.ts';
import { bubble } from './bubble.ts';
import { drawLink } from './marks.ts';
import { vendorApp, type ChatPost, type ChatReader } from './vendor-app.ts';

const trigger = z.object({
  event_action: z.literal('trigger'),
  dedup_key: z.string(),
  payload: z.object({
    summary: z.string(),
    source: z.string(),
    severity: z.string(),
    custom_details: z.record(z.string(), z.unknown()),
  }),
  links: z.array(z.object({ href: z.string(), text: z.string() })),
});
const resolve = z.object({ event_action: z.literal('resolve'), dedup_key: z.string() });
type Trigger = z.output<typeof trigger>;

/** A service in PagerDuty: one alert for each `dedup_key`, with the text of its last event. */
export const pagerdutyApp = vendorApp({
  channel: 'pagerduty',
  title: { en: 'PagerDuty' },
  path: '/v2/enqueue',
  body: z.discriminatedUnion('event_action', [trigger, resolve]),
  answer: () => ({ status: 202, body: { status: 'success', message: 'Event processed' } }),
  draw: (posts, reader) =>
    [...Map.groupBy(posts, ({ body }) => body.dedup_key).values()]
      .toSorted((one, other) => (other.at(-1)?.number ?? 0) - (one.at(-1)?.number ?? 0))
      .map((events) => drawAlert(events, reader)),
});

function drawAlert(
  events: readonly ChatPost<Trigger | z.output<typeof resolve>>[],
  reader: ChatReader,
): Markup {
  const last = events.at(-1);
  const latest = events.flatMap(({ body }) => (body.event_action === 'trigger' ? [body] : [])).at(-1);
  if (last === undefined) return markup``;
  const isOver = last.body.event_action === 'resolve';
  const state = markup`<span class="mark ${isOver ? 'resolved' : 'critical'}">${isOver ? 'resolved' : 'triggered'}</span>`;
  const content =
    latest === undefined
      ? markup`${state} <span class="dim">${last.body.dedup_key}</span>`
      : drawTrigger(latest, state);
  return bubble({ receivedAt: last.receivedAt, content }, reader);
}

function drawTrigger({ payload, links }: Trigger, state: Markup): Markup {
  const { summary, source, severity, custom_details: details } = payload;
  return markup`<div class="alert">${state} <b>${summary}</b>
<p class="dim">${severity}, ${source}</p>
<dl>${Object.entries(details).map(([key, value]) => markup`<dt>${key}</dt><dd>${textOf(value)}</dd>`)}</dl>
<p class="buttons">${links.map(({ href, text }) => drawLink(text, href))}</p></div>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
