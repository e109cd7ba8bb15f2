import { recordMissed } from '../../../src/store/jobs/absences.ts';
import { lastDeliveryAt, oldestJobs, outboxCounts } from '../../../src/store/jobs/counts.ts';
import { followedJobs, jobsByIds, oldestSought } from '../../../src/store/jobs/jobs.ts';
import { failureEvidence } from '../../../src/store/outbox/failure-evidence.ts';
import { holdByRate, offeredLately, rateLimitedUntil } from '../../../src/store/outbox/outbox-rate.ts';
import { endedFallbacks, stuckEntries } from '../../../src/store/outbox/stuck-entries.ts';
import { standingMessages } from '../../../src/store/outbox/standing-messages.ts';
import { releaseAll, releaseHeld } from '../../../src/store/outbox/outbox-release.ts';
import { dueEntries, nextDueAt, offeredTogether } from '../../../src/store/outbox/due-entries.ts';
import { joinInitialScan, newestSuccesses, scanFindings } from '../../../src/store/incidents/initial-scan.ts';
import { takenJobs, untakenJobs } from '../../../src/store/incidents/expectations.ts';
import { overdueJobs, pastRuns } from '../../../src/store/jobs/overdue-jobs.ts';
import { outboxHealth } from '../../../src/store/outbox/outbox-readings.ts';
import {
  blockedRecipients,
  deadRecipients,
  deliveredAfterAll,
} from '../../../src/store/outbox/recipient-readings.ts';
import {
  findOpen,
  openIncident,
  nextDueIncident,
  openIncidentsOf,
} from '../../../src/store/incidents/incidents.ts';
import { markCorrelated, newTransitions } from '../../../src/store/jobs/new-transitions.ts';
import { lateDecisions } from '../../../src/store/incidents/pending-decisions.ts';
import type { Action } from '../../../src/core/incident/evaluate/action.ts';
import { EvaluationStats } from '../../../src/core/incident/evaluate/evaluation-stats.ts';
import { apply } from '../../../src/store/incidents/apply.ts';
import { listedJobs } from '../../../src/store/incidents/listed-jobs.ts';
import { threadCounts } from '../../../src/store/incidents/thread-counts.ts';
import { loadDueIncidents } from '../../../src/store/incidents/load.ts';
import { leaveUnasked, wantedCounts } from '../../../src/store/jobs/object-counts.ts';
import { pausedJobsToNotify } from '../../../src/store/jobs/queue-details.ts';
import { shownFailures, shownSuccesses } from '../../../src/store/incidents/superseding.ts';
import { type PlannedQuery, VIEW_QUERIES } from './view-queries.ts';

const THREAD = { incident: 1, receiver: 'oncall' };
const NOBODY = async () => await Promise.resolve(new Map<never, never>());
const ALL = { kind: 'all', rewritten: undefined } as const;
const OPENED = {
  publicId: 'incident-1',
  kind: 'jobs',
  rule: 'failures',
  groupKey: '[]',
  labels: '{}',
  severity: 'critical',
  openedAt: 1,
  title: 'Failed',
} as const;
/** One of each kind, but for those that no statement carries out. */
const ACTIONS: readonly Action[] = [
  { do: 'settle-member', job: 1, state: 'Pause' },
  { do: 'resolve-member', job: 1, state: 'Running', how: 'resumed', by: 'Running', at: 1 },
  { do: 'escalate', receiver: 'lead' },
  { do: 'mute-member', job: 1, reason: 'silenced', by: undefined },
  { do: 'unmute-member', job: 1 },
  { do: 'drop-member', job: 1, reason: 'silenced' },
  { do: 'hold', receiver: 'lead', reason: 'grouped', by: undefined, until: 2, isNew: true },
  { do: 'drop', receiver: 'lead', reason: 'receiver-removed', thread: 'notified' },
  { do: 'evaluate-again', at: 2 },
];
const DETAILS = () => {
  throw new Error('there are no jobs');
};

const LANE = { channel: 'wecom', recipient: 'qyapi.weixin.qq.com #1' };
const STANDING = { ...LANE, receivers: ['oncall'], closedSince: 1 };

/** What each query must go by; it may name several when it asks several tables. */
export const QUERIES: readonly PlannedQuery[] = [
  ['followedJobs', (trx) => followedJobs(trx, 'media'), ['job_followed']],
  [
    'oldestSought',
    (trx) => oldestSought(trx, { target: 'media', since: 0 }),
    ['job_followed', 'job_by_state'],
  ],
  [
    'recordMissed',
    (trx) => recordMissed(trx, { target: 'media', jobIds: ['b1'], pollId: 'p', observedAt: 1 }),
    ['sqlite_autoindex_job_1'],
  ],
  ['oldestJobs', (trx) => oldestJobs(trx, ['media'], ['Pause']), ['job_open_state']],
  ['jobsByIds', (trx) => jobsByIds(trx, 'media', ['b1', 'b2']), ['sqlite_autoindex_job_1']],
  ['dueEntries', (trx) => dueEntries(trx, { channel: 'email', now: 1 }), ['outbox_due']],
  ['holdByRate', (trx) => holdByRate(trx, { channel: 'email', now: 1 }), ['outbox_due']],
  ['nextDueAt', (trx) => nextDueAt(trx, { channel: 'email' }), ['outbox_due']],
  ['nextDueAt of one recipient', (trx) => nextDueAt(trx, LANE), ['outbox_lane']],
  ['dueEntries of one recipient', (trx) => dueEntries(trx, { ...LANE, now: 1 }), ['outbox_lane']],
  ['offeredTogether', (trx) => offeredTogether(trx, { ...LANE, id: 1 }), ['outbox_lane']],
  [
    'stuckEntries',
    (trx) => stuckEntries(trx, { covered: new Map([['a', 0]]), now: 1 }),
    ['outbox_waiting', 'outbox_dead'],
  ],
  ['endedFallbacks', (trx) => endedFallbacks(trx), ['fallback_open', 'outbox_taken']],
  ['standingMessages', (trx) => standingMessages(trx, STANDING), ['sqlite_autoindex_outbox_1']],
  [
    'releaseHeld',
    (trx) => releaseHeld(trx, { lane: { channel: 'email' }, recipient: 'a@example.com', now: 1 }),
    ['outbox_due', 'attempt_of_outbox'],
  ],
  ['releaseAll', (trx) => releaseAll(trx, { channel: 'email', now: 1 }), ['outbox_due']],
  [
    'failureEvidence',
    (trx) =>
      failureEvidence(trx, { entry: 1, attempt: 1, channel: 'email', recipient: 'a@example.com', now: 1 }),
    ['outbox_taken', 'attempt_by_time', 'attempt_of_outbox'],
  ],
  ['offeredLately', (trx) => offeredLately(trx, { channel: 'email', now: 1 }), ['attempt_by_time']],
  [
    'rateLimitedUntil',
    (trx) => rateLimitedUntil(trx, { channel: 'email', most: 60, per: 60_000, now: 1 }),
    ['attempt_by_time'],
  ],
  ['outboxCounts', (trx) => outboxCounts(trx, 'email'), ['outbox_unsettled']],
  ['lastDeliveryAt', (trx) => lastDeliveryAt(trx, 'email'), ['outbox_settled']],
  ['scanFindings', (trx) => scanFindings(trx, 'media'), ['decision_of_transition']],
  [
    'joinInitialScan',
    (trx) =>
      joinInitialScan(trx, {
        incident: 1,
        target: 'media',
        receivers: ['oncall'],
        awaits: () => 'move',
        at: 1,
      }),
    ['decision_of_transition'],
  ],
  ['newestSuccesses', (trx) => newestSuccesses(trx, 'media'), ['incident_open', 'job_by_name']],
  ['shownFailures', (trx) => shownFailures(trx, [1]), ['member_unresolved', 'job_by_name']],
  ['shownSuccesses', (trx) => shownSuccesses(trx, [1]), ['member_awaiting_success']],
  ['newTransitions', (trx) => newTransitions(trx, 'media'), ['member_unresolved', 'member_awaiting_success']],
  ['markTakenIn', (trx) => markCorrelated(trx, 'media'), []],
  ['findOpen', (trx) => findOpen(trx, { rule: 'failures', groupKey: '[]' }), ['incident_open']],
  ['pausedJobsToNotify', (trx) => pausedJobsToNotify(trx, { target: 'media', horizon: 1 }), ['incident_due']],
  [
    'wantedCounts',
    (trx) => wantedCounts(trx, { target: 'media', now: 1, limit: 5 }),
    ['object_count_wanted'],
  ],
  ['leaveUnasked', (trx) => leaveUnasked(trx, 'media'), ['object_count_wanted']],
  ['lateDecisions', (trx) => lateDecisions(trx, 'media'), ['decision_pending']],
  ['nextDueIncident', (trx) => nextDueIncident(trx), ['incident_due']],
  [
    'loadDueIncidents',
    async (trx) => {
      await openIncident(trx, OPENED);
      await loadDueIncidents(trx, { now: 1, coversJobs: true, details: DETAILS, limit: 100 });
    },
    ['incident_due', 'decision_of_incident', 'event_of_incident', 'notification_of_thread'],
  ],
  [
    'apply',
    async (trx) => {
      await openIncident(trx, OPENED);
      const [incident] = await loadDueIncidents(trx, {
        now: 1,
        coversJobs: true,
        details: DETAILS,
        limit: 1,
      });
      if (incident === undefined) throw new Error('no incident is due');
      const stats = new EvaluationStats();
      await apply(trx, [{ incident, actions: ACTIONS }], { now: 1, stats, notify: NOBODY });
    },
    ['decision_of_incident', 'transition_of_job', 'decision_of_transition'],
  ],
  ['threadCounts', (trx) => threadCounts(trx, { ...THREAD, listed: ALL }), ['decision_of_incident']],
  [
    'listedJobs',
    (trx) => listedJobs(trx, { ...THREAD, listed: ALL, limit: 200, details: DETAILS }),
    ['decision_of_incident'],
  ],
  [
    'longStays',
    (trx) => overdueJobs(trx, { target: 'media', state: 'Running', before: 1, last: ['stuck'] }),
    ['job_open_state', 'transition_of_job', 'decision_of_transition'],
  ],
  ['pastRuns', (trx) => pastRuns(trx, { target: 'media', name: 'nightly' }), ['job_by_name']],
  [
    'untakenJobs',
    (trx) => untakenJobs(trx, { expectation: 'nightly', target: 'media', since: 1 }),
    ['job_followed', 'job_settled'],
  ],
  ['takenJobs', (trx) => takenJobs(trx, 'nightly'), ['occurrence_job_by_due']],
  [
    'outboxHealth',
    (trx) => outboxHealth(trx, { channel: 'email', now: 0 }),
    ['outbox_unsettled', 'attempt_by_time'],
  ],
  [
    'deadRecipients',
    (trx) => deadRecipients(trx, { channel: 'email', recipients: ['a@example.com'], since: 1 }),
    ['outbox_unsettled', 'outbox_taken'],
  ],
  [
    'blockedRecipients',
    (trx) => blockedRecipients(trx, { channel: 'email', recipients: ['a@example.com'] }),
    ['outbox_unsettled'],
  ],
  [
    'deliveredAfterAll',
    (trx) => deliveredAfterAll(trx, { channel: 'email', recipients: ['a@example.com'], since: 1 }),
    ['outbox_taken'],
  ],
  ['openIncidentsOf', (trx) => openIncidentsOf(trx, 'watchdog'), ['incident_open']],
  ...VIEW_QUERIES,
];
