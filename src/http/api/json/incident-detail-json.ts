import { z } from '@hono/zod-openapi';
import type { NotificationStory } from '../../../store/views/job-story.ts';
import type { IncidentDetail, MemberView } from '../../../store/views/incident-detail.ts';
import { incidentEventJson, incidentJson, toEventJson, toIncidentJson } from './incident-json.ts';
import { apiTime, toApiTime, toApiTimeIfAny } from '../../respond/api-time.ts';

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

/** An incident with what happened to it. */
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

export function toIncidentDetailJson(detail: IncidentDetail): z.infer<typeof incidentDetailJson> {
  return {
    ...toIncidentJson(detail.incident),
    lines: [...detail.lines],
    events: detail.events.map(toEventJson),
    members: detail.members.map(toMemberJson),
    notifications: detail.notifications.map(toNotifiedJobJson),
  };
}

function toMemberJson(member: MemberView): z.infer<typeof memberJson> {
  const { joinedAt, since, isFlapping, ended, objects: _, ...rest } = member;
  return {
    ...rest,
    joinedAt: toApiTime(joinedAt),
    since: toApiTime(since),
    flapping: isFlapping,
    ...(ended && { ended: { ...ended, at: toApiTime(ended.at) } }),
  };
}

function toNotifiedJobJson({
  id,
  receiver,
  messageId,
  createdAt,
  entries,
}: NotificationStory): z.infer<typeof notifiedJobJson> {
  return {
    id,
    receiver,
    messageId,
    createdAt: toApiTime(createdAt),
    recipients: entries.map((entry) => ({
      recipient: entry.recipient,
      state: entry.state,
      nextAttemptAt: entry.settled_at === null ? toApiTime(entry.next_attempt_at) : undefined,
      settledAt: toApiTimeIfAny(entry.settled_at ?? undefined),
      attempts: entry.attemptsMade.map((attempt) => ({
        startedAt: toApiTime(attempt.started_at),
        endedAt: toApiTimeIfAny(attempt.ended_at ?? undefined),
        outcome: attempt.outcome ?? undefined,
        reason: attempt.reason ?? undefined,
        response: attempt.response ?? undefined,
      })),
    })),
  };
}
