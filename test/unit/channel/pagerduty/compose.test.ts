import { expect, it } from 'vitest';
import { composePagerduty } from '../../../../src/channel/pagerduty/compose.ts';
import { pagerdutySchema } from '../../../../src/channel/pagerduty/schema.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { sampleMails } from '../../../looks/sample-mails.ts';

/** The details of an alert, as PagerDuty lists them: a name and a text. */
function detailsOf(name: string): Readonly<Record<string, string>> {
  const message = sampleMails('en')[name];
  if (message === undefined) throw new Error(`no mail ${name}`);
  const { body } = composePagerduty(message, {
    block: pagerdutySchema.parse({ routingKey: 'R0UTING' }),
    endpoint: { name: 'pagerduty', url: new URL('https://events.example.com'), secrets: [] },
    sentAt: 0,
    pages: TENCENT_PAGES,
    thread: undefined,
    keyOf: () => Promise.reject(new Error('no key')),
  });
  return JSON.parse(body).payload.custom_details;
}

it('the details of an alert are lines of text, each under a name, in the order of a message', () => {
  const { where, cause, jobs, number, ...others } = detailsOf('opening-many');
  expect(Object.keys(detailsOf('opening-many'))).toEqual(['where', 'cause', 'jobs', 'number']);
  expect(where).toMatch(/^Target: media .*\nSince: 2026-11-23 09:15:02 /);
  expect(cause).toContain('The role of CI may not read');
  expect(jobs?.split('\n')).toHaveLength(4);
  expect(jobs).toMatch(/\n… and 11 more$/);
  expect(number).toBe('01jd9x2m.1');
  expect(others).toEqual({});
});

it('the details of an alert say who has acknowledged, and leave out what there is none of', () => {
  expect(detailsOf('update-all-open')['standing']).toContain('\nAcknowledged by alice');
  expect(Object.keys(detailsOf('condition'))).toEqual(['where', 'standing', 'number']);
});
