import { bars, byState, graph, stack } from './graph.ts';
import type { Section } from './layout.ts';
import { CHOSEN, quantile, query, ratio } from './query.ts';

const seen = (states: string, span: string) =>
  `increase(batchwatch_job_transitions_total{${CHOSEN}, state=~"${states}"}[${span}])`;

/** Jobs end seldom: over a shorter span most points would have nothing to tell. */
const SELDOM = '15m';

const spans = (histogram: string) =>
  [0.5, 0.95].map((q) => query(quantile(q, histogram, { selector: CHOSEN }), `p${q * 100}`));

export const jobs: Section = {
  title: 'Jobs',
  height: 8,
  rows: [
    [
      byState(
        stack({
          title: 'Open jobs by state',
          description: 'Jobs that have not ended. `unknown`: a state that the API does not document.',
          unit: 'short',
          queries: [
            query(
              `sum by (state) (max by (target, job_type, state) (batchwatch_jobs{${CHOSEN}, state=~"Submitted|Running|Pause|unknown"}))`,
              '{{state}}',
            ),
          ],
          alerts: ['JobsQueuedTooLong', 'JobsPausedTooLong', 'UnknownState'],
        }),
      ),
      byState(
        bars({
          title: 'Jobs that moved to a state',
          description: 'In the span before each bar; the first sight of a job counts as well.',
          unit: 'short',
          queries: [query(`sum by (state) (${seen('.+', '$__rate_interval')})`, '{{state}}')],
          alerts: ['JobsFailed', 'NoSuccess'],
        }).interval('1m'),
      ),
      byState(
        stack({
          title: 'Ended jobs kept',
          description: 'Jobs in the snapshot that have ended; they are pruned after `storage.retention`.',
          unit: 'short',
          queries: [
            query(
              `sum by (state) (max by (target, job_type, state) (batchwatch_jobs{${CHOSEN}, state=~"Success|Failed|Cancel"}))`,
              '{{state}}',
            ),
          ],
        }),
      ),
    ],
    [
      graph({
        title: 'Share that failed, last hour',
        description: 'Failed jobs of all that ended in the hour before, by target; nothing where none ended.',
        unit: 'percentunit',
        queries: [
          query(
            ratio(
              `sum by (target) (${seen('Failed', '1h')})`,
              `sum by (target) (${seen('Success|Failed|Cancel', '1h')})`,
            ),
            '{{target}}',
          ),
        ],
        alerts: ['FailureRatio'],
      }).max(1),
      byState(
        graph({
          title: 'Longest in a state',
          description: 'How long the job that is longest Submitted, Running or Pause has been so.',
          unit: 's',
          queries: [
            query(
              `time() - min by (state) (batchwatch_oldest_job_timestamp_seconds{${CHOSEN}})`,
              '{{state}}',
            ),
          ],
          alerts: ['JobsQueuedTooLong', 'JobsRunningTooLong', 'JobsPausedTooLong'],
        }),
      ),
      graph({
        title: 'How long jobs ran',
        description: 'From StartTime to EndTime, of the jobs seen to end.',
        unit: 's',
        queries: spans('batchwatch_job_duration_seconds'),
        alerts: ['JobsRunningTooLong'],
      }).interval(SELDOM),
      graph({
        title: 'How long jobs waited to start',
        description: 'From CreationTime to StartTime, of the jobs seen to have started.',
        unit: 's',
        queries: spans('batchwatch_job_queue_seconds'),
        alerts: ['JobsQueuedTooLong'],
      }).interval(SELDOM),
    ],
  ],
};
