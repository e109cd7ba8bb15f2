import { bars, graph, stack } from './graph.ts';
import type { Section } from './layout.ts';
import { CHOSEN_CHANNELS, quantile, query } from './query.ts';

const countOf = (counter: string, selector = '') =>
  `sum by (reason) (increase(${counter}{${selector}}[$__rate_interval]) > 0)`;
const color = (fixedColor: string) => [{ id: 'color', value: { mode: 'fixed', fixedColor } }];

/** Messages are of no target: these panels show those of the chosen channels. */
export const delivery: Section = {
  title: 'Notifications: latency and backlog',
  height: 8,
  rows: [
    [
      graph({
        title: 'From seen to accepted',
        description: 'From the observation of a change to the acceptance of the message about it.',
        unit: 's',
        queries: [0.5, 0.95].map((q) =>
          query(
            quantile(q, 'batchwatch_detection_to_delivery_seconds', { selector: CHOSEN_CHANNELS }),
            `p${q * 100}`,
          ),
        ),
        alerts: ['OutboxStuck'],
      }).interval('15m'),
      stack({
        title: 'Outbox',
        description: '`pending`: not delivered yet, tried again for ever. `dead`: refused for good.',
        unit: 'short',
        queries: [
          query(
            `sum by (state) (max by (channel, state) (batchwatch_outbox_entries{${CHOSEN_CHANNELS}}))`,
            '{{state}}',
          ),
        ],
        alerts: ['OutboxStuck'],
      })
        .overrideByName('pending', color('#ff9830'))
        .overrideByName('dead', color('#e02f44')),
      bars({
        title: 'Attempts',
        description:
          'Messages that were accepted, and attempts that failed by reason, in the span before each bar.',
        unit: 'short',
        queries: [
          query(
            `sum(increase(batchwatch_notifications_total{${CHOSEN_CHANNELS}}[$__rate_interval]))`,
            'delivered',
          ),
          query(countOf('batchwatch_notification_failures_total', CHOSEN_CHANNELS), '{{reason}}'),
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
