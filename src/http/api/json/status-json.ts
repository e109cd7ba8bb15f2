import { z } from '@hono/zod-openapi';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import { SECOND, toIso } from '../../../platform/time.ts';
import type { ReplicaView } from '../../../store/replicas/replica-views.ts';
import type { SystemStatus } from '../../health/system-status.ts';
import { UNCOVERED_REASONS } from '../../../store/jobs/uncovered-jobs.ts';
import { TROUBLES } from '../../health/monitoring-state.ts';
import { HOLDERS } from '../../../store/schema/outbox-tables.ts';
import { apiTime } from '../../respond/api-time.ts';

const count = (description: string) => z.int().min(0).openapi({ description });

const leaseShape = {
  lease: z.string().openapi({ description: 'Its kind: `target`, `engine`, `channel` or `housekeeping`.' }),
  name: z.string().openapi({
    description:
      'The target, or the channel with a mark of its destination; empty where there is one of the kind.',
  }),
};

const replicaJson = z
  .object({
    id: z.string().openapi({ description: 'One start of one process.' }),
    name: z.string().openapi({ description: '`server.replica`; several may share it.' }),
    state: z.enum(['running', 'silent', 'stopping', 'visiting']).openapi({
      description:
        '`silent`: no sign of life for 15 s; shown for an hour. `stopping`: it ends, and works on its last ' +
        'leases. `visiting`: `batchwatch once`, which does what no replica does.',
    }),
    version: z.string().optional().openapi({ description: 'Absent while it is stopping or visiting.' }),
    startedAt: apiTime.optional().openapi({ description: 'Absent while it is stopping or visiting.' }),
    heartbeatAgeSeconds: z
      .number()
      .optional()
      .openapi({ description: 'Since its last sign of life. Absent while it is stopping or visiting.' }),
    leases: z
      .array(
        z.object({
          ...leaseShape,
          epoch: z.int().openapi({ description: 'Grows with each change of the holder.' }),
          since: apiTime,
        }),
      )
      .openapi({ description: 'The work that it does now.' }),
  })
  .openapi('Replica');

const heldJson = z.object({
  channel: z.string(),
  heldBy: z.enum(['nothing', ...HOLDERS]).openapi({
    description: '`nothing`: under way, or its time has not come.',
  }),
  entries: count('Entries of this channel that wait so.'),
  oldestAt: apiTime.openapi({ description: 'When the oldest of them was made.' }),
  answer: z.string().optional().openapi({ description: 'The last answer to what is not taken.' }),
  hint: z.string().optional().openapi({ description: 'What can be done about it, by its name.' }),
});

const targetStatusJson = z.object({
  name: z.string(),
  state: z.enum(['up', 'failing', 'overdue', 'unpolled']),
  lastPollAt: apiTime.optional().openapi({ description: 'Absent until there was one.' }),
  lastCompletePollAt: apiTime.optional().openapi({ description: 'Absent until there was one.' }),
  failingSince: apiTime.optional().openapi({ description: 'Absent when the last poll was complete.' }),
  reason: z.string().optional().openapi({ description: 'Of the last failure, as in the metrics.' }),
  message: z.string().optional(),
});

/** The status of the program itself. */
export const statusJson = z
  .object({
    version: z.string(),
    revision: z.string().openapi({ description: 'Of the source that it was built from.' }),
    node: z.string().openapi({ description: 'Version of Node.js that it runs by.' }),
    startedAt: apiTime,
    language: z.string().openapi({ description: 'In which people are notified (BCP 47).' }),
    timezone: z.string().openapi({ description: 'In which people are shown times (IANA).' }),
    receivers: z.array(z.string()).openapi({ description: 'Names of the configured receivers.' }),
    ready: z.boolean().openapi({ description: 'What `/readyz` says.' }),
    reasons: z.array(z.string()).openapi({ description: 'What keeps it from being ready.' }),
    replicas: z.array(replicaJson).openapi({
      description: 'The processes that work on the store: one, where it is a file.',
    }),
    unheld: z
      .array(z.object(leaseShape))
      .openapi({ description: 'Leases of the configuration that no replica holds: nobody does that work.' }),
    targets: z.object({
      up: count('Their last poll was complete, and the next one is not overdue.'),
      failing: count('Their last poll failed.'),
      overdue: count('Their last poll was complete, but the next one is overdue.'),
      unpolled: count('They were never polled.'),
    }),
    worstTargets: z.array(targetStatusJson).openapi({
      description: 'Those that fail for longest first, then those that were polled longest ago: at most 20.',
    }),
    allClear: z.boolean().openapi({
      description:
        'No incident is open, monitoring has no problem, and no job is failed or paused without an incident. Only then is the page green.',
    }),
    problems: z
      .array(z.enum(TROUBLES))
      .openapi({ description: 'What keeps it from knowing or from notifying.' }),
    uncovered: z
      .object({
        paused: count('Paused.'),
        failed: count('Failed within the last 7 days.'),
        reasons: z
          .array(
            z.object({
              target: z.string(),
              state: z.enum(['Failed', 'Pause']),
              reason: z.enum(UNCOVERED_REASONS),
              jobs: count('10,001 stands for more than 10,000.'),
            }),
          )
          .openapi({ description: 'Why they have no incident, those that occur.' }),
      })
      .openapi({
        description:
          'Jobs that are failed or paused, and that no incident has: `GET /jobs?incident=none` lists them.',
      }),
    incidents: z.object({
      open: count('Unacknowledged.'),
      acknowledged: count('Acknowledged, and not resolved.'),
    }),
    outbox: z.object({
      waiting: count('Entries still to be delivered.'),
      dead: count('Undeliverable entries; they can be resent.'),
      oldestWaitingAt: apiTime
        .optional()
        .openapi({ description: 'When the oldest that waits was made; absent when none does.' }),
      held: z.array(heldJson).openapi({ description: 'What waits, by channel and by what holds it.' }),
    }),
  })
  .openapi('Status');

/** The part of the status that can be read without the process. */
export const systemStatusJson = statusJson.pick({
  ready: true,
  reasons: true,
  problems: true,
  replicas: true,
  unheld: true,
  targets: true,
  worstTargets: true,
  incidents: true,
  outbox: true,
});

export function toSystemStatusJson(status: SystemStatus): z.input<typeof systemStatusJson> {
  const { ready, reasons, problems, replicas, unheld, targets, worstTargets, incidents, outbox } = status;
  return {
    ready,
    reasons: [...reasons],
    problems: [...problems],
    replicas: replicas.map(toReplicaJson),
    unheld: unheld.map(({ kind, name }) => ({ lease: kind, name })),
    targets,
    worstTargets: worstTargets.map(({ lastCompleteAt: lastCompletePollAt, ...target }) =>
      withIsoTimes({ ...target, lastCompletePollAt }, 'lastPollAt', 'lastCompletePollAt', 'failingSince'),
    ),
    incidents: { ...incidents },
    outbox: {
      ...withIsoTimes(outbox, 'oldestWaitingAt'),
      held: outbox.held.map(({ since, answer, ...held }) => ({
        ...held,
        oldestAt: toIso(since),
        answer: answer?.response,
        hint: answer?.hint,
      })),
    },
  };
}

function toReplicaJson({ leases, heartbeatAge, ...replica }: ReplicaView): z.input<typeof replicaJson> {
  return {
    ...withIsoTimes(replica, 'startedAt'),
    heartbeatAgeSeconds: heartbeatAge && heartbeatAge / SECOND,
    leases: leases.map(({ kind, ...held }) => ({ lease: kind, ...withIsoTimes(held, 'since') })),
  };
}
