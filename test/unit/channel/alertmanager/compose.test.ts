import { expect, it } from 'vitest';
import { composeAlerts } from '../../../../src/channel/alertmanager/compose.ts';
import { alertmanagerSchema } from '../../../../src/channel/alertmanager/schema.ts';
import { endpointAt } from '../../../../src/channel/base/http/http-endpoint.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { MINUTE } from '../../../../src/platform/time.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';

const URL = 'http://127.0.0.1:9093';

/** When the alert of a message that is sent at 1970 ends. */
function endOf(message = sampleMessage(), closedAt?: number): number {
  return spanOf(message, closedAt).end;
}

function spanOf(message: Message, closedAt?: number): { start: number; end: number } {
  const { body } = composeAlerts([{ message, closedAt }], {
    block: alertmanagerSchema.parse({ urls: [URL], resend: '2m' }),
    endpoint: endpointAt('alertmanager', new Secret(URL)),
    sentAt: 0,
    pages: TENCENT_PAGES,
    thread: undefined,
    keyOf: () => Promise.reject(new Error('no key')),
  });
  const [{ startsAt, endsAt }] = JSON.parse(body);
  return { start: Date.parse(startsAt), end: Date.parse(endsAt) };
}

it('the alert of an open incident ends by itself when three repetitions do not come', () => {
  expect(endOf()).toBe(6 * MINUTE);
});

it('the alert of a closed incident has ended when it closed', () => {
  expect(endOf(sampleMessage(), 5_000)).toBe(5_000);
});

it('an alert is over for a receiver whose part ended before the incident', () => {
  const story = {
    state: 'closed' as const,
    labels: {},
    reason: 'closed-superseded',
    openedAt: 0,
    closed: { reason: 'superseded' as const, at: 7_000 },
    jobs: 1,
    unresolved: 0,
    totals: [],
    added: 0,
    notes: [],
  };
  expect(endOf(sampleMessage({ kind: 'closing', story }))).toBe(7_000);
});

it.each([undefined, 5_000])(
  'an alert never ends before it began, as after a clock that was set back (%s)',
  (closedAt) => {
    // Alertmanager refuses such an alert for good.
    const { start, end } = spanOf(sampleMessage({ createdAt: 60 * MINUTE }), closedAt);
    expect(start).toBeLessThanOrEqual(end);
  },
);
