import { z } from '@hono/zod-openapi';
import { withIsoTimes } from '../../platform/iso-times.ts';
import type { StreamedIncident, StreamEvents, StreamPosition } from '../../store/views/stream-events.ts';
import type { TransitionView } from '../../store/views/transition-list.ts';
import { apiTime } from '../respond/api-time.ts';
import { incidentEventJson, incidentJson, toEventJson, toIncidentJson } from './json/incident-json.ts';

/** The data of a `transition` in the stream, as in /transitions. */
export const streamedTransitionJson = z.object({
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

/** The data of an `incident` in the stream: the event, and the incident as it is now. */
export const streamedIncidentJson = incidentJson.extend({ event: incidentEventJson });

/**
 * Writes transitions and incidents as server-sent events
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 */
export function streamText({ transitions, incidents, next }: StreamEvents, after: StreamPosition): string {
  const position = { ...after };
  const parts: string[] = [];
  const add = (event: string, data: unknown) =>
    parts.push(`event: ${event}\nid: ${formatPosition(position)}\ndata: ${JSON.stringify(data)}\n\n`);
  for (const transition of transitions) {
    position.transition = transition.id;
    add('transition', toTransitionJson(transition));
  }
  for (const streamed of incidents) {
    position.event = streamed.event.id;
    add('incident', toStreamedIncidentJson(streamed));
  }
  // Also behind rows that were pruned.
  return `${parts.join('')}id: ${formatPosition(next)}\n\n`;
}

/** Writes a position for `id`, which comes back in `Last-Event-ID`. */
export function formatPosition({ transition, event }: StreamPosition): string {
  return `${transition}-${event}`;
}

/** Reads a position. `undefined` when the stream has not given it. */
export function parsePosition(text: string): StreamPosition | undefined {
  const [, transition, event] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  return transition === undefined ? undefined : { transition: Number(transition), event: Number(event) };
}

function toTransitionJson(transition: TransitionView): z.input<typeof streamedTransitionJson> {
  return withIsoTimes(transition, 'observedAt', 'since');
}

function toStreamedIncidentJson({ event, incident }: StreamedIncident): z.input<typeof streamedIncidentJson> {
  return { ...toIncidentJson(incident), event: toEventJson(event) };
}
