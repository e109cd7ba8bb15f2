import { bars, graph } from './graph.ts';
import type { Section } from './layout.ts';
import { CHOSEN, quantile, query, ratio } from './query.ts';

const rateOf = (counter: string, by: string) =>
  `sum by (${by}) (rate(${counter}{${CHOSEN}}[$__rate_interval]))`;
const countOf = (counter: string) =>
  `sum by (reason) (increase(${counter}{${CHOSEN}}[$__rate_interval]) > 0)`;

/** A target may be polled as seldom as every few minutes. */
const SPAN = '5m';

export const api: Section = {
  title: 'Tencent CI: health and cost',
  height: 8,
  rows: [
    [
      graph({
        title: 'Requests per poll',
        description: 'What a poll costs. It grows with new and open jobs, not with history.',
        unit: 'short',
        queries: [
          query(
            ratio(
              rateOf('batchwatch_api_requests_total', 'target'),
              rateOf('batchwatch_polls_total', 'target'),
            ),
            '{{target}}',
          ),
        ],
        alerts: ['PollStale'],
      }).interval(SPAN),
      graph({
        title: 'Requests per second',
        description: 'Repeats included. `requestsPerSecond` of the target bounds it.',
        unit: 'reqps',
        queries: [query(rateOf('batchwatch_api_requests_total', 'target'), '{{target}}')],
      }),
      bars({
        title: 'Requests that failed',
        description: 'By reason, in the span before each bar. Some are repeated within their poll.',
        unit: 'short',
        queries: [query(countOf('batchwatch_api_request_failures_total'), '{{reason}}')],
        alerts: ['PollFailing'],
      }).interval('1m'),
      bars({
        title: 'Polls that failed',
        description: 'By reason, in the span before each bar. `auth`: see the keys and their policy.',
        unit: 'short',
        queries: [query(countOf('batchwatch_poll_failures_total'), '{{reason}}')],
        alerts: ['CredentialsRefused'],
      }).interval('1m'),
    ],
    [
      graph({
        title: 'Age of the snapshot',
        description: 'Since the last complete poll, by target.',
        unit: 's',
        queries: [
          query(
            `time() - min by (target) (batchwatch_last_complete_poll_timestamp_seconds{${CHOSEN}} > 0)`,
            '{{target}}',
          ),
        ],
        alerts: ['PollStale'],
      }),
      graph({
        title: 'How long polls took',
        description: 'The 95th percentile, by target.',
        unit: 's',
        queries: [
          query(
            quantile(0.95, 'batchwatch_poll_duration_seconds', { selector: CHOSEN, by: 'target' }),
            '{{target}}',
          ),
        ],
        alerts: ['PollStale'],
      }).interval(SPAN),
      bars({
        title: 'Polls left out',
        description: '`overlap`: the one before still ran. `missed`: the process was held up.',
        unit: 'short',
        queries: [query(countOf('batchwatch_polls_skipped_total'), '{{reason}}')],
        alerts: ['EventLoopLag'],
      }).interval('1m'),
      graph({
        title: 'Clock skew',
        description: "Own clock less the API's. Too much of it and signatures are refused.",
        unit: 's',
        queries: [query(`max by (target) (batchwatch_clock_skew_seconds{${CHOSEN}})`, '{{target}}')],
        alerts: ['ClockSkew'],
      }),
    ],
  ],
};
