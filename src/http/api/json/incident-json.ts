import { INCIDENT_ENDS } from '../../../core/incident/incident-end.ts';
import { fromOutwardReason, toOutwardKind, toOutwardReason } from '../../../core/incident/outward-reason.ts';
import { z } from '@hono/zod-openapi';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import { toIso } from '../../../platform/time.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import type { IncidentEventRow } from '../../../store/views/incident-life.ts';
import { apiTime } from '../../respond/api-time.ts';

export const INCIDENT_STATES = ['open', 'acknowledged', 'closed'] as const;
export const INCIDENT_KINDS = ['jobs', 'condition'] as const;

/** An incident as the API shows it: in lists, by itself, and in the stream. */
export const incidentJson = z
  .object({
    id: z.string().openapi({ description: 'What people type, and what `X-Batchwatch-Incident` bears.' }),
    kind: z.enum(INCIDENT_KINDS).openapi({ description: 'Of jobs, or of the monitor itself.' }),
    state: z.enum(INCIDENT_STATES),
    severity: z.enum(['critical', 'warning', 'info']),
    rule: z.string(),
    title: z.string().openapi({ description: 'What it is about, in one line.' }),
    labels: z.record(z.string(), z.string()).openapi({ description: 'What its jobs have in common.' }),
    openedAt: apiTime,
    jobs: z.int().openapi({ description: 'Jobs in all.' }),
    unresolved: z.int().openapi({ description: 'Jobs that it still holds.' }),
    onlyJob: z
      .object({ target: z.string(), jobId: z.string(), name: z.string() })
      .optional()
      .openapi({ description: 'The one job that it is of; absent when it is of more, or of none.' }),
    toldTo: z.array(z.string()).openapi({ description: 'Receivers that a message about it has reached.' }),
    onItsWayTo: z
      .array(z.string())
      .openapi({ description: 'Receivers that no message has reached yet, but one is on its way to them.' }),
    notReached: z
      .array(z.string())
      .openapi({ description: 'Receivers whose messages are all undeliverable.' }),
    silenced: z.boolean().openapi({ description: 'A silence or maintenance covers all of it.' }),
    acknowledged: z.object({ by: z.string(), at: apiTime }).optional(),
    closed: z
      .object({
        reason: z.enum(['recovered', 'superseded', 'hand', 'aged']).transform(fromOutwardReason),
        end: z
          .enum(INCIDENT_ENDS.map(toOutwardReason))
          .transform(fromOutwardReason)
          .openapi({ description: 'How it ended: as `reason`, or as all of its jobs did.' }),
        at: apiTime,
      })
      .optional(),
  })
  .openapi('Incident');

export function toIncidentJson(view: IncidentView): z.input<typeof incidentJson> {
  const { isSilenced, acknowledged, closed, ...rest } = view;
  return {
    ...withIsoTimes(rest, 'openedAt'),
    labels: { ...view.labels },
    toldTo: [...view.toldTo],
    onItsWayTo: [...view.onItsWayTo],
    notReached: [...view.notReached],
    silenced: isSilenced,
    acknowledged: acknowledged && withIsoTimes(acknowledged, 'at'),
    closed: closed && {
      reason: toOutwardReason(closed.reason),
      end: toOutwardReason(closed.end),
      at: toIso(closed.at),
    },
  };
}

/** Something that happened to an incident. */
export const incidentEventJson = z
  .object({
    id: z.int(),
    at: apiTime,
    kind: z.string().openapi({ description: '`opened`, `told`, `held`, `acknowledged`, `closed`, …' }),
    reason: z.string().openapi({ description: 'A named reason, as `explain` and the metrics show it.' }),
    receiver: z.string().optional(),
    notification: z.int().optional(),
    detail: z.string().optional().openapi({ description: 'One line: who and why, or what holds it.' }),
    until: apiTime.optional().openapi({ description: 'Until when it is held, as far as is known.' }),
  })
  .openapi('IncidentEvent');

export function toEventJson(event: IncidentEventRow): z.input<typeof incidentEventJson> {
  const { receiver, notification, detail, until_at: until, incident: _, ...rest } = event;
  const known = {
    receiver: receiver ?? undefined,
    notification: notification ?? undefined,
    detail: detail ?? undefined,
    until: until ?? undefined,
  };
  const outward = { kind: toOutwardKind(rest.kind), reason: toOutwardReason(rest.reason) };
  return withIsoTimes({ ...rest, ...known, ...outward }, 'at', 'until');
}
