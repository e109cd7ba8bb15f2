import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { endpointAt } from '../../../../src/channel/base/http/http-endpoint.ts';
import { webhookBody } from '../../../../src/channel/webhook/body.ts';
import { composeWebhook } from '../../../../src/channel/webhook/compose.ts';
import { webhookSchema } from '../../../../src/channel/webhook/schema.ts';
import { WEBHOOK_BODY_SCHEMA } from '../../../../src/channel/webhook/webhook-body-schema.ts';
import { LANGUAGES, type Message } from '../../../../src/core/message/message.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { mergeMessages } from '../../../../src/render/chat/merge-messages.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { sampleMails } from '../../../looks/sample-mails.ts';
import { sampleJob, sampleMessage } from '../../../support/mail/sample-message.ts';

const ajv = formats.default(new Ajv2020({ allErrors: true }));
const isValid = ajv.compile(WEBHOOK_BODY_SCHEMA.toJson());

function bodyOf(message: Message) {
  const url = 'https://ops.example.com/hook';
  const { body } = composeWebhook(message, {
    block: webhookSchema.parse({ url }),
    endpoint: endpointAt('webhook', new Secret(url)),
    sentAt: 0,
    pages: TENCENT_PAGES,
    thread: undefined,
    keyOf: () => Promise.reject(new Error('no key')),
  });
  return JSON.parse(body);
}

/** One message of each sort that the program writes, by name. */
function everySort(): [string, Message][] {
  const report = { title: 'All is well', lines: ['2 incidents were closed.'] };
  return LANGUAGES.flatMap((language): [string, Message][] => {
    const mails = Object.entries(sampleMails(language));
    const others = {
      report: sampleMessage({ kind: 'report', jobs: [], counts: [], report, language }),
      merged: mergeMessages(mails.map(([, message]) => message)),
      'many jobs': sampleMessage({ jobs: Array.from({ length: 200 }, () => sampleJob()), language }),
      'hostile text': sampleMessage({
        jobs: [sampleJob({ name: '\u0000\uD800"\u202E</script>', message: '\uDC00'.repeat(5_000) })],
        language,
      }),
    };
    return [...mails, ...Object.entries(others)].map(([name, message]) => [`${name}, ${language}`, message]);
  });
}

describe('the JSON Schema of the webhook', () => {
  it.each(everySort())('describes all of a message: %s', (_name, message) => {
    const body = bodyOf(message);
    expect(isValid(body) ? [] : isValid.errors).toEqual([]);
    // Nothing stands in it that the schema does not name.
    expect(webhookBody.parse(body)).toEqual(body);
  });

  it('names every type, and each is sent', () => {
    const types = new Set(everySort().map(([, message]) => bodyOf(message).type));
    expect(types).toEqual(
      new Set([
        'incident.opened',
        'incident.updated',
        'incident.reminder',
        'incident.closed',
        'baseline',
        'test',
        'report',
      ]),
    );
    expect(WEBHOOK_BODY_SCHEMA.toJson()).toMatchObject({
      properties: { type: { enum: expect.arrayContaining([...types]) } },
    });
  });

  it('demands what each message has, and leaves open what some lack', () => {
    expect(WEBHOOK_BODY_SCHEMA.toJson()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Batchwatch webhook',
      required: ['type', 'timestamp', 'data'],
      properties: {
        data: {
          required: ['incident', 'counts', 'jobs', 'jobsLeftOut', 'advice', 'text'],
          properties: {
            jobs: { maxItems: 50 },
            acknowledgeUrl: {},
            incident: {
              required: ['id', 'url', 'state', 'severity', 'rule', 'labels', 'openedAt'],
              properties: { acknowledgedBy: {}, closedReason: {} },
            },
          },
        },
      },
    });
  });

  const { data: known } = bodyOf(sampleMessage());
  it.each([
    ['an unknown type', { type: 'incident.vanished' }],
    ['a time that is none', { timestamp: 'yesterday' }],
    ['no data', { data: undefined }],
    ['more than 50 jobs', { data: { ...known, jobs: Array.from({ length: 51 }, () => known.jobs[0]) } }],
  ])('refuses %s', (_what, change) => {
    expect(isValid({ ...bodyOf(sampleMessage()), ...change })).toBe(false);
  });

  it('takes a member that a later version adds', () => {
    expect(isValid({ ...bodyOf(sampleMessage()), later: 1 })).toBe(true);
  });

  it('leaves out who acknowledged, why it closed and the link to acknowledge where there is none', () => {
    const { data } = bodyOf(sampleMessage());
    expect(data).not.toHaveProperty('acknowledgeUrl');
    expect(data.incident).not.toHaveProperty('acknowledgedBy');
    expect(data.incident).not.toHaveProperty('closedReason');
  });

  it('counts the jobs that it leaves out', () => {
    const jobs = Array.from({ length: 120 }, (_, at) =>
      sampleJob({ jobId: `b${at}`, message: 'x'.repeat(900) }),
    );
    const { data } = bodyOf(sampleMessage({ jobs, counts: [{ state: 'Failed', count: 300 }] }));
    expect(data.jobs.length).toBeLessThanOrEqual(50);
    expect(data.jobs.length + data.jobsLeftOut).toBe(300);
  });
});
