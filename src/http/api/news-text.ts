import { z } from '@hono/zod-openapi';
import type { IncidentNews, News, NewsPosition, TransitionNews } from '../../store/views/news.ts';
import { apiTime, toApiTime } from '../respond/api-time.ts';
import { incidentEventJson, incidentJson, toEventJson, toIncidentJson } from './json/incident-json.ts';

/** The data of a `transition` in the stream: as /transitions tells it. */
export const transitionNewsJson = z.object({
  id: z.int(),
  target: z.string(),
  jobId: z.string(),
  name: z.string(),
  from: z.string().nullable().openapi({ description: 'Null when it was seen for the first time.' }),
  to: z.string(),
  observedAt: apiTime,
  since: apiTime,
  pollId: z.string(),
  baseline: z.boolean().openapi({ description: 'Found by the initial scan.' }),
});

/** The data of an `incident` in the stream: what happened, and the incident as it is now. */
export const incidentNewsJson = incidentJson.extend({ event: incidentEventJson });

/** News as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export function newsText({ transitions, incidents, next }: News, after: NewsPosition): string {
  const place = { ...after };
  const parts: string[] = [];
  const add = (event: string, data: unknown) =>
    parts.push(`event: ${event}\nid: ${formatPlace(place)}\ndata: ${JSON.stringify(data)}\n\n`);
  for (const transition of transitions) {
    place.transition = transition.id;
    add('transition', toTransitionJson(transition));
  }
  for (const news of incidents) {
    place.event = news.event.id;
    add('incident', toIncidentNewsJson(news));
  }
  // Behind what is not there any more, too.
  return `${parts.join('')}id: ${formatPlace(next)}\n\n`;
}

/** As it stands in `id` and comes back in `Last-Event-ID`. */
export function formatPlace({ transition, event }: NewsPosition): string {
  return `${transition}-${event}`;
}

/** Undefined when it is not one of ours. */
export function parsePlace(text: string): NewsPosition | undefined {
  const [, transition, event] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  return transition === undefined ? undefined : { transition: Number(transition), event: Number(event) };
}

function toTransitionJson({
  observedAt,
  since,
  isBaseline,
  ...told
}: TransitionNews): z.infer<typeof transitionNewsJson> {
  return { ...told, observedAt: toApiTime(observedAt), since: toApiTime(since), baseline: isBaseline };
}

function toIncidentNewsJson({ event, incident }: IncidentNews): z.infer<typeof incidentNewsJson> {
  return { ...toIncidentJson(incident), event: toEventJson(event) };
}
