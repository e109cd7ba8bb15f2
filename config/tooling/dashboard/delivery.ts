import { bars, graph, stack } from './graph.ts';
import type { Section } from './layout.ts';
import { quantile, query } from './query.ts';

const countOf = (counter: string) => `sum by (reason) (increase(${counter}[$__rate_interval]) > 0)`;
const color = (fixedColor: string) => [{ id: 'color', value: { mode: 'fixed', fixedColor } }];

/** Mail is of no target: these panels show all of it, whatever was chosen. */
export const delivery: Section = {
  title: 'Mail: latency and backlog',
  height: 8,
  rows: [
    [
      graph({
        title: 'From seen to accepted',
        description: 'From the observation of a change to the acceptance of the mail that tells it.',
        unit: 's',
        queries: [0.5, 0.95].map((q) =>
          query(quantile(q, 'batchwatch_detection_to_delivery_seconds'), `p${q * 100}`),
        ),
        alerts: ['OutboxStuck'],
      }).interval('15m'),
      stack({
        title: 'Outbox',
        description: '`pending`: not delivered yet, tried again for ever. `dead`: refused for good.',
        unit: 'short',
        queries: [query('sum by (state) (batchwatch_outbox_entries)', '{{state}}')],
        alerts: ['OutboxStuck'],
      })
        .overrideByName('pending', color('#ff9830'))
        .overrideByName('dead', color('#e02f44')),
      bars({
        title: 'Attempts',
        description:
          'Mails that were accepted, and attempts that failed by reason, in the span before each bar.',
        unit: 'short',
        queries: [
          query('sum(increase(batchwatch_notifications_total[$__rate_interval]))', 'delivered'),
          query(countOf('batchwatch_notification_failures_total'), '{{reason}}'),
        ],
        alerts: ['NotificationFailures'],
      })
        .interval('1m')
        .overrideByName('delivered', color('#56a64b')),
      bars({
        title: 'Decisions not to tell',
        description: 'By reason. `batchwatch explain JOB_ID` shows each.',
        unit: 'short',
        queries: [query(countOf('batchwatch_notifications_suppressed_total'), '{{reason}}')],
      }).interval('1m'),
    ],
  ],
};
