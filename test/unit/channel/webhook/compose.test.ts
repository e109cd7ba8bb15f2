import { expect, it } from 'vitest';
import { endpointAt } from '../../../../src/channel/base/http/http-endpoint.ts';
import { composeWebhook } from '../../../../src/channel/webhook/compose.ts';
import { webhookSchema } from '../../../../src/channel/webhook/schema.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { story } from '../../../looks/sample-parts.ts';
import { sampleJob, sampleMessage } from '../../../support/mail/sample-message.ts';

const URL = 'https://ops.example.com/hook';

function bodyOf(message: Message, format: 'batchwatch' | 'alertmanager'): string {
  return composeWebhook(message, {
    block: webhookSchema.parse({ url: URL, format }),
    endpoint: endpointAt('webhook', new Secret(URL)),
    sentAt: 0,
    pages: TENCENT_PAGES,
    thread: undefined,
    keyOf: () => Promise.reject(new Error('no key')),
  }).body;
}

const LONG = '模板不存在'.repeat(200);
const LINES = Array.from({ length: 300 }, (_, at) => `${at} ${LONG}`);
const condition = { title: LONG, lines: LINES };

/** Messages with far more text than any body may have, by what is long. */
const LONG_MESSAGES: readonly [string, Message][] = [
  [
    'jobs',
    sampleMessage({
      jobs: Array.from({ length: 200 }, (_, at) => sampleJob({ jobId: `b${at}`, name: LONG, message: LONG })),
      story: story({ jobs: 300, rule: 'failures' }),
      language: 'zh-CN',
    }),
  ],
  [
    'a condition',
    sampleMessage({ jobs: [], story: story({ jobs: 0, condition, rule: 'failures' }), language: 'zh-CN' }),
  ],
  ['a report', sampleMessage({ kind: 'report', jobs: [], report: condition, language: 'zh-CN' })],
  [
    'advice',
    sampleMessage({
      advice: Array.from({ length: 300 }, (_, at) => ({ code: `C${at}`, means: LONG, action: LONG })),
      story: story({ rule: 'failures' }),
    }),
  ],
];

it.each(LONG_MESSAGES)('a body of Batchwatch keeps below 20 kB: long %s', (_what, message) => {
  const body = bodyOf(message, 'batchwatch');
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
  expect(JSON.parse(body).data).toMatchObject({
    incident: { id: '01jd9x2m' },
    text: expect.stringMatching(/\S/),
  });
});

it.each(LONG_MESSAGES)(
  "a body of Alertmanager's keeps below 20 kB, and its one alert: long %s",
  (_what, message) => {
    const body = bodyOf(message, 'alertmanager');
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
    expect(JSON.parse(body)).toMatchObject({
      version: '4',
      truncatedAlerts: 0,
      status: 'firing',
      receiver: 'oncall',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'BatchwatchIncident', incident: '01jd9x2m' },
          annotations: { summary: expect.stringMatching(/\S/), description: expect.stringMatching(/\S/) },
          fingerprint: '01jd9x2m',
        },
      ],
    });
  },
);
