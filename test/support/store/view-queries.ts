import { keepPoll } from '../../../src/store/jobs/polls.ts';
import { resendAll } from '../../../src/actions/resend.ts';
import { resendEntry } from '../../../src/actions/resend.ts';
import { notificationCounts, notificationList } from '../../../src/store/views/notification-list.ts';
import { notificationsByIds } from '../../../src/store/views/notification-views.ts';
import { statusView } from '../../../src/store/views/status-view.ts';
import { lastPolls, targetViews } from '../../../src/store/views/target-views.ts';
import { uncoveredJobs } from '../../../src/store/jobs/uncovered-jobs.ts';
import { pendingDecisionViews } from '../../../src/store/views/pending-decision-views.ts';
import { silencePage, silencesByIds, silencesSince } from '../../../src/store/incidents/silences.ts';
import { incidentDetail } from '../../../src/store/views/incident-detail.ts';
import {
  incidentIdsFrom,
  incidentPage,
  incidentRules,
  lastClosed,
  openSummary,
  urgentIncidents,
} from '../../../src/store/views/incident-lists.ts';
import { eventsBetween, latestPosition } from '../../../src/store/views/stream-events.ts';
import { openIncident } from '../../../src/store/incidents/incidents.ts';
import { loadIncident } from '../../../src/store/incidents/load.ts';
import { jobPage } from '../../../src/store/views/job-list.ts';
import { jobView, namedRuns } from '../../../src/store/views/job-view.ts';
import { transitionPage } from '../../../src/store/views/transition-list.ts';
import { movesIn, runTimesIn } from '../../../src/store/views/week-charts.ts';
import type { WriteTransaction } from '../../../src/store/database.ts';
import { jobStories } from '../../../src/store/views/job-story.ts';

/** A query, and the indexes that it must go by: several when it asks several tables. */
export type PlannedQuery = readonly [
  name: string,
  query: (trx: WriteTransaction) => Promise<unknown>,
  indexes: readonly string[],
];

/** A question for a list of jobs. */
export const LIST = { direction: { towards: 'older' }, limit: 10, budget: 20 } as const;
const PAGE = { limit: 50, now: 1 };
const POLL = { target: 'media', endedAt: 1, outcome: 'complete' as const };

/** The questions of pages and API. */
export const VIEW_QUERIES: readonly PlannedQuery[] = [
  ['keepPoll', (trx) => keepPoll(trx, POLL), ['poll_of_target']],
  ['lastPolls', (trx) => lastPolls(trx, 'media'), ['poll_of_target']],
  ['targetViews', (trx) => targetViews(trx, ['media']), ['job_followed', 'incident_open']],
  ['statusView', (trx) => statusView(trx), ['outbox_waiting', 'incident_open']],
  ['uncoveredJobs', (trx) => uncoveredJobs(trx, { targets: ['media'], now: 1 }), ['job_uncovered']],
  [
    'jobPage of jobs without an incident',
    (trx) => jobPage(trx, { ...LIST, filter: { uncovered: { targets: ['media'], now: 1 } } }),
    ['job_uncovered_by_age'],
  ],
  ['notificationCounts', (trx) => notificationCounts(trx), ['outbox_waiting', 'outbox_sent', 'outbox_dead']],
  ['notificationsByIds', (trx) => notificationsByIds(trx, [1], 1), ['attempt_of_outbox']],
  [
    'what waits of a receiver',
    (trx) => notificationList(trx, { ...PAGE, state: 'waiting', receiver: 'oncall', after: [9, 9] }),
    ['outbox_waiting'],
  ],
  [
    'what a receiver was sent',
    (trx) => notificationList(trx, { ...PAGE, state: 'sent', receiver: 'oncall', after: [9, 9] }),
    ['notification_by_receiver', 'sqlite_autoindex_outbox_1'],
  ],
  [
    'what an incident told',
    (trx) => notificationList(trx, { ...PAGE, incident: 'f00d' }),
    ['notification_of_thread', 'sqlite_autoindex_outbox_1'],
  ],
  [
    'pendingDecisionViews',
    (trx) => pendingDecisionViews(trx, { limit: 20, before: 9 }),
    ['decision_not_notified'],
  ],
  [
    'resendAll',
    (trx) => resendAll(trx, { receiver: 'oncall', since: 1, by: 'alice', at: 1, receivers: ['oncall'] }),
    [],
  ],
  ['resendEntry', (trx) => resendEntry(trx, { entry: 1, by: 'alice', at: 1, receivers: ['oncall'] }), []],
  [
    'incidentPage',
    (trx) => incidentPage(trx, { states: ['open'], kind: 'jobs', target: 'media', before: 9, limit: 100 }),
    ['sqlite_autoindex_thread_1', 'notification_of_thread', 'sqlite_autoindex_outbox_1'],
  ],
  [
    'incidentPage of a rule',
    (trx) => incidentPage(trx, { states: ['closed'], rule: 'failures', before: 9, limit: 100 }),
    ['incident_by_group'],
  ],
  ['incidentRules', (trx) => incidentRules(trx), ['incident_by_group']],
  ['urgentIncidents', (trx) => urgentIncidents(trx, 40), ['incident_open']],
  ['openSummary', (trx) => openSummary(trx), ['incident_open']],
  ['lastClosed', (trx) => lastClosed(trx, 5), ['incident_closed']],
  ['incidentIdsFrom', (trx) => incidentIdsFrom(trx, 'abcdef'), ['sqlite_autoindex_incident_1']],
  ['incidentDetail', (trx) => incidentDetailOfOne(trx), ['event_of_incident']],
  ['newsPosition', (trx) => latestPosition(trx), []],
  ['newsBetween', (trx) => eventsBetween(trx, { after: at(0), upTo: at(9), limit: 100 }), []],
  [
    'loadIncident',
    (trx) => loadIncident(trx, 'abcdef'),
    ['sqlite_autoindex_incident_1', 'event_of_incident'],
  ],
  ['silencePage', (trx) => silencePage(trx, { endsAfter: 1, before: 9, limit: 100 }), []],
  ['silencesByIds', (trx) => silencesByIds(trx, [1]), []],
  ['silencesSince', (trx) => silencesSince(trx, 1), ['silence_by_end']],
  ['jobStories', (trx) => jobStories(trx, 'b1'), ['sqlite_autoindex_job_1']],
  ['jobPage', (trx) => jobPage(trx, { ...LIST, filter: { target: 'media' } }), ['job_by_age']],
  [
    'jobPage by state',
    (trx) => jobPage(trx, { ...LIST, filter: { target: 'media', states: ['Failed', 'Pause'] } }),
    ['job_by_state'],
  ],
  [
    'jobPage by code',
    (trx) => jobPage(trx, { ...LIST, filter: { target: 'media', code: 'X' } }),
    ['job_by_state'],
  ],
  [
    'jobPage by name',
    (trx) => jobPage(trx, { ...LIST, filter: { target: 'media', name: 'nightly' } }),
    ['job_by_name'],
  ],
  [
    'jobPage by the beginning of a name',
    (trx) => jobPage(trx, { ...LIST, filter: { target: 'media', name: 'night*', type: 'Job' } }),
    ['job_by_name'],
  ],
  ['jobView', (trx) => jobView(trx, { target: 'media', jobId: 'b1' }), ['sqlite_autoindex_job_1']],
  ['namedRuns', (trx) => namedRuns(trx, { target: 'media', name: 'nightly', limit: 20 }), ['job_by_name']],
  [
    'transitionPage',
    (trx) => transitionPage(trx, { filter: {}, limit: 10, budget: 20 }),
    ['transition_by_time'],
  ],
  ['movesIn', (trx) => movesIn(trx, { slots: [{ from: 0, until: 1 }] }), []],
  ['runTimesIn', (trx) => runTimesIn(trx, { slots: [{ from: 0, until: 1 }] }), []],
];

function at(id: number) {
  return { transition: id, event: id };
}

/** Asks all that a page of an incident shows: there must be one. */
async function incidentDetailOfOne(trx: WriteTransaction): Promise<void> {
  const labels = JSON.stringify({ target: 'media', queueId: 'q1' });
  const incident = {
    rule: 'failures',
    groupKey: '[]',
    severity: 'critical',
    title: 'Paused: queue q1 (media)',
    openedAt: 1,
  } as const;
  await openIncident(trx, { ...incident, publicId: 'abcdef', kind: 'jobs', labels });
  await incidentDetail(trx, 'abcdef');
}
