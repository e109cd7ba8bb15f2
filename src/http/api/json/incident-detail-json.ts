import { z } from '@hono/zod-openapi';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import type { NotificationStory } from '../../../store/views/job-story.ts';
import type { IncidentDetail, MemberView } from '../../../store/views/incident-detail.ts';
import { incidentEventJson, incidentJson, toEventJson, toIncidentJson } from './incident-json.ts';
import { apiTime } from '../../respond/api-time.ts';

const memberJson = z
  .object({
    target: z.string(),
    jobId: z.string(),
    name: z.string(),
    type: z.string(),
    toldFor: z.string().openapi({ description: 'The state that it is notified for.' }),
    joinedAt: apiTime,
    state: z.string().openapi({ description: 'The state that it has now.' }),
    since: apiTime,
    code: z.string(),
    message: z.string(),
    flapping: z.boolean(),
    ended: z
      .object({
        how: z.enum(['resumed', 'moved', 'superseded', 'vanished', 'outlived', 'target-removed']),
        by: z.string().openapi({ description: 'The state that it went to, or the job that superseded it.' }),
        at: apiTime,
      })
      .optional()
      .openapi({ description: 'Absent while the incident holds it.' }),
  })
  .openapi('IncidentMember');

const attemptJson = z.object({
  startedAt: apiTime,
  endedAt: apiTime.optional(),
  outcome: z
    .enum(['delivered', 'temporary', 'permanent'])
    .optional()
    .openapi({ description: 'Absent while it is under way, and when it was cut off.' }),
  reason: z.string().optional(),
  response: z.string().optional(),
});

const notifiedJobJson = z
  .object({
    id: z.int(),
    receiver: z.string(),
    messageId: z.string(),
    createdAt: apiTime,
    recipients: z.array(
      z.object({
        recipient: z.string(),
        state: z.enum(['pending', 'claimed', 'sent', 'dead']),
        nextAttemptAt: apiTime.optional().openapi({ description: 'Absent once it is settled.' }),
        settledAt: apiTime.optional(),
        attempts: z.array(attemptJson),
      }),
    ),
  })
  .openapi('IncidentNotification');

/** An incident with its events, members and notifications. */
export const incidentDetailJson = incidentJson
  .extend({
    lines: z
      .array(z.string())
      .openapi({ description: 'What a condition says, in sentences; times in the configured `timezone`.' }),
    events: z.array(incidentEventJson).openapi({ description: 'In order of time; of very many the last.' }),
    members: z
      .array(memberJson)
      .openapi({ description: 'At most 200 of `jobs`, those that it still holds first.' }),
    notifications: z
      .array(notifiedJobJson)
      .openapi({ description: 'In order of time; of very many the last.' }),
  })
  .openapi('IncidentDetail');

export function toIncidentDetailJson(detail: IncidentDetail): z.input<typeof incidentDetailJson> {
  return {
    ...toIncidentJson(detail.incident),
    lines: [...detail.lines],
    events: detail.events.map(toEventJson),
    members: detail.members.map(toMemberJson),
    notifications: detail.notifications.map(toNotifiedJobJson),
  };
}

function toMemberJson(member: MemberView): z.input<typeof memberJson> {
  const { isFlapping, ended, objects: _, ...rest } = member;
  return {
    ...withIsoTimes(rest, 'joinedAt', 'since'),
    flapping: isFlapping,
    ended: ended && withIsoTimes(ended, 'at'),
  };
}

function toNotifiedJobJson({ entries, ...story }: NotificationStory): z.input<typeof notifiedJobJson> {
  return { ...withIsoTimes(story, 'createdAt'), recipients: entries.map(toRecipientJson) };
}

function toRecipientJson({ settled_at: settledAt, ...entry }: NotificationStory['entries'][number]) {
  const shown = {
    recipient: entry.recipient,
    state: entry.state,
    nextAttemptAt: settledAt === null ? entry.next_attempt_at : undefined,
    settledAt: settledAt ?? undefined,
    attempts: entry.attemptsMade.map(toAttemptJson),
  };
  return withIsoTimes(shown, 'nextAttemptAt', 'settledAt');
}

function toAttemptJson(attempt: NotificationStory['entries'][number]['attemptsMade'][number]) {
  const shown = {
    startedAt: attempt.started_at,
    endedAt: attempt.ended_at ?? undefined,
    outcome: attempt.outcome ?? undefined,
    reason: attempt.reason ?? undefined,
    response: attempt.response ?? undefined,
  };
  return withIsoTimes(shown, 'startedAt', 'endedAt');
}
